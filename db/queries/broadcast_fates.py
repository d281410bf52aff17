"""What became of the recipients of a broadcast, and how far it is.

A recipient's messages of one attempt have its number in ``subject_rev``. What was taken back because a
twin of it is on its way, or because the person said that the first one arrived, counts for nothing.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.broadcast_progress import WINDOW, Fate, Progress
from bot.rules.outbox import OutboxState
from db.last_checks import BROADCAST
from db.tables import Broadcast, BroadcastRecipient, OutboxMessage

#: Reasons of what was withdrawn although the recipient has it, or will.
_BESIDE = ("moved", "read")


async def progress_of(session: AsyncSession, broadcast: Broadcast, *, now: datetime) -> Progress:
    """The recipients of one broadcast by what became of them."""
    fates = fates_of(broadcast.id)
    fate = func.coalesce(fates.c.fate, int(Fate.UNREACHABLE))
    edited = func.coalesce(fates.c.is_edit, 0)
    rows = await session.execute(
        select(fate, edited, func.count())
        .select_from(BroadcastRecipient)
        .outerjoin(fates, fates.c.contact_id == col(BroadcastRecipient.contact_id))
        .where(col(BroadcastRecipient.broadcast_id) == broadcast.id)
        .group_by(fate, edited)
    )
    counts: dict[Fate, int] = {}
    put_right = 0
    for number, is_edit, count in rows:
        counts[Fate(number)] = counts.get(Fate(number), 0) + count
        put_right += count if is_edit and Fate(number) is Fate.SENT else 0
    span = min(WINDOW, max(now - (broadcast.started_at or now), WINDOW / 60))
    lately = await session.scalar(
        select(func.count()).where(
            *of_broadcast(broadcast.id),
            col(OutboxMessage.state) == OutboxState.SENT,
            col(OutboxMessage.finished_at) >= now - span,
        )
    )
    return Progress(counts, put_right, lately or 0, span)


async def is_anything_open(session: AsyncSession, broadcast_id: int | None) -> bool:
    """Whether something of it waits, is held, or is on its way."""
    still = [OutboxState.PENDING, OutboxState.SENDING, OutboxState.HELD]
    found = select(col(OutboxMessage.id)).where(
        *of_broadcast(broadcast_id), col(OutboxMessage.state).in_(still)
    )
    return await session.scalar(found.limit(1)) is not None


def of_broadcast(broadcast_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return (col(OutboxMessage.subject_type) == BROADCAST, col(OutboxMessage.subject_id) == broadcast_id)


def fates_of(broadcast_id: int | None) -> Subquery:
    """contact_id, fate, attempt, is_edit: a row for everybody who was ever written to."""
    counts = and_(
        col(OutboxMessage.subject_type) == BROADCAST,
        col(OutboxMessage.subject_id) == broadcast_id,
        col(OutboxMessage.contact_id).is_not(None),
        or_(col(OutboxMessage.state) != OutboxState.WITHDRAWN, col(OutboxMessage.reason).not_in(_BESIDE)),
    )
    attempt = func.coalesce(col(OutboxMessage.subject_rev), 0)
    last = (
        select(col(OutboxMessage.contact_id), func.max(attempt).label("attempt"))
        .where(counts)
        .group_by(col(OutboxMessage.contact_id))
        .subquery()
    )
    fate = case(
        *((col(OutboxMessage.state) == state, literal_column(str(int(fate)))) for state, fate in _FATES),
        else_=literal_column(str(int(Fate.WAITING))),
    )
    is_edit = case((col(OutboxMessage.edits_outbox_id).is_not(None), 1), else_=0)
    return (
        select(
            col(OutboxMessage.contact_id),
            func.min(fate).label("fate"),
            func.max(attempt).label("attempt"),
            func.max(is_edit).label("is_edit"),
        )
        .join(
            last,
            and_(last.c.contact_id == col(OutboxMessage.contact_id), last.c.attempt == attempt),
        )
        .where(counts)
        .group_by(col(OutboxMessage.contact_id))
        .subquery()
    )


_FATES = (
    (OutboxState.UNCERTAIN, Fate.UNCERTAIN),
    (OutboxState.UNDELIVERABLE, Fate.UNREACHABLE),
    (OutboxState.EXPIRED, Fate.EXPIRED),
    (OutboxState.SENT, Fate.SENT),
    (OutboxState.WITHDRAWN, Fate.WITHDRAWN),
)
