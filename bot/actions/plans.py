"""The stored reminder plans of a meeting follow every revision of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, update
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.clocks import zone_named
from bot.rules.ladders import steps_of
from bot.rules.reconciliation import Existing, reconcile
from bot.rules.reminders import Key, Occasion, Planned, Reason, plan
from bot.rules.sittings import MeetingView, SittingView
from db.queries.people import seats_by_id
from db.queries.reminder_plans import StoredPlan, plans_of
from db.tables import PlanState, ReminderPlan

_AT_ONCE = 5000  #: ids in one statement; databases take about 32,000


async def replan(work: Work, meeting: MeetingView) -> None:
    """Make the stored plans those this meeting wants now: add, revive, void, keep, each with its reason."""
    seats = await seats_by_id(work.session, {seat for each in meeting.standing for seat in each.seats})
    occasions = [occasion_of(meeting, sitting) for sitting in meeting.sittings]
    planned = [
        row
        for sitting, occasion in zip(meeting.sittings, occasions, strict=True)
        for row in plan(
            occasion,
            seats={seat: zone_named(seats[seat].zone) for seat in _invited(sitting)},
            now=work.now,
            extra=meeting.days_off,
        )
    ]
    stored = await plans_of(work.session, [sitting.item for sitting in meeting.sittings])
    todo = reconcile([_existing(row) for row in stored], planned, occasions=occasions)
    if todo.add:  # one statement: a meeting of all regions has thousands of rows
        await work.session.execute(insert(ReminderPlan), [_new_row(row, now=work.now) for row in todo.add])
    ids = {_existing(row).key: row.plan_id for row in stored}
    for row in todo.revive:
        await set_plan(
            work, ids[row.key], PlanState.SKIPPED if row.skipped else PlanState.PLANNED, row.skipped
        )
    voided: dict[Reason, list[int]] = defaultdict(list)
    for each in todo.void:
        voided[each.reason].append(ids[each.key])
    for reason, plan_ids in voided.items():
        await _void(work, plan_ids, reason)
    for row in todo.shift:
        await _shift(work, ids[row.key], row)
    await work.session.flush()


def _invited(sitting: SittingView) -> Sequence[int]:
    return sitting.seats if sitting.is_standing else ()


def occasion_of(meeting: MeetingView, sitting: SittingView) -> Occasion:
    return Occasion(
        item=sitting.item,
        time_revision=sitting.time_revision,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        cancelled=sitting.is_cancelled,
        postponed=sitting.is_postponed,
        steps=steps_of(meeting.ladder, reveal_minutes=sitting.reveal_minutes),
    )


def _existing(row: StoredPlan) -> Existing:
    return Existing(Key(row.item, row.time_revision, row.step, row.seat), row.due_at, row.standing)


def _new_row(row: Planned, *, now: datetime) -> dict[str, object]:
    return {
        "agenda_item_id": row.key.item,
        "time_revision": row.key.time_revision,
        "step": row.key.step,
        "seat_id": row.key.seat,
        "due_at": row.due_at,
        "state": PlanState.SKIPPED if row.skipped else PlanState.PLANNED,
        "reason": row.skipped or "",
        "decided_at": now if row.skipped else None,
    }


async def _shift(work: Work, plan_id: int, row: Planned) -> None:
    """The step falls at another hour now; one whose new hour has passed is not sent."""
    state = PlanState.SKIPPED if row.skipped else PlanState.PLANNED
    await set_plan(work, plan_id, state, row.skipped, due_at=row.due_at)


async def _void(work: Work, plan_ids: Sequence[int], reason: Reason) -> None:
    """Many at once: a revision of a meeting of all regions voids thousands."""
    for first in range(0, len(plan_ids), _AT_ONCE):
        await work.session.execute(
            update(ReminderPlan)
            .where(col(ReminderPlan.id).in_(plan_ids[first : first + _AT_ONCE]))
            .values(state=PlanState.WITHDRAWN, reason=reason, decided_at=work.now)
        )


async def set_plan(
    work: Work, plan_id: int, state: PlanState, reason: Reason | None = None, **more: object
) -> None:
    await work.session.execute(
        update(ReminderPlan)
        .where(col(ReminderPlan.id) == plan_id)
        .values(state=state, reason=reason or "", decided_at=work.now, **more)
    )
