"""Writing down what came of messages in flight: the row, the attempt, and what it tells of the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Integer, Text, bindparam, func, insert, literal_column, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.rules.outbox import WAITING, MessageClass, OutboxState
from bot.rules.transitions import Change, OutcomeKind
from db.claimed import HELD, OUTBOX, PENDING, SENDING, Claimed
from db.clock import real_in, real_now
from db.failpoints import Point, reached
from db.groups import follow, left
from db.reach import came_back, went
from db.settlement_at_once import at_once, settle_sent
from db.tables import Reachability

_ATTEMPT = SQLModel.metadata.tables["outbox_attempt"]
_ATTACHMENT = SQLModel.metadata.tables["attachment"]

_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """One try that has ended, and what the rules made of it."""

    claimed: Claimed
    change: Change
    kind: OutcomeKind
    code: int | None = None
    description: str = ""
    retry_after: int | None = None  #: seconds
    message_id: int | None = None
    file_id: str | None = None
    migrate_to: int | None = None
    reachability: Reachability | None = None


async def settle(connection: AsyncConnection, landed: Sequence[Landed], *, owner: str, now: datetime) -> None:
    """Write down all these tries. A row that was claimed again since is left alone (its fence differs)."""
    if not landed:
        return
    sent = [one for one in landed if one.change.state is OutboxState.SENT]
    others = [one for one in landed if one.change.state is not OutboxState.SENT]
    if sent:
        await _settle_sent(connection, sent, owner=owner, now=now)
    if others:
        await connection.execute(SETTLE, [_row(one, now) for one in others])
        await connection.execute(INSERT_ATTEMPT, [_attempt(one, owner) for one in others])
    if found := {one.claimed.chat_id for one in _sent_probes(landed)}:
        await came_back(connection, found)
    for one in landed:
        await _settle_rare(connection, one, now=now)


async def _settle_sent(
    connection: AsyncConnection, sent: Sequence[Landed], *, owner: str, now: datetime
) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(
            _SENT_AT_ONCE, at_once([_sent_row(one) for one in sent], owner=owner, now=now)
        )
        return
    await connection.execute(_SETTLE_SENT, [_row(one, now) for one in sent])
    await connection.execute(INSERT_ATTEMPT, [_attempt(one, owner) for one in sent])


def _sent_probes(landed: Sequence[Landed]) -> list[Landed]:
    """What proves that somebody can be written to, whatever was known before."""
    return [
        one
        for one in landed
        if one.claimed.message_class is MessageClass.PROBE and one.change.state is OutboxState.SENT
    ]


async def refuse(
    connection: AsyncConnection, one: Claimed, *, state: OutboxState, reason: str, now: datetime
) -> None:
    """A message that was claimed in this transaction does not leave after all."""
    row = update(OUTBOX).where(OUTBOX.c.id == one.id, OUTBOX.c.fence == one.fence)
    ended = None if state is OutboxState.HELD else now
    await connection.execute(
        row.values(state=state, reason=reason, finished_at=ended, owner=None, lease_until=None)
    )


_CHANGED = {
    "state": bindparam("b_state", type_=OUTBOX.c.state.type),
    "reason": bindparam("b_reason", type_=Text()),
    "attempts": bindparam("b_attempts", type_=Integer()),
    "ambiguous_count": bindparam("b_ambiguous", type_=Integer()),
    "may_be_duplicate": bindparam("b_duplicate", type_=Boolean()),
    "last_code": bindparam("b_code", type_=Integer()),
    "last_error": bindparam("b_error", type_=Text()),
    "finished_at": bindparam("b_finished_at", type_=OUTBOX.c.finished_at.type),
    "owner": None,
    "lease_until": None,
}
_THIS_FLIGHT = (OUTBOX.c.id == bindparam("b_id"), OUTBOX.c.fence == bindparam("b_fence"))
SETTLE = (
    update(OUTBOX)
    .where(*_THIS_FLIGHT, OUTBOX.c.state == SENDING)
    .values(**_CHANGED, retry_at=real_in(bindparam("b_wait")))
)
#: A result that comes after its lease was over is still the truth, unless the row was claimed again.
_LATE = [SENDING, PENDING, HELD, literal_column("'uncertain'"), literal_column("'expired'")]
_SETTLE_SENT = (
    update(OUTBOX)
    .where(*_THIS_FLIGHT, OUTBOX.c.state.in_(_LATE))
    .values(
        **_CHANGED,
        message_id=func.coalesce(
            bindparam("b_message_id", type_=OUTBOX.c.message_id.type), OUTBOX.c.message_id
        ),
    )
)
_SENT_AT_ONCE = settle_sent(_LATE)
INSERT_ATTEMPT = insert(_ATTEMPT).values(finished_at=real_now())


def _row(one: Landed, now: datetime) -> dict[str, object]:
    values = change_values(one.claimed.id, one.claimed.fence, one.change, now)
    values |= {"b_code": one.code, "b_error": _note(one)}
    if one.change.state is OutboxState.SENT:
        del values["b_wait"]
        values["b_message_id"] = one.message_id
    return values


def _sent_row(one: Landed) -> dict[str, object]:
    """What ``db.settlement_at_once`` takes of one message."""
    return {
        "b_id": one.claimed.id,
        "b_fence": one.claimed.fence,
        "b_reason": one.change.reason,
        "b_attempts": one.change.attempts,
        "b_ambiguous": one.change.ambiguous_count,
        "b_duplicate": one.change.may_be_duplicate,
        "b_code": one.code,
        "b_error": _note(one),
        "b_message_id": one.message_id,
        "started_at": one.claimed.started_at.isoformat(),
    }


def change_values(outbox_id: int, fence: int, change: Change, now: datetime) -> dict[str, object]:
    return {
        "b_id": outbox_id,
        "b_fence": fence,
        "b_state": change.state,
        "b_reason": change.reason,
        "b_attempts": change.attempts,
        "b_ambiguous": change.ambiguous_count,
        "b_duplicate": change.may_be_duplicate,
        "b_wait": None if change.wait is None else change.wait.total_seconds(),
        "b_finished_at": None if change.state in WAITING else now,
    }


def _attempt(one: Landed, owner: str) -> dict[str, object]:
    return {
        "outbox_id": one.claimed.id,
        "fence": one.claimed.fence,
        "owner": owner,
        "started_at": one.claimed.started_at,
        "outcome": one.kind.value,
        "code": one.code,
        "description": _note(one),
        "retry_after": one.retry_after,
        "message_id": one.message_id,
    }


def _note(one: Landed) -> str:
    """What Telegram said, without the NUL that PostgreSQL stores nowhere."""
    return one.description[:_LONGEST_NOTE].replace("\0", "")


async def _settle_rare(connection: AsyncConnection, one: Landed, *, now: datetime) -> None:
    chat_id = one.claimed.chat_id
    if one.file_id is not None and one.claimed.attachment_id is not None:
        kept = update(_ATTACHMENT).where(
            _ATTACHMENT.c.id == one.claimed.attachment_id,
            _ATTACHMENT.c.telegram_file_id.is_distinct_from(one.file_id),
        )
        await connection.execute(kept.values(telegram_file_id=one.file_id))
    if one.migrate_to is not None:
        await follow(connection, old=chat_id, new=one.migrate_to, now=now)
        reached(Point.FOLLOWED)
    if one.change.reason == "kicked":
        await left(connection, chat_id, now=now)
    if one.reachability is not None:
        await went(connection, chat_id, one.reachability, now=now)
