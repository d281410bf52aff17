"""The outbox as staff look at it: a constant number of queries, each by an index of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, literal, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.outbox import MessageClass
from bot.rules.queues import ERRORS_FOR, UNDELIVERED_FOR, Failures, Queue, QueueLine, Waiting
from bot.rules.wording import post
from db.clock import real_in, real_now
from db.gates import closed_gates
from db.queries.broadcast_chains import is_over_for_good
from db.queries.capacities import capacity_at
from db.tables import Attempt, Contact, OutboxMessage, Region, Seat, Staff

#: The gate for everything, as the wire names it.
_WHOLE_BOT = "bot"
#: Of one minute at the highest rate there is.
_LAST_TRIES = 2_000
_MOST_FAILURES = 8


def in_state(state: str) -> ColumnElement[bool]:
    """Inlined: bound parameters would hide the partial indexes from SQLite."""
    return col(OutboxMessage.state) == literal_column(f"'{state}'")


async def queue(session: AsyncSession, *, now: datetime) -> Queue:
    """Everything about the queue at once. ``now`` is House time."""
    waiting, planned = await _waiting(session, now=now)
    gates = await closed_gates(session)
    flying = await session.execute(
        select(func.count(), func.sum(case((col(OutboxMessage.lease_until) < real_now(), 1), else_=0))).where(
            in_state("sending")
        )
    )
    in_flight, stuck = flying.one()
    resting = select(func.count()).where(in_state("held"), col(OutboxMessage.reason) == "paused")
    undelivered = select(func.count()).where(*undelivered_since(now))
    return Queue(
        waiting=waiting,
        planned=planned,
        in_flight=in_flight,
        stuck=stuck or 0,
        sent_last_minute=await _sent_last_minute(session),
        closed_for=gates.pop(_WHOLE_BOT, None),
        closed_chats=len(gates),
        uncertain=await _uncertain(session),
        resting=await session.scalar(resting) or 0,
        undelivered=await session.scalar(undelivered) or 0,
        failures=await _failures(session),
    )


async def _waiting(session: AsyncSession, *, now: datetime) -> tuple[list[Waiting], int]:
    due_at = func.coalesce(col(OutboxMessage.not_before), col(OutboxMessage.created_at))
    is_due = or_(col(OutboxMessage.not_before).is_(None), col(OutboxMessage.not_before) <= now)
    rows = await session.execute(
        select(col(OutboxMessage.message_class), is_due.label("is_due"), func.count(), func.min(due_at))
        .where(in_state("pending"))
        .group_by(col(OutboxMessage.message_class), literal_column("is_due"))
    )
    found = rows.all()
    order = list(MessageClass)
    due = [Waiting(kind, count, since) for kind, is_now, count, since in found if is_now]
    planned = sum(count for _, is_now, count, _ in found if not is_now)
    return sorted(due, key=lambda one: order.index(one.message_class)), planned


async def _sent_last_minute(session: AsyncSession) -> int:
    newest = (
        select(col(Attempt.outcome), col(Attempt.finished_at))
        .order_by(col(Attempt.id).desc())
        .limit(_LAST_TRIES)
        .subquery()
    )
    sent = (newest.c.outcome == "sent", newest.c.finished_at >= real_in(literal(-60.0)))
    return await session.scalar(select(func.count()).select_from(newest).where(*sent)) or 0


async def _uncertain(session: AsyncSession) -> dict[MessageClass, int]:
    kind = col(OutboxMessage.message_class)
    rows = await session.execute(select(kind, func.count()).where(in_state("uncertain")).group_by(kind))
    found: dict[MessageClass, int] = {}
    for message_class, count in rows.all():
        found[message_class] = count
    return found


async def _failures(session: AsyncSession) -> list[Failures]:
    what = (col(Attempt.outcome), col(Attempt.code))
    since = real_in(literal(-ERRORS_FOR.total_seconds()))
    rows = await session.execute(
        select(*what, func.count())
        .where(col(Attempt.outcome) != literal_column("'sent'"), col(Attempt.finished_at) >= since)
        .group_by(*what)
        .order_by(func.count().desc())
        .limit(_MOST_FAILURES)
    )
    return [Failures(outcome, code, count) for outcome, code, count in rows.all()]


def undelivered_since(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What Telegram refused for good within the last days."""
    return (in_state("undeliverable"), col(OutboxMessage.finished_at) >= now - UNDELIVERED_FOR)


async def lines(session: AsyncSession, *conditions: ColumnElement[bool], limit: int) -> Sequence[QueueLine]:
    """The newest messages of which this is true."""
    rows = await session.execute(
        select(
            col(OutboxMessage.id),
            col(OutboxMessage.fence),
            col(OutboxMessage.message_class),
            col(OutboxMessage.state),
            col(OutboxMessage.reason),
            col(OutboxMessage.title),
            func.coalesce(col(Contact.name), col(Staff.name), ""),
            col(Seat.title),
            col(Region.name),
            func.coalesce(col(OutboxMessage.finished_at), col(OutboxMessage.created_at)),
            is_over_for_good().label("is_over"),
            capacity_at(
                col(OutboxMessage.contact_id), col(OutboxMessage.seat_id), col(OutboxMessage.created_at)
            ),
        )
        .outerjoin(Contact, col(Contact.id) == col(OutboxMessage.contact_id))
        .outerjoin(Staff, col(Staff.id) == col(OutboxMessage.staff_id))
        .outerjoin(Seat, col(Seat.id) == col(OutboxMessage.seat_id))
        .outerjoin(Region, col(Region.code) == col(Seat.region_code))
        .where(*conditions)
        .order_by(col(OutboxMessage.id).desc())
        .limit(limit)
    )
    return [
        QueueLine(
            number=number,
            revision=revision,
            message_class=kind,
            state=state,
            reason=why,
            title=title,
            name=name,
            post=post(seat, region) if seat else "",
            at=at,
            kind=capacity,
            is_over=bool(is_over),
        )
        for number, revision, kind, state, why, title, name, seat, region, at, is_over, capacity in (
            tuple(row) for row in rows
        )
    ]
