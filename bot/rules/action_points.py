"""Tindak lanjut: what was agreed in a meeting, by whom and by which day; and when its owner is reminded.

Three moments: 09.00 three working days before the due day, 09.00 on the due day (or the last working day
before it), both on the owner's clock, and 09.00 WIB on the first working day after it, when staff hear that
it is overdue. Only the newest that has come counts, and only where nothing was said since.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.actors import HeldSeat
from bot.rules.clocks import WIB, at_local, local_date, zone_named
from bot.rules.errors import UserMistake
from bot.rules.typed_times import TimeUnreadable, example_after, parse_date
from bot.rules.working_days import (
    MORNING_HOUR,
    NO_DAYS,
    is_working_day,
    may_disturb,
    next_working_morning,
    working_days_before,
)

#: A due day later than this is a typing mistake.
MOST_AHEAD = timedelta(days=730)
_AHEAD = 3  #: working days before the due day
#: Further ahead nothing is due yet, whatever holidays lie between.
HORIZON = timedelta(days=28)


class ActionPointState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class PointStep(StrEnum):
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"  #: is for staff


class DueDate(UserMistake):
    """A due day that is no date, is over, or is more than two years ahead."""

    def __init__(self, typed: str, *, today: date) -> None:
        super().__init__(typed)
        self.typed = typed[:40]
        self.example = example_after(today)


class SameDueDate(UserMistake):
    """The action point is due on that day already."""


@dataclass(frozen=True, slots=True)
class PointView:
    """One action point as it stands. ``told_at``: when its seat, or staff, last heard of it."""

    point: int
    meeting: int
    title: str  #: of the meeting
    seat: HeldSeat
    words: str
    due_on: date
    state: ActionPointState
    told_at: datetime

    @property
    def zone(self) -> ZoneInfo:
        return zone_named(self.seat.zone)

    def is_overdue(self, now: datetime) -> bool:
        return self.state is ActionPointState.OPEN and local_date(now, self.zone) > self.due_on


def due_date(typed: str, *, today: date) -> date:
    """A day an action point is due: today or later. Raises DueDate."""
    try:
        on = parse_date(typed)
    except TimeUnreadable as error:
        raise DueDate(typed, today=today) from error
    if not today <= on <= today + MOST_AHEAD:
        raise DueDate(typed, today=today)
    return on


def due_step(point: PointView, *, now: datetime, extra: AbstractSet[date] = NO_DAYS) -> PointStep | None:
    """What is to be said about an open point now; None: nothing, or not at this hour."""
    come = [(step, at) for step, at in _moments(point, extra) if at <= now]
    if not come:
        return None
    step, at = come[-1]
    if at <= point.told_at <= now:  # a word of later than now is of a clock that ran ahead
        return None
    if step is not PointStep.OVERDUE and point.is_overdue(now):
        return None  # too late to remind of a day that is over; staff hear of it in the morning
    where = WIB if step is PointStep.OVERDUE else point.zone
    return step if may_disturb(now, zone=where, extra=extra) else None


def _moments(point: PointView, extra: AbstractSet[date]) -> list[tuple[PointStep, datetime]]:
    day = point.due_on
    last = day if is_working_day(day, extra=extra) else working_days_before(day, 1, extra=extra)
    soon = working_days_before(last, _AHEAD, extra=extra)
    after = next_working_morning(
        at_local(day + timedelta(days=1), MORNING_HOUR, 0, WIB), zone=WIB, extra=extra
    )
    return [
        (PointStep.SOON, at_local(soon, MORNING_HOUR, 0, point.zone)),
        (PointStep.TODAY, at_local(last, MORNING_HOUR, 0, point.zone)),
        (PointStep.OVERDUE, at_local(local_date(after, WIB), MORNING_HOUR, 0, WIB)),
    ]
