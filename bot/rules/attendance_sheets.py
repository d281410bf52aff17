"""The attendance sheet of a sitting, in finished words: what the files are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.actors import TenureKind
from bot.rules.sittings import MeetingView, SeatAnswer, SittingView


@dataclass(frozen=True, slots=True)
class Present:
    """A seat with everything known of it: its answer and mark, and the people behind them."""

    each: SeatAnswer
    person: str  #: whoever made the mark, else whoever held the seat then; may be empty
    capacity: TenureKind | None  #: of whoever made the mark
    staff: str = ""  #: who of staff made the mark


@dataclass(frozen=True, slots=True)
class Roll:
    """Who was in a sitting, before it is put into words."""

    meeting: MeetingView
    sitting: SittingView
    present: Sequence[Present]


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One seat."""

    region: str
    post: str
    person: str
    capacity: str  #: pejabat, ajudan or wakil; empty where nobody of the seat made the mark
    substitute: str  #: name and post of whoever comes instead, as answered
    answer: str
    mark: str
    at: datetime | None  #: of the mark
    local_time: str  #: the same on the clock of the region, with its zone
    other_day: str  #: the date of the mark, where it was not made on the day of the sitting
    method: str
    staff: str


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """One sitting with its seats."""

    meeting: int
    number: int  #: of the sitting
    title: str
    letter: str
    when: Sequence[str]  #: the hours, on WIB and on every other clock of those invited
    made: str
    counts: str
    lines: Sequence[AttendanceLine]
