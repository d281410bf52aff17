"""/tanya of staff: threads that are not over; and a chore that reminds of those that wait too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from sqlalchemy import or_, select, update
from sqlmodel import col

from bot.actions.question_handling import end
from bot.actions.question_views import admit, in_charge, view_of
from bot.actions.work import Work
from bot.messages import question_lists as messages
from bot.rules.actors import Role
from bot.rules.clocks import WIB
from bot.rules.outbox import MessageClass, Text
from bot.rules.questions import (
    REOPENS,
    QuestionLine,
    QuestionState,
    Reminder,
    reminder_due,
)
from bot.rules.terms import may_be_said
from db.engine import affected
from db.queries.days_off import days_off
from db.queries.officers import officers_of_regions
from db.queries.people import Recipient, staff_at_least
from db.queries.questions import IS_LIVE, count_live, question_lines
from db.tables import Question, Tenure

#: Threads on one page.
PAGE = 8


async def page(work: Work, number: int) -> Text:
    """A page of the list, the last one where there are fewer by now. Raises Forbidden."""
    await admit(work)
    count = await count_live(work.session)
    number = max(0, min(number, (count - 1) // PAGE))
    lines = await question_lines(work.session, offset=number * PAGE, most=PAGE)
    return messages.waiting_list(lines, number=number, count=count, is_last=(number + 1) * PAGE >= count)


async def look_after_questions(work: Work) -> None:
    """A chore: what is over by itself is closed, and staff are reminded of what waits too long."""
    await _close_what_is_over(work)
    extra = await days_off(work.session)
    if not may_be_said(work.now, zone=WIB, extra=extra):
        return
    due = await _mark_due(work, extra)
    if not due:
        return
    for reader, lines in await _by_reader(work, due):
        await work.tell(
            reader,
            messages.overdue(lines),
            key=f"qr:{lines[0].question}:{work.now:%Y%m%d}:{reader.staff_id}",
            message_class=MessageClass.REQUEST,
        )


async def _close_what_is_over(work: Work) -> None:
    """Answered a week ago with nothing since, or asked by somebody who does not act for the seat any more."""
    acts = (
        select(col(Tenure.id))
        .where(
            col(Tenure.contact_id) == col(Question.contact_id),
            col(Tenure.seat_id) == col(Question.seat_id),
            col(Tenure.ended_at).is_(None),
        )
        .exists()
    )
    quiet = (col(Question.state) == QuestionState.ANSWERED) & (
        col(Question.last_entry_at) < work.now - REOPENS
    )
    over = await work.session.scalars(
        select(col(Question.id)).where(IS_LIVE, or_(quiet, ~acts)).order_by(col(Question.id))
    )
    for question_id in over.all():
        await end(work, await view_of(work, question_id or 0))
        await work.audit("question_closed", "question", question_id)


async def _mark_due(work: Work, extra: AbstractSet[date]) -> list[tuple[QuestionLine, Reminder]]:
    """What waits too long, marked so that each is said once."""
    rows = await work.session.execute(
        select(col(Question.id), col(Question.waiting_since), col(Question.reminded_at)).where(
            IS_LIVE, col(Question.state) == QuestionState.OPEN
        )
    )
    due: dict[int, Reminder] = {}
    for question_id, since, reminded_at in rows.all():
        step = reminder_due(since or work.now, reminded_at=reminded_at, now=work.now, extra=extra)
        if step is not None and await _is_first(work, question_id or 0):
            due[question_id or 0] = step
            await work.audit("question_reminder", "question", question_id)
    if not due:
        return []
    lines = await question_lines(work.session, col(Question.id).in_(due))
    return [(line, due[line.question]) for line in lines]


async def _is_first(work: Work, question_id: int) -> bool:
    marked = update(Question).where(
        col(Question.id) == question_id, col(Question.state) == QuestionState.OPEN
    )
    return affected(await work.session.execute(marked.values(reminded_at=work.now))) == 1


async def _by_reader(
    work: Work, due: Sequence[tuple[QuestionLine, Reminder]]
) -> Sequence[tuple[Recipient, list[QuestionLine]]]:
    """First whoever has the thread or the region, then everybody."""
    everybody = await staff_at_least(work.session, Role.OFFICER)
    own = await officers_of_regions(work.session, {line.region_code for line, _ in due})
    theirs: dict[Recipient, list[QuestionLine]] = defaultdict(list)
    for line, step in due:
        assigned = await in_charge(work, line.assigned_id)
        first = [assigned] if assigned else own[line.region_code]
        for reader in everybody if step is Reminder.ALL else first:
            theirs[reader].append(line)
    return list(theirs.items())
