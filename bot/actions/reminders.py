"""Enqueue reminders when they come due, by the late policy; say why where one is not sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.actions.plans import set_plan
from bot.actions.telling import ITEM, addressee_of, people_invited
from bot.actions.work import Subject, Work
from bot.messages import reminders as messages
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.answers import Given, standing
from bot.rules.clocks import zone_named
from bot.rules.lateness import Doing, Due, Verdict, held, what_now_of_all
from bot.rules.outbox import MessageClass
from bot.rules.reminders import (
    Reason,
    Step,
    expires_at,
    withheld,
)
from bot.rules.sittings import MeetingView, SittingView
from db.queries.answers import answers_of
from db.queries.meetings import meetings_of_items
from db.queries.people import Recipient, staff_at_least
from db.tables import AgendaItem, Invitation, PlanState, Region, ReminderPlan, Seat
from db.tables.meetings import ItemState

#: Plans decided in one transaction: others must not wait long for the database. The next beat goes on.
MOST_AT_ONCE = 200


async def remind(work: Work) -> None:
    """Chore: enqueue what has come due; hold what is late and ask the admins when too much is."""
    dues = await _due(work)
    if not dues:
        return
    verdicts = what_now_of_all(dues, now=work.now)
    kept_back = held(dues, verdicts=verdicts)
    if kept_back:
        await _ask_admins(work, [due for due in dues if due.plan_id in kept_back])
    ready = [due for due in _decidable(dues, verdicts) if due.plan_id not in kept_back]
    await _carry_out(work, ready[:MOST_AT_ONCE], verdicts=verdicts)


def _decidable(dues: Sequence[Due], verdicts: Mapping[int, Verdict]) -> list[Due]:
    return [due for due in dues if verdicts[due.plan_id].doing not in (Doing.WAIT, Doing.NOT_YET)]


async def release(work: Work) -> None:
    """An admin has looked: send what is overdue, each still by the late policy."""
    require(work.actor, Action.RELEASE_REMINDERS)
    dues = await _due(work)
    verdicts = what_now_of_all(dues, now=work.now)
    sent = await _carry_out(work, _decidable(dues, verdicts), verdicts=verdicts)
    if sent:
        await work.audit("reminder.release", "reminder", sent=sent)
    await work.receipt(messages.released(sent))


async def _ask_admins(work: Work, dues: Sequence[Due]) -> None:
    sittings = len({due.item for due in dues})
    newest = max(due.plan_id for due in dues)
    for admin in await staff_at_least(work.session, Role.ADMIN):
        await work.tell(
            admin,
            messages.held(sittings),
            key=f"hold:{newest}:{admin.staff_id}",
            message_class=MessageClass.REQUEST,
        )


async def _due(work: Work) -> list[Due]:
    """Open plans whose moment has come and that are still true."""
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
            col(ReminderPlan.due_at) <= work.now,
            col(AgendaItem.state) == ItemState.PLANNED,
            col(AgendaItem.time_revision) == col(ReminderPlan.time_revision),
        )
        .order_by(col(ReminderPlan.due_at), col(ReminderPlan.id))
        .with_for_update(of=ReminderPlan)  # an admin may release while the tick looks, or another admin
    )
    return [
        Due(plan_id, item, seat, Step(step), due_at, starts_at, ends_at, zone_named(zone))
        for plan_id, item, seat, step, due_at, starts_at, ends_at, zone in rows
        if plan_id is not None
    ]


async def _carry_out(work: Work, dues: Sequence[Due], *, verdicts: Mapping[int, Verdict]) -> int:
    """Decide each of these plans; returns how many were enqueued."""
    items = {due.item for due in dues}
    meetings = await meetings_of_items(work.session, items)
    answers = await answers_of(work.session, items)
    people: dict[int, list[Recipient]] = defaultdict(list)
    for person in await people_invited(work, {due.seat for due in dues}):
        people[addressee_of(person).seat].append(person)
    sent = 0
    for due in dues:
        meeting = meetings[due.item]
        sitting = meeting.sitting(due.item)
        if sitting is None:
            continue
        given = standing(answers.get((due.item, due.seat), []), time_revision=sitting.time_revision)
        reason = verdicts[due.plan_id].reason or withheld(due.step, answer=given.choice if given else None)
        if reason is None and not people[due.seat]:
            reason = Reason.TANPA_PENERIMA
        if reason is None:
            is_late = verdicts[due.plan_id].doing is Doing.SEND_LATE
            for person in people[due.seat]:
                await _send(work, due, meeting, sitting, person=person, answer=given, is_late=is_late)
        await set_plan(work, due.plan_id, PlanState.SKIPPED if reason else PlanState.ENQUEUED, reason)
        await work.audit("reminder", "reminder_plan", due.plan_id, step=due.step, reason=reason or "")
        sent += reason is None
    return sent


async def _send(
    work: Work,
    due: Due,
    meeting: MeetingView,
    sitting: SittingView,
    *,
    person: Recipient,
    answer: Given | None,
    is_late: bool,
) -> None:
    """Enqueue one step for one person; somebody who acts for two seats of a sitting gets it once."""
    text = messages.reminder(
        due.step,
        meeting,
        sitting,
        to=addressee_of(person),
        post_title=person.seat.title if person.seat else "",
        answer=answer,
        is_late=is_late,
        now=work.now,
    )
    await work.tell(
        person,
        text,
        key=f"rem:{sitting.item}:{sitting.time_revision}:{due.step}:{person.contact_id}",
        message_class=MessageClass.REMINDER,
        title=messages.TITLE,
        subject=Subject(ITEM, sitting.item, sitting.time_revision),
        expires_at=expires_at(due.step, starts_at=sitting.starts_at, ends_at=sitting.ends_at),
    )
