"""/jadwal: what is next, for an official with the own answers, for staff with the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages.answers import attributed
from bot.messages.joining import CARA_BERGABUNG
from bot.messages.materials import get
from bot.messages.meetings import Line, line
from bot.messages.render import render
from bot.messages.told import Told, told
from bot.rules.answers import Choice, Given
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import Addressee, MeetingView, SittingView, Tally

JAWAB = "Jawab"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A sitting to which a seat of the reader is invited."""

    meeting: MeetingView
    sitting: SittingView
    to: Addressee
    answer: Given | None
    is_link_known: bool = False  #: was told, before a move perhaps
    has_material: bool = False  #: files to be fetched


def for_official(appointments: Sequence[Appointment], *, now: datetime) -> Text:
    """The own sittings, the next first, with a button each to answer."""
    rows: list[tuple[Told, str, bool]] = [
        (
            told(each.meeting, each.sitting, to=each.to, now=now, is_known=each.is_link_known),
            attributed(each.answer),
            each.sitting.is_postponed,
        )
        for each in appointments
    ]
    labels = [_label(what) for what, _words, is_postponed in rows if not is_postponed]
    buttons = [
        row
        for each, (what, _words, is_postponed) in zip(appointments, rows, strict=True)
        if not is_postponed
        for row in _deeds(each, _label(what, is_repeated=labels.count(_label(what)) > 1))
    ]
    return Text(render("schedule_official", rows=rows), tuple(buttons))


def _label(what: Told, *, is_repeated: bool = False) -> str:
    """Post and day, and the hour where the post has several sittings on that day."""
    hour = f", {what.start}" if is_repeated else ""
    return f"{what.to.post}, {what.short_date}{hour}"


def _deeds(each: Appointment, label: str) -> Keyboard:
    """To answer, what there is to read, to get in; each says for what, for there may be several."""
    place = f"{each.sitting.item}:{each.to.seat}"
    more = (get(each.sitting, each.to),) if each.has_material else ()
    return (
        (Button(f"{JAWAB}: {label}", data=f"ubah:{place}"), *more),
        (Button(f"{CARA_BERGABUNG}: {label}", data=f"gabung:{place}"),),
    )


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One sitting of a meeting with how many seats answered."""

    line: Line
    answered: int
    seats: int
    coming: int


def for_staff(meetings: Sequence[tuple[MeetingView, Sequence[Tally]]]) -> Text:
    """Every published sitting ahead."""
    rows = [
        (
            meeting,
            [_staff_row(tally) for tally in tallies],
            [line(sitting) for sitting in meeting.sittings if sitting.is_postponed],
        )
        for meeting, tallies in meetings
    ]
    return Text(render("schedule_staff", meetings=rows))


def _staff_row(tally: Tally) -> StaffRow:
    coming = tally.count(Choice.HADIR) + tally.count(Choice.DIWAKILKAN)
    return StaffRow(line(tally.sitting), tally.answered, len(tally.answers), coming)
