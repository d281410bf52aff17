"""Meetings from the command line: drafts out of a sheet, published at once where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.drafts import circumstances, known_meeting, store
from bot.actions.revisions import publish
from bot.actions.work import Work
from bot.rules.columns import Row
from bot.rules.errors import Problem
from bot.rules.import_outcomes import ImportOutcome
from bot.rules.meeting_form import FormProblem, MeetingDraft
from bot.rules.meeting_rows import MeetingSheetMistake, read_meetings
from db.tables import AgendaItem, Meeting, MeetingState


async def import_meetings(
    work: Work, rows: Sequence[Row], *, is_dry_run: bool, is_published: bool
) -> ImportOutcome:
    """Every meeting of the sheet, or none when a row is bad. Raises SheetHeadings, SheetEmpty."""
    try:
        drafts = read_meetings(rows, circumstances=await circumstances(work))
    except MeetingSheetMistake as mistake:
        return ImportOutcome(problems=tuple(_plain(problem) for problem in mistake.problems))
    if twins := [problem for draft in drafts for problem in await _twins(work, draft)]:
        return ImportOutcome(problems=tuple(twins), is_dry_run=is_dry_run)
    if is_dry_run:
        made = tuple(f"{draft.title} ({len(draft.sittings)})" for draft in drafts)
        return ImportOutcome(new=len(drafts), is_dry_run=True, made=made, is_published=is_published)
    numbers = [await store(work, draft) for draft in drafts]
    for number in numbers if is_published else ():
        await _publish(work, number)
    meetings = [await known_meeting(work, number) for number in numbers]
    made = tuple(f"{meeting.meeting}: {meeting.title} ({len(meeting.sittings)})" for meeting in meetings)
    return ImportOutcome(new=len(numbers), made=made, is_published=is_published)


def _plain(problem: Problem) -> Problem:
    """With the names that the words of the command line know."""
    if problem.code != FormProblem.REGION_AMBIGUOUS:
        return problem
    return Problem(problem.code, problem.value, problem.line, {"suggestions": problem.detail["options"]})


async def _twins(work: Work, draft: MeetingDraft) -> list[Problem]:
    """A meeting of this title with a sitting at this time: the file was imported before."""
    rows = await work.session.execute(
        select(col(Meeting.id))
        .join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id))
        .where(
            col(Meeting.title) == draft.title,
            col(Meeting.state) != MeetingState.DISCARDED,
            col(AgendaItem.starts_at).in_([sitting.starts_at for sitting in draft.sittings]),
        )
        .distinct()
        .order_by(col(Meeting.id))
        .limit(1)
    )
    return [
        Problem("meeting_exists", draft.title, detail={"number": str(number)}) for number in rows.scalars()
    ]


async def _publish(work: Work, number: int) -> None:
    """As if Terbitkan had been pressed and its thirty seconds were over."""
    await work.session.execute(
        update(Meeting)
        .where(col(Meeting.id) == number, col(Meeting.state) == MeetingState.DRAFT)
        .values(state=MeetingState.PUBLISHING, publish_at=work.now)
    )
    await publish(work, meeting_id=number)
