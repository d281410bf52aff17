"""To staff: whom to telephone because an answer is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.meetings import Line, line
from bot.messages.render import render
from bot.rules.calls import MOST_NAMED, Call
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import MeetingView
from bot.rules.wording import post

DAFTAR_LENGKAP = "Daftar lengkap"
KARTU = "Kartu"

_MOST_LISTED = 60  #: of the whole list: more than three messages nobody reads


@dataclass(frozen=True, slots=True)
class Row:
    """One seat to call, in words."""

    post: str
    holder: str
    office_phone: str
    own_phone: str
    sitting: Line


def row_of(call: Call) -> Row:
    seat = call.seat
    return Row(
        post=post(seat.line.title, seat.line.region, prefix=seat.prefix),
        holder=seat.line.holder.removesuffix(f" ({seat.prefix})"),
        office_phone=seat.office_phone,
        own_phone=seat.own_phone,
        sitting=line(call.sitting),
    )


def to_call(meeting: MeetingView, calls: Sequence[Call]) -> Text:
    """Who has not answered the day before: at most three by name, how many more, and the way to all."""
    named = calls[:MOST_NAMED]
    html = render(
        "calls_to_make",
        meeting=meeting,
        rows=[row_of(call) for call in named],
        total=len(calls),
        more=len(calls) - len(named),
    )
    return Text(html, (*card_buttons(named), (whole_button(meeting),)))


def card_buttons(calls: Sequence[Call]) -> Keyboard:
    """The card of each seat, where an answer heard on the telephone is recorded; three in a row."""
    buttons = [
        Button(f"{KARTU} {number}", data=f"jabatan:{call.seat.line.seat_id}")
        for number, call in enumerate(calls, start=1)
    ]
    return tuple(tuple(buttons[first : first + 3]) for first in range(0, len(buttons), 3))


def whole_button(meeting: MeetingView) -> Button:
    return Button(DAFTAR_LENGKAP, data=f"telp_semua:{meeting.meeting}")


def whole(meeting: MeetingView, calls: Sequence[Call]) -> Text:
    """Everybody who has not answered for a sitting ahead."""
    rows = [row_of(call) for call in calls[:_MOST_LISTED]]
    more = len(calls) - len(rows)
    return Text(render("calls_whole", meeting=meeting, rows=rows, total=len(calls), more=more))
