"""Uji sambung: a silent check who of a cohort can be written to, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions.work import Subject, Work
from bot.messages import reach as messages
from bot.rules.access import Action, require
from bot.rules.actors import Role, Scope
from bot.rules.clocks import WIB
from bot.rules.coverage import CoveredSeat, as_checked
from bot.rules.outbox import WAITING, MessageClass, OutboxState, Text
from bot.rules.working_days import in_working_hours, is_working_day
from db.engine import affected
from db.inserting import insert_into
from db.queries.cohorts import people_of_cohort
from db.queries.coverage import seats_of_cohort
from db.queries.people import Recipient, staff_at_least
from db.queries.reach import CHECK, answers_of_check, cohorts_of_meetings
from db.tables import (
    AgendaItem,
    ItemState,
    Meeting,
    MeetingState,
    OutboxMessage,
    ReachCheck,
)

_OFFER = "reach_offer"  #: subject of the card that proposes one before a meeting

#: A check is reported after this at the latest; what has no answer by then counts as not reached.
LONGEST = timedelta(minutes=10)
#: There is still time to call before a meeting.
OFFERED_BEFORE = timedelta(days=10)


async def start(work: Work, *, cohort: int) -> None:
    """A chat action to everybody who acts for a seat of this cohort; one check at a time.

    Raises Forbidden.
    """
    require(work.actor, Action.CHECK_REACH)
    people = {contact: chat for _, contact, chat in await people_of_cohort(work.session, cohort)}
    check = await _open(work, cohort) if people else None
    if check is None:
        await work.receipt(messages.running(cohort) if people else messages.nobody_to_check(cohort))
        return
    async with work.together():
        for contact, chat in people.items():
            await work.tell(
                Recipient(chat, "", contact_id=contact),
                Text(""),
                key=f"uji:{check}:{contact}",
                message_class=MessageClass.PROBE,
                method="sendChatAction",
                subject=Subject(CHECK, check),
            )
    await work.audit("check_reach", "cohort", cohort, people=len(people))
    await work.receipt(messages.started(cohort, people=len(people)))


async def _open(work: Work, cohort: int) -> int | None:
    """The id of a new check; None while one of this cohort is under way."""
    row = {"cohort": cohort, "started_by_staff_id": work.actor.staff_id, "started_at": work.now}
    made = (
        insert_into(work.session, ReachCheck)
        .values(row)
        .on_conflict_do_nothing()
        .returning(col(ReachCheck.id))
    )
    return await work.session.scalar(made)


async def report_checks(work: Work) -> None:
    """A chore: checks that are through, or have had their time, are told to whoever began them, once."""
    rows = await work.session.scalars(select(ReachCheck).where(col(ReachCheck.reported_at).is_(None)))
    for check in rows.all():
        if check.id is None or not (
            check.started_at <= work.now - LONGEST or await _is_through(work, check.id)
        ):
            continue
        closing = update(ReachCheck).where(
            col(ReachCheck.id) == check.id, col(ReachCheck.reported_at).is_(None)
        )
        if affected(await work.session.execute(closing.values(reported_at=work.now))) == 1:
            await _report(work, check)


async def _is_through(work: Work, check: int) -> bool:
    waiting = await work.session.scalar(
        select(func.count()).where(
            col(OutboxMessage.subject_type) == CHECK,
            col(OutboxMessage.subject_id) == check,
            col(OutboxMessage.state).in_([*WAITING, OutboxState.SENDING]),
        )
    )
    return not waiting


async def _report(work: Work, check: ReachCheck) -> None:
    seats = await _as_checked(work, check)
    text = messages.report(check.cohort, seats, bot_username=work.bot_username, now=work.now)
    officers = await staff_at_least(work.session, Role.OFFICER)
    starter = [officer for officer in officers if officer.staff_id == check.started_by_staff_id]
    for officer in starter or officers:
        await work.tell(
            officer,
            text,
            key=f"ujr:{check.id}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject("reach_report", check.id or 0),
        )


async def _as_checked(work: Work, check: ReachCheck) -> list[CoveredSeat]:
    """Every seat by the answers of this check alone; one that came after its end is none."""
    answers = await answers_of_check(
        work.session, check.id or 0, until=min(work.now, check.started_at + LONGEST)
    )
    people: dict[int, list[int]] = defaultdict(list)
    for seat_id, contact, _ in await people_of_cohort(work.session, check.cohort):
        people[seat_id].append(contact)
    seats = await seats_of_cohort(work.session, check.cohort, within=Scope(everywhere=True), now=work.now)
    return [as_checked(seat, answers, people=people[seat.line.seat_id]) for seat in seats]


async def offer_checks(work: Work) -> None:
    """A chore: ten days before a meeting staff are offered the check, once, while there is time to call."""
    if not (is_working_day(work.now.astimezone(WIB).date()) and in_working_hours(work.now, zone=WIB)):
        return
    first = func.min(AgendaItem.starts_at)
    offered = (
        select(col(OutboxMessage.id))
        .where(col(OutboxMessage.subject_type) == _OFFER, col(OutboxMessage.subject_id) == col(Meeting.id))
        .exists()
    )
    found = await work.session.execute(
        select(col(Meeting.id), col(Meeting.title), first)
        .join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id))
        .where(
            col(Meeting.state) == MeetingState.PUBLISHED,
            col(AgendaItem.state) == ItemState.PLANNED,
            ~offered,
        )
        .group_by(col(Meeting.id), col(Meeting.title))
        .having(first > work.now, first <= work.now + OFFERED_BEFORE)
    )
    rows = found.all()
    cohorts = await cohorts_of_meetings(work.session, [meeting or 0 for meeting, *_ in rows]) if rows else {}
    for meeting, title, starts_at in rows:
        if not (invited := cohorts.get(meeting or 0)):
            continue
        text = messages.offer(title, cohorts=invited, starts_at=starts_at)
        for officer in await staff_at_least(work.session, Role.OFFICER):
            await work.tell(
                officer,
                text,
                key=f"ujo:{meeting}:{officer.staff_id}",
                message_class=MessageClass.REQUEST,
                subject=Subject(_OFFER, meeting or 0),
            )
