"""Meetings that were held: the list, and what is said of a copy."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.render import render
from bot.rules.clocks import WIB, local_date, short_date
from bot.rules.outbox import Button, Text
from bot.rules.sittings import MeetingView

RAPAT_LAMPAU = "Rapat lampau"
RAPAT = "Rapat"
SALIN = "Salin sebagai konsep"
LEBIH_LAMA, LEBIH_BARU = "Lebih lama", "Lebih baru"

_IN_A_ROW = 4


def list_button(words: str = RAPAT_LAMPAU, *, page: int = 0) -> Button:
    return Button(words, data=f"rapat_lampau:{page}")


def copy_button(meeting: MeetingView) -> Button:
    return Button(SALIN, data=f"rapat_salin:{meeting.meeting}:{meeting.revision}")


def listed(meetings: Sequence[MeetingView], *, page: int, has_older: bool) -> Text:
    """One page, the newest first; each meeting opens its card."""
    rows = [(meeting, _days(meeting), _state(meeting)) for meeting in meetings]
    opens = [
        Button(f"{RAPAT} {meeting.meeting}", data=f"rapat_lihat:{meeting.meeting}") for meeting in meetings
    ]
    turns = []
    if page > 0:
        turns.append(list_button(LEBIH_BARU, page=page - 1))
    if has_older:
        turns.append(list_button(LEBIH_LAMA, page=page + 1))
    keyboard = [tuple(opens[at : at + _IN_A_ROW]) for at in range(0, len(opens), _IN_A_ROW)]
    if turns:
        keyboard.append(tuple(turns))
    return Text(render("past_meetings", rows=rows), tuple(keyboard))


def _days(meeting: MeetingView) -> str:
    """11 Maret 2025, or from the first day to the last."""
    days = sorted({local_date(sitting.starts_at, WIB) for sitting in meeting.sittings})
    shown = list(dict.fromkeys([short_date(days[0]), short_date(days[-1])])) if days else []
    return " sampai ".join(shown)


def _state(meeting: MeetingView) -> str:
    """How many sittings, or that none was held."""
    if not meeting.standing:
        return "dibatalkan atau ditunda"
    return f"{len(meeting.standing)} sesi"


def copied(source: MeetingView, *, number: int, weeks: int, left_out: Sequence[str]) -> str:
    """What stands above the card of a copy, as HTML."""
    return render("meeting_copied", source=source, number=number, weeks=weeks, left_out=left_out)
