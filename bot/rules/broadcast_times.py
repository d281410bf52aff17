"""When a siaran is to leave, or until when, as an officer types it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.clocks import WIB, every_clock, local_date
from bot.rules.errors import UserMistake
from bot.rules.typed_times import TimeMistake, TimeUnreadable, example_day, parse_date, parse_hours

#: Whoever plans further ahead has mistyped the year.
FURTHEST = timedelta(days=366)
_NEAR = {"hari ini": 0, "besok": 1, "lusa": 2}
_MOMENT = re.compile(
    r"^(?P<day>hari ini|besok|lusa|.*?\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:\s*,\s*|\s+)(?P<hours>\S.*)$"
)


class WhenProblem(StrEnum):
    UNREADABLE = "unreadable"
    HOURS_MISSING = "hours_missing"
    END_TOO_MUCH = "end_too_much"
    NO_SUCH_DATE = "no_such_date"
    WRONG_WEEKDAY = "wrong_weekday"
    NO_SUCH_HOUR = "no_such_hour"
    PAST = "past"
    TOO_FAR = "too_far"
    AFTER_END = "after_end"
    BEFORE_START = "before_start"


_KNOWN = {
    TimeMistake.NO_SUCH_DATE: WhenProblem.NO_SUCH_DATE,
    TimeMistake.WRONG_WEEKDAY: WhenProblem.WRONG_WEEKDAY,
    TimeMistake.NO_SUCH_HOUR: WhenProblem.NO_SUCH_HOUR,
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what a moment has to lie, both ends excluded."""

    after: datetime  #: now, or when it is to leave
    before: datetime | None = None  #: until when, where that was said

    def hold(self, at: datetime) -> bool:
        return self.after < at and (self.before is None or at < self.before)

    def example(self, *, now: datetime, hour: int = 9) -> str:
        """A moment between them, as one would type it; empty where there is hardly any room."""
        usual = datetime.combine(parse_date(example_day(now)), time(hour), WIB)
        next_day = datetime.combine(local_date(self.after, WIB) + timedelta(days=1), time(hour), WIB)
        end = self.before or now + FURTHEST
        middle = (self.after + (end - self.after) / 2).replace(second=0, microsecond=0)
        for at in (usual, next_day, middle):
            if self.hold(at) and now < at <= now + FURTHEST:
                return f"{at.astimezone(WIB):%d-%m-%Y %H.%M} WIB"
        return ""


def bounds_of_start(expires_at: datetime | None, *, now: datetime) -> Bounds:
    """It leaves before it ends."""
    return Bounds(now, expires_at)


def bounds_of_end(starts_at: datetime | None, *, now: datetime) -> Bounds:
    """It ends after it leaves."""
    return Bounds(max(starts_at, now) if starts_at else now)


class BroadcastTimeUnusable(UserMistake):
    """``example`` is a moment that would do; ``after`` and ``before`` say between what, in words."""

    def __init__(self, problem: WhenProblem, *, now: datetime, bounds: Bounds, typed: str = "") -> None:
        super().__init__()
        self.problem, self.typed = problem, typed[:40]
        self.example = bounds.example(now=now)
        self.after = every_clock(bounds.after)
        self.before = every_clock(bounds.before) if bounds.before else ""


def read_moment(typed: str, *, now: datetime, bounds: Bounds, zone: ZoneInfo = WIB) -> datetime:
    """A day and an hour, on WIB where no zone was typed. Raises BroadcastTimeUnusable."""
    try:
        at = _read(" ".join(typed.lower().split()), now, zone)
    except TimeUnreadable as odd:
        problem = _KNOWN.get(odd.mistake, WhenProblem.UNREADABLE)
        raise BroadcastTimeUnusable(problem, now=now, bounds=bounds, typed=odd.typed) from None
    if isinstance(at, WhenProblem):
        raise BroadcastTimeUnusable(at, now=now, bounds=bounds)
    if misplaced := _misplaced(at, bounds, now):
        raise BroadcastTimeUnusable(misplaced, now=now, bounds=bounds)
    return at


def _read(typed: str, now: datetime, zone: ZoneInfo) -> datetime | WhenProblem:
    """Raises TimeUnreadable."""
    found = _MOMENT.match(typed)
    if found is None:
        _day(typed, now, zone)  # says what is wrong with a day that stands alone
        return WhenProblem.HOURS_MISSING
    hours = parse_hours(found["hours"])
    if hours.end is not None:
        return WhenProblem.END_TOO_MUCH
    where = hours.zone or zone
    return datetime.combine(_day(found["day"], now, where), hours.start, where)


def _day(typed: str, now: datetime, zone: ZoneInfo) -> date:
    if typed in _NEAR:
        return local_date(now, zone) + timedelta(days=_NEAR[typed])
    return parse_date(typed)


def _misplaced(at: datetime, bounds: Bounds, now: datetime) -> WhenProblem | None:
    if at <= now:
        return WhenProblem.PAST
    if at - now > FURTHEST:
        return WhenProblem.TOO_FAR
    if at <= bounds.after:
        return WhenProblem.BEFORE_START
    return None if bounds.hold(at) else WhenProblem.AFTER_END
