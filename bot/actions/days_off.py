"""/libur: which days nobody is reminded on; staff add what the library does not know, and plans follow."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.plans import replan
from bot.actions.work import Work
from bot.messages import days_off as messages
from bot.rules.access import Action, may, require
from bot.rules.clocks import WIB, local_date
from bot.rules.days_off import typed_day_off
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.sittings import MeetingView
from bot.rules.typed_times import example_day
from bot.rules.working_days import holidays_between
from db.queries.days_off import add_day_off, days_off_named, remove_day_off
from db.queries.meetings import meetings_ahead
from db.tables import PlanState, ReminderPlan

ASK_DAY = "day_off"
#: How far ahead holidays are listed.
AHEAD = timedelta(days=365)


async def listed(work: Work) -> Text:
    """Own days and national holidays of the coming twelve months. Raises Forbidden."""
    require(work.actor, Action.SEE_MEETINGS)
    today = local_date(work.now, WIB)
    return messages.listed(
        await days_off_named(work.session, since=today),
        national=holidays_between(today, today + AHEAD),
        until=today + AHEAD,
        may_change=may(work.actor, Action.ARRANGE_MEETINGS),
    )


async def ask(work: Work) -> None:
    """Tambah: asks for date and name. Raises Forbidden."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    await dialogues.ask(work, ASK_DAY)
    await work.receipt(messages.ask(example=example_day(work.now)))


async def add(work: Work, *, typed: str) -> None:
    """A day with its name, as typed. Raises Forbidden, DayOffUnusable, DayOffNeedless."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    day = typed_day_off(typed, today=local_date(work.now, WIB), example=example_day(work.now))
    is_new = await add_day_off(
        work.session, day.on, name=day.name, staff_id=work.actor.staff_id, now=work.now
    )
    await _close(work)
    ahead = await _published_ahead(work)
    moved = await _replan(work, ahead) if is_new else 0
    if is_new:
        await work.audit("day_off.add", "day_off", day.on.isoformat(), reminders=moved)
    await work.receipt(messages.added(day, is_new=is_new, moved=moved, sittings=_on_that_day(ahead, day.on)))


async def remove(work: Work, *, on: date) -> None:
    """Hapus. Raises Forbidden, Stale when it is gone."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    if not await remove_day_off(work.session, on):
        raise Stale
    moved = await _replan(work, await _published_ahead(work))
    await work.audit("day_off.remove", "day_off", on.isoformat(), reminders=moved)
    await work.receipt(messages.removed(on, moved=moved))


async def _close(work: Work) -> None:
    question = await dialogues.open_question(work)
    if question is not None and question.step == ASK_DAY:
        await dialogues.close(work)


async def _published_ahead(work: Work) -> list[MeetingView]:
    return [meeting for meeting in await meetings_ahead(work.session, now=work.now) if meeting.is_published]


async def _replan(work: Work, meetings: list[MeetingView]) -> int:
    """How many reminders go at another time now, or not any more."""
    before = await _open_plans(work)
    for meeting in meetings:
        await replan(work, meeting)
    after = await _open_plans(work)
    return sum(1 for plan_id, due_at in before.items() if after.get(plan_id) != due_at)


async def _open_plans(work: Work) -> dict[int, datetime]:
    rows = await work.session.execute(
        select(col(ReminderPlan.id), col(ReminderPlan.due_at)).where(
            col(ReminderPlan.state) == PlanState.PLANNED
        )
    )
    return {plan_id: due_at for plan_id, due_at in rows if plan_id is not None}


def _on_that_day(meetings: list[MeetingView], on: date) -> list[tuple[int, int]]:
    """(meeting, number) of the sittings on that day, where each was typed."""
    return [
        (meeting.meeting, sitting.number)
        for meeting in meetings
        for sitting in meeting.standing
        if local_date(sitting.starts_at, sitting.zone) == on
    ]
