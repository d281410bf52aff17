"""What is held at a start because the database woke up somewhere else, or hours later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.fences import Fence, FenceReason, HeldMessage
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.wording import post
from db.engine import affected
from db.installations import ONLY
from db.tables import Contact, Installation, OutboxMessage, Region, Seat, Staff

#: Why a message is held; a broadcast that rests has another reason.
FENCED = "fence"
#: Inlined: bound parameters would hide the partial indexes from SQLite.
_PENDING: ColumnElement[str] = literal_column("'pending'")
_IS_HELD = (col(OutboxMessage.state) == literal_column("'held'"), col(OutboxMessage.reason) == FENCED)
#: They tell nobody anything, and once more does no harm.
_SILENT = ("sendChatAction", "leaveChat")
#: To admins, about lateness itself: too many reminders late at once, a clock gone back, a fence.
_ABOUT_LATENESS = ("hold:%", "jam:%", "fence:%")


async def hold(
    session: AsyncSession,
    *,
    reason: FenceReason,
    seen_at: datetime,
    since: datetime,
    urgent_until: datetime,
    now: datetime,
) -> int:
    """Hold what is due; returns how many. What may have left from the original is marked so.

    ``seen_at``: what was made later was found due at this start, and is held even where it would go next
    morning. ``since``: when this start began. After a sleep, a reminder made from then on which is untrue
    by ``urgent_until`` goes out: nobody is to be locked out of a sitting until somebody has looked.
    """
    is_urgent = (
        (col(OutboxMessage.message_class) == MessageClass.REMINDER)
        & (col(OutboxMessage.created_at) >= since)
        & (func.coalesce(col(OutboxMessage.expires_at), now) <= urgent_until)
    )
    overdue = (
        col(OutboxMessage.state) == _PENDING,
        or_(
            col(OutboxMessage.not_before).is_(None),
            col(OutboxMessage.not_before) <= now,
            col(OutboxMessage.created_at) > seen_at,
        ),
        col(OutboxMessage.method).not_in(_SILENT),
        col(OutboxMessage.edits_outbox_id).is_(None),
        *(col(OutboxMessage.key).not_like(pattern) for pattern in _ABOUT_LATENESS),
    )
    statement = update(OutboxMessage).where(*overdue).values(state=OutboxState.HELD, reason=FENCED)
    is_asleep = reason is FenceReason.ASLEEP
    statement = statement.where(~is_urgent) if is_asleep else statement.values(may_be_duplicate=True)
    return affected(await session.execute(statement))


async def newest_message(session: AsyncSession) -> int:
    """The number of the message made last, leaving out changes of earlier ones; 0 where there is none."""
    newest = select(col(OutboxMessage.id)).where(col(OutboxMessage.edits_outbox_id).is_(None))
    return await session.scalar(newest.order_by(col(OutboxMessage.id).desc()).limit(1)) or 0


async def raise_fence(session: AsyncSession, *, reason: FenceReason, now: datetime) -> int:
    """A new fence, also around what an earlier one still holds; returns its number."""
    row = await session.get_one(Installation, ONLY)
    row.fence_number += 1
    row.fenced_at, row.fence_reason, row.asleep_since = now, reason.value, row.seen_at
    row.lifted_at = row.lifted_by_staff_id = None
    await session.flush()
    return row.fence_number


async def open_fence(session: AsyncSession) -> Fence | None:
    """The fence that somebody has to decide about, with what it holds now; None where there is none."""
    row = await session.get(Installation, ONLY, populate_existing=True)
    if row is None or row.fenced_at is None or row.lifted_at is not None:
        return None
    found = await session.execute(
        select(
            col(OutboxMessage.message_class),
            func.count(),
            func.min(col(OutboxMessage.created_at)),
            func.max(col(OutboxMessage.created_at)),
        )
        .where(*_IS_HELD)
        .group_by(col(OutboxMessage.message_class))
    )
    rows = sorted(found.all(), key=lambda one: list(MessageClass).index(one[0]))
    return Fence(
        number=row.fence_number,
        reason=FenceReason(row.fence_reason),
        raised_at=row.fenced_at,
        seen_at=row.asleep_since or row.fenced_at,
        counts={kind: count for kind, count, _, _ in rows},
        oldest=min((one[2] for one in rows), default=row.fenced_at),
        newest=max((one[3] for one in rows), default=row.fenced_at),
    )


async def held_messages(session: AsyncSession, *, after: int, limit: int) -> Sequence[HeldMessage]:
    """What is held, from the oldest; those with a higher number than ``after``."""
    rows = await session.execute(
        select(
            col(OutboxMessage.id),
            col(OutboxMessage.message_class),
            col(OutboxMessage.title),
            func.coalesce(col(Contact.name), col(Staff.name), ""),
            col(Seat.title),
            col(Region.name),
            col(OutboxMessage.created_at),
        )
        .outerjoin(Contact, col(Contact.id) == col(OutboxMessage.contact_id))
        .outerjoin(Staff, col(Staff.id) == col(OutboxMessage.staff_id))
        .outerjoin(Seat, col(Seat.id) == col(OutboxMessage.seat_id))
        .outerjoin(Region, col(Region.code) == col(Seat.region_code))
        .where(*_IS_HELD, col(OutboxMessage.id) > after)
        .order_by(col(OutboxMessage.id))
        .limit(limit)
    )
    return [
        HeldMessage(number or 0, kind, title, name, post(seat, region) if seat else "", made_at)
        for number, kind, title, name, seat, region, made_at in rows
    ]


async def lift(session: AsyncSession, *, number: int, staff_id: int | None, now: datetime) -> bool:
    """Somebody decides about this fence. False: somebody has decided before, or it is another one."""
    statement = (
        update(Installation)
        .where(
            col(Installation.id) == ONLY,
            col(Installation.fence_number) == number,
            col(Installation.lifted_at).is_(None),
        )
        .values(lifted_at=now, lifted_by_staff_id=staff_id)
    )
    return affected(await session.execute(statement)) == 1


async def let_go(session: AsyncSession, *, now: datetime) -> tuple[int, int]:
    """What is held goes the usual way, unless its hour has passed; returns how many go, and how many not."""
    over = update(OutboxMessage).where(*_IS_HELD, col(OutboxMessage.expires_at) <= now)
    expired = affected(
        await session.execute(over.values(state=OutboxState.EXPIRED, reason="expired", finished_at=now))
    )
    rest = update(OutboxMessage).where(*_IS_HELD)
    leaving = affected(
        await session.execute(rest.values(state=OutboxState.PENDING, reason="", retry_at=None))
    )
    return leaving, expired


async def throw_away(session: AsyncSession, *, now: datetime) -> int:
    """What is held is not sent at all; returns how many."""
    rest = update(OutboxMessage).where(*_IS_HELD)
    return affected(
        await session.execute(rest.values(state=OutboxState.WITHDRAWN, reason="thrown_away", finished_at=now))
    )
