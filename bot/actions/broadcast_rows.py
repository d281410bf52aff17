"""The messages of a broadcast as the outbox gets them: a row for each recipient and part, at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, text, update
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.codes import new_proof_code
from bot.rules.outbox import WAITING, MessageClass, OutboxState
from bot.rules.shared_texts import own, shared
from db.engine import affected
from db.last_checks import BROADCAST
from db.outbox import Outgoing, enqueue_many
from db.tables import Broadcast, BroadcastBody, OutboxMessage

#: So many new rows, and PostgreSQL has to look at the outbox anew before it plans the next claim.
_MANY = 500
#: Why a message is held while its broadcast rests; what is held for another reason stays so.
PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a broadcast as all get it: which call, and its body with marks for what is one's own."""

    method: str
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Target:
    """One recipient's messages of one attempt, and what in them is his own."""

    contact_id: int
    seat_id: int
    chat_id: int
    address: str
    attempt: int = 0  #: counts from 0
    is_doubtful: bool = False  #: an earlier attempt may have arrived
    edits_outbox_id: int | None = None  #: the message that is put right, where this is no new one
    body_id: int | None = None  #: another text than that of the broadcast: who never got what it corrects
    title: str = ""  #: another than that of the broadcast: a RALAT says that it is one


def outgoing(
    broadcast: Broadcast, target: Target, parts: Sequence[Part], *, first: int = 0
) -> list[Outgoing]:
    """The messages of one recipient. Only the last one has a code, and so can be checked.

    ``first``: at which place of the shared text these parts begin.
    """
    return [
        _outgoing(broadcast, target, first + number, part.method, is_last=number == len(parts) - 1)
        for number, part in enumerate(parts)
    ]


def _outgoing(broadcast: Broadcast, target: Target, number: int, method: str, *, is_last: bool) -> Outgoing:
    code = new_proof_code() if is_last else ""
    return Outgoing(
        key=key_of(broadcast.id, target.contact_id, number, target.attempt),
        message_class=MessageClass.BROADCAST,
        chat_id=target.chat_id,
        html="",
        method=method,
        body_id=target.body_id or broadcast.body_id,
        own=own(part=number, address=target.address, code=code),
        may_be_duplicate=target.is_doubtful,
        edits_outbox_id=target.edits_outbox_id,
        contact_id=target.contact_id,
        seat_id=target.seat_id,
        subject_type=BROADCAST,
        subject_id=broadcast.id,
        subject_rev=target.attempt,
        title=target.title or broadcast.title,
        proof_code=code or None,
        expires_at=broadcast.expires_at,
    )


def key_of(broadcast_id: int | None, contact_id: int, part: int, attempt: int) -> str:
    """Names the decision: the same attempt at the same part is made once."""
    first = f"bc:{broadcast_id}:{contact_id}:{part}"
    return f"{first}:{attempt}" if attempt else first


async def put(work: Work, messages: Sequence[Outgoing]) -> None:
    """All of them in one statement."""
    await enqueue_many(work.session, messages, now=work.now)
    if len(messages) >= _MANY and work.session.get_bind().dialect.name == "postgresql":
        await work.session.execute(text("ANALYZE outbox"))


async def hold(work: Work, broadcast: Broadcast) -> int:
    """What waits does not leave until somebody says so; how many messages."""
    return await _turn(work, broadcast, [OutboxState.PENDING], state=OutboxState.HELD, reason=PAUSED)


async def release(work: Work, broadcast: Broadcast) -> int:
    """What rests because its broadcast did may leave again; how many messages."""
    rests = (col(OutboxMessage.reason) == PAUSED,)
    return await _turn(work, broadcast, [OutboxState.HELD], *rests, state=OutboxState.PENDING, reason="")


async def store_body(work: Work, parts: Sequence[Part]) -> int:
    """The text of many messages, stored once; its number."""
    body = BroadcastBody(payload=shared([part.payload for part in parts]), created_at=work.now)
    work.session.add(body)
    await work.session.flush()
    return body.id or 0


async def take_back(work: Work, broadcast: Broadcast) -> int:
    """What has not left does not leave any more; how many messages."""
    return await _turn(
        work,
        broadcast,
        WAITING,
        state=OutboxState.WITHDRAWN,
        reason="stopped",
        finished_at=work.now,
    )


async def _turn(
    work: Work,
    broadcast: Broadcast,
    states: Sequence[OutboxState],
    *where: ColumnElement[bool],
    **values: object,
) -> int:
    statement = (
        update(OutboxMessage)
        .where(
            col(OutboxMessage.subject_type) == BROADCAST,
            col(OutboxMessage.subject_id) == broadcast.id,
            col(OutboxMessage.state).in_(states),
            *where,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return affected(await work.session.execute(statement))
