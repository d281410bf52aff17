"""Reminder plans as they are stored, with what was decided about each and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.reconciliation import Standing
from bot.rules.reminders import Reason, Step
from db.tables import ReminderPlan


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """One step for one seat about one time of a sitting."""

    plan_id: int
    item: int
    time_revision: int
    step: Step
    seat: int
    due_at: datetime
    standing: Standing
    reason: Reason | None
    decided_at: datetime | None


async def plans_of(
    session: AsyncSession, items: Collection[int], *, seats: Collection[int] | None = None
) -> list[StoredPlan]:
    """Of these sittings (and seats, if given) at all their times, in the order in which they fall due."""
    wanted = select(
        col(ReminderPlan.id),
        col(ReminderPlan.agenda_item_id),
        col(ReminderPlan.time_revision),
        col(ReminderPlan.step),
        col(ReminderPlan.seat_id),
        col(ReminderPlan.due_at),
        col(ReminderPlan.state),
        col(ReminderPlan.reason),
        col(ReminderPlan.decided_at),
    ).where(col(ReminderPlan.agenda_item_id).in_(items))
    if seats is not None:
        wanted = wanted.where(col(ReminderPlan.seat_id).in_(seats))
    rows = await session.execute(wanted.order_by(col(ReminderPlan.due_at), col(ReminderPlan.id)))
    return [
        StoredPlan(
            plan_id or 0,
            item,
            revision,
            Step(step),
            seat,
            due_at,
            Standing(state.value),
            Reason(reason) if reason else None,
            decided_at,
        )
        for plan_id, item, revision, step, seat, due_at, state, reason, decided_at in rows
    ]
