"""A broadcast and its corrections: which one says what holds now, and what of the others must not leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.outbox import WAITING, OutboxState
from db.last_checks import BROADCAST, CORRECTED, READ_ASK
from db.tables import Broadcast, BroadcastState, OutboxMessage


def chain_of(root_id: int) -> Select[int | None]:
    """The ids of the first one and of everything that corrects it."""
    return select(col(Broadcast.id)).where(
        or_(col(Broadcast.id) == root_id, col(Broadcast.corrects_id) == root_id)
    )


#: So many contacts are named to the database one by one.
_FEW = 500
#: Number and moment of each edit, by the number of the message that stands in the chat.
Edits = Mapping[int | None, Sequence[tuple[int, datetime]]]
#: What one chat was sent of one siaran: its number, the chat, and which attempt, counted from 0.
Copy = tuple[int | None, int, int]


async def newest_correction(session: AsyncSession, broadcast: Broadcast) -> int | None:
    """Which one says what holds now, where this one was corrected."""
    if broadcast.corrected_at is None:
        return None
    begun = select(func.max(col(Broadcast.id))).where(
        col(Broadcast.corrects_id) == (broadcast.corrects_id or broadcast.id),
        col(Broadcast.started_at).is_not(None),
        col(Broadcast.corrected_at).is_(None),
    )
    number: int | None = await session.scalar(begun)
    return number


async def was_corrected_before(session: AsyncSession, broadcast: Broadcast) -> bool:
    """Whether another correction of the same text began before this one."""
    begun = select(col(Broadcast.id)).where(
        col(Broadcast.corrects_id) == broadcast.corrects_id, col(Broadcast.id) != broadcast.id
    )
    before = broadcast.started_at
    earlier = begun.where(
        col(Broadcast.started_at).is_not(None) if before is None else col(Broadcast.started_at) < before
    )
    return await session.scalar(earlier.limit(1)) is not None


async def in_several(session: AsyncSession, root_id: int) -> Set[Copy]:
    """What of the first one and its corrections went out as more than one text: all but the last have no
    code, and an edit would leave them as they are."""
    rows = await session.execute(
        select(
            col(OutboxMessage.subject_id),
            col(OutboxMessage.chat_id),
            func.coalesce(col(OutboxMessage.subject_rev), 0),
        )
        .where(
            col(OutboxMessage.subject_type) == BROADCAST,
            col(OutboxMessage.subject_id).in_(chain_of(root_id)),
            col(OutboxMessage.method) == "sendMessage",
            col(OutboxMessage.proof_code).is_(None),
            col(OutboxMessage.edits_outbox_id).is_(None),
        )
        .distinct()
    )
    return {(number, chat_id, attempt) for number, chat_id, attempt in rows}


async def take_back_earlier(session: AsyncSession, broadcast: Broadcast, *, now: datetime) -> None:
    """What waits of the others of its chain does not leave, nor does an ask whether it was read."""
    await session.execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.subject_type).in_((BROADCAST, READ_ASK)),
            col(OutboxMessage.subject_id).in_(_others(broadcast)),
            col(OutboxMessage.state).in_(WAITING),
        )
        .values(state=OutboxState.WITHDRAWN, reason=CORRECTED, finished_at=now)
        .execution_options(synchronize_session=False)
    )


async def is_in_flight(session: AsyncSession, broadcast: Broadcast) -> bool:
    """Whether a message of the others of its chain is leaving at this moment."""
    leaving = select(col(OutboxMessage.id)).where(
        col(OutboxMessage.subject_type) == BROADCAST,
        col(OutboxMessage.subject_id).in_(_others(broadcast)),
        col(OutboxMessage.state) == OutboxState.SENDING,
    )
    return await session.scalar(leaving.limit(1)) is not None


async def mark_corrected(session: AsyncSession, broadcast: Broadcast) -> None:
    """The others of its chain say no longer what holds; one that rests ends by itself, nothing being left."""
    begun = (col(Broadcast.id).in_(_others(broadcast)), col(Broadcast.started_at).is_not(None))
    marked = update(Broadcast).where(*begun).execution_options(synchronize_session=False)
    await session.execute(
        marked.values(corrected_at=broadcast.started_at, version=col(Broadcast.version) + 1)
    )
    resting = marked.where(col(Broadcast.state) == BroadcastState.PAUSED)
    await session.execute(resting.values(state=BroadcastState.SENDING))


async def contacts_taken_back(session: AsyncSession, root_id: int) -> Set[int]:
    """Whose message of the first text was waiting when its correction began."""
    rows = await session.scalars(
        select(col(OutboxMessage.contact_id)).where(
            col(OutboxMessage.subject_type) == BROADCAST,
            col(OutboxMessage.subject_id) == root_id,
            col(OutboxMessage.state) == OutboxState.WITHDRAWN,
            col(OutboxMessage.reason) == CORRECTED,
        )
    )
    return {contact_id for contact_id in rows if contact_id is not None}


async def edits_of(session: AsyncSession, broadcasts: Set[int | None], *, contacts: Set[int | None]) -> Edits:
    """What put messages of these siaran right and arrived, the earliest first, by the message in the chat.

    Of ``contacts``, and of others where these are many.
    """
    if not broadcasts:
        return {}
    roots = select(func.coalesce(col(Broadcast.corrects_id), col(Broadcast.id))).where(
        col(Broadcast.id).in_(broadcasts)
    )
    rows = await session.execute(
        select(col(OutboxMessage.edits_outbox_id), col(OutboxMessage.id), col(OutboxMessage.finished_at))
        .where(
            col(OutboxMessage.subject_type) == BROADCAST,
            col(OutboxMessage.subject_id).in_(
                select(col(Broadcast.id)).where(col(Broadcast.corrects_id).in_(roots))
            ),
            col(OutboxMessage.edits_outbox_id).is_not(None),
            col(OutboxMessage.state) == OutboxState.SENT,
            *((col(OutboxMessage.contact_id).in_(contacts),) if len(contacts) <= _FEW else ()),
        )
        .order_by(col(OutboxMessage.id))
    )
    found: dict[int | None, list[tuple[int, datetime]]] = defaultdict(list)
    for stands, number, at in rows:
        if at is not None:
            found[stands].append((number or 0, at))
    return found


def is_over_for_good() -> ColumnElement[bool]:
    """The message is of a siaran that was corrected or stopped: it must not leave any more."""
    return exists().where(
        col(OutboxMessage.subject_type).in_((BROADCAST, READ_ASK)),
        col(Broadcast.id) == col(OutboxMessage.subject_id),
        or_(col(Broadcast.corrected_at).is_not(None), col(Broadcast.state) == BroadcastState.STOPPED),
    )


def _others(broadcast: Broadcast) -> Select[int | None]:
    return chain_of(broadcast.corrects_id or broadcast.id or 0).where(col(Broadcast.id) != broadcast.id)
