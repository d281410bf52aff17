"""A chore: owners are reminded of what comes due, and officers hear once of what is overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import col

from bot.actions.action_point_telling import SEAT_POINTS
from bot.actions.reminders import BEAT
from bot.actions.telling import addressee_of, people_invited
from bot.actions.work import Subject, Work
from bot.messages import action_point_cards as cards
from bot.messages import action_points as messages
from bot.rules.action_points import HORIZON, ActionPointState, PointStep, PointView, due_step
from bot.rules.clocks import WIT, at_local, local_date
from bot.rules.lateness import has_gone_back
from bot.rules.outbox import MessageClass
from db.beats import last_beat
from db.engine import affected
from db.queries.action_points import points_near
from db.queries.days_off import days_off
from db.queries.people import Recipient, officers_of_region
from db.tables import ActionPoint


async def remind_of_action_points(work: Work) -> None:
    """What is due now about open points, once each; what is due to one person about one seat comes as one."""
    if has_gone_back(last=await last_beat(work.session, BEAT), now=work.now):
        return  # as reminders of sittings do, which tell the admins
    extra = await days_off(work.session)
    due: dict[tuple[int, PointStep], list[PointView]] = defaultdict(list)
    for point in await points_near(work.session, until=local_date(work.now, WIT) + HORIZON, now=work.now):
        step = due_step(point, now=work.now, extra=extra)
        if step is not None and await _is_first(work, point):
            await work.audit("action_point_reminder", "action_point", point.point, step=step)
            due[point.seat.seat_id, step].append(point)
    overdue: list[PointView] = []
    for (seat_id, step), points in due.items():
        if step is PointStep.OVERDUE:
            overdue += points
        else:
            await _tell_owner(work, seat_id, step, points)
    await _tell_officers(work, overdue)


async def _is_first(work: Work, point: PointView) -> bool:
    """Remember that it is said; False when somebody has closed or moved the point, or said it, meanwhile."""
    marked = update(ActionPoint).where(
        col(ActionPoint.id) == point.point,
        col(ActionPoint.state) == ActionPointState.OPEN,
        col(ActionPoint.due_on) == point.due_on,
        col(ActionPoint.reminded_at) == point.told_at,
    )
    return affected(await work.session.execute(marked.values(reminded_at=work.now))) == 1


async def _tell_owner(work: Work, seat_id: int, step: PointStep, points: Sequence[PointView]) -> None:
    first = points[0]
    for person in await people_invited(work, [seat_id]):
        await work.tell(
            person,
            messages.reminder(points, step, addressee_of(person)),
            key=f"apr:{first.point}:{first.due_on:%Y%m%d}:{step}:{person.contact_id}",
            message_class=MessageClass.REMINDER,
            title=messages.TITLE_REMINDER,
            subject=Subject(SEAT_POINTS, seat_id),
            expires_at=at_local(first.due_on, 23, 59, first.zone),
        )


async def _tell_officers(work: Work, points: Sequence[PointView]) -> None:
    theirs: dict[Recipient, list[PointView]] = defaultdict(list)
    for point in points:
        for officer in await officers_of_region(work.session, point.seat.region_code):
            theirs[officer].append(point)
    for officer, overdue in theirs.items():
        await work.tell(
            officer,
            cards.overdue(overdue, now=work.now),
            key=f"apo:{overdue[0].point}:{overdue[0].due_on:%Y%m%d}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
        )
