"""Meetings as a sheet: the template handed out, and the drafts it makes when it comes back filled in."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.drafts import circumstances, known_meeting, place_of, preview, store
from bot.actions.work import Work
from bot.messages import meeting_sheets as messages
from bot.rules.access import Action, require
from bot.rules.columns import Row
from bot.rules.meeting_rows import read_meetings
from bot.rules.sheets import MeetingTemplate
from bot.rules.typed_times import example_day


async def template(work: Work) -> MeetingTemplate:
    """What goes into the workbook, with the regions that take part. Raises Forbidden."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    against = await circumstances(work)
    return MeetingTemplate(
        regions=tuple((code, place_of(code).name) for code in sorted(against.invitable)),
        example=messages.example_row(day=example_day(work.now), year=f"{work.now:%Y}"),
        notes=tuple(messages.template_notes()),
    )


async def draft_from_sheet(work: Work, rows: Sequence[Row]) -> None:
    """A draft for each title, and the preview card or a list.

    Raises Forbidden, SheetEmpty, MeetingHeadings, MeetingSheetMistake: then nothing is stored.
    """
    require(work.actor, Action.ARRANGE_MEETINGS)
    drafts = read_meetings(rows, circumstances=await circumstances(work))
    made = [await store(work, draft) for draft in drafts]
    if len(made) == 1:
        await work.receipt(await preview(work, meeting_id=made[0]))
        return
    await work.receipt(messages.drafts_made([await known_meeting(work, number) for number in made]))
