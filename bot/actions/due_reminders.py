"""Which stored reminders are due."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.clocks import WIB, zone_named
from bot.rules.lateness import Due
from bot.rules.reminders import MERGED_WITHIN, Step
from db.tables import AgendaItem, Invitation, ItemState, PlanState, Region, ReminderPlan, Seat


async def due_now(work: Work) -> list[Due]:
    """Open plans whose moment has come and that are still true."""
    return await _due(work, col(ReminderPlan.due_at) <= work.now)


async def due_soon(work: Work) -> list[Due]:
    """Open plans that come due within the time in which a person's reminders become one."""
    soon = col(ReminderPlan.due_at) <= work.now + MERGED_WITHIN
    return await _due(work, (col(ReminderPlan.due_at) > work.now) & soon)


async def _due(work: Work, when: ColumnElement[bool]) -> list[Due]:
    rows = await work.session.execute(
        select(
            col(ReminderPlan.id),
            col(ReminderPlan.agenda_item_id),
            col(ReminderPlan.seat_id),
            col(ReminderPlan.step),
            col(ReminderPlan.due_at),
            col(AgendaItem.starts_at),
            col(AgendaItem.ends_at),
            col(Region.zone),
        )
        .join(AgendaItem, col(AgendaItem.id) == col(ReminderPlan.agenda_item_id))
        .join(Seat, col(Seat.id) == col(ReminderPlan.seat_id))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .join(
            Invitation,
            (col(Invitation.agenda_item_id) == col(ReminderPlan.agenda_item_id))
            & (col(Invitation.seat_id) == col(ReminderPlan.seat_id))
            & col(Invitation.withdrawn_revision).is_(None),
        )
        .where(
            col(ReminderPlan.state) == PlanState.PLANNED,
            when,
            col(AgendaItem.state) == ItemState.PLANNED,
            col(AgendaItem.time_revision) == col(ReminderPlan.time_revision),
        )
        .order_by(col(ReminderPlan.due_at), col(ReminderPlan.id))
        .with_for_update(of=ReminderPlan)  # an admin may release while the tick looks, or another admin
    )
    return [
        Due(plan_id, item, seat, Step(step), due_at, starts_at, ends_at, _zone_of(step, zone))
        for plan_id, item, seat, step, due_at, starts_at, ends_at, zone in rows
        if plan_id is not None
    ]


def _zone_of(step: str, region_zone: str) -> ZoneInfo:
    """On whose clock quiet hours are counted: staff live by that of the capital."""
    return WIB if step == Step.CALLS else zone_named(region_zone)
