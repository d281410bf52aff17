"""The template of meetings as a workbook, and what its return made."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.meetings import line
from bot.messages.render import render
from bot.rules.outbox import Button, Text
from bot.rules.sittings import MeetingView

#: Drafts of one sheet that get a button; the rest are found in the list of meetings.
_MOST_BUTTONS = 20


def template_notes() -> list[str]:
    """What the sheet Petunjuk says, a sentence a line."""
    return render("meeting_sheet_notes").splitlines()


def example_row(*, day: str, year: str) -> tuple[str, ...]:
    """The row of the template that shows how, and is passed over when it comes back."""
    return tuple(render("meeting_sheet_example", day=day, year=year).split("|"))


def drafts_made(meetings: Sequence[MeetingView]) -> Text:
    """A sheet of several meetings: what it made, and the way to each card."""
    rows = [(meeting, [line(sitting) for sitting in meeting.sittings]) for meeting in meetings]
    buttons = [
        (Button(f"Konsep rapat {meeting.meeting}", data=f"rapat_lihat:{meeting.meeting}"),)
        for meeting in meetings[:_MOST_BUTTONS]
    ]
    return Text(render("meeting_drafts_made", rows=rows), tuple(buttons))
