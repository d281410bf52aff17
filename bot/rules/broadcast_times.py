"""When a siaran is to leave, or until when, as an officer types it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.clocks import WIB, local_date
from bot.rules.errors import UserMistake
from bot.rules.typed_times import TimeUnreadable, example_day, parse_date, parse_hours

#: Whoever plans further ahead has mistyped the year.
FURTHEST = timedelta(days=366)
_NEAR = {"hari ini": 0, "besok": 1, "lusa": 2}
_MOMENT = re.compile(
    r"^(?P<day>hari ini|besok|lusa|.*?\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:\s*,\s*|\s+)(?P<hours>\S.*)$"
)


class WhenProblem(StrEnum):
    UNREADABLE = "unreadable"
    PAST = "past"
    TOO_FAR = "too_far"
    ENDS_BEFORE_START = "ends_before_start"


class BroadcastTimeUnusable(UserMistake):
    """``example`` is a moment that would do."""

    def __init__(self, problem: WhenProblem, *, now: datetime) -> None:
        super().__init__()
        self.problem = problem
        self.example = f"{example_day(now)} 09.00 WIB"


def read_moment(typed: str, *, now: datetime, zone: ZoneInfo = WIB) -> datetime:
    """A day and an hour, on WIB where no zone was typed. Raises BroadcastTimeUnusable."""
    found = _MOMENT.match(" ".join(typed.lower().split()))
    if found is None:
        raise BroadcastTimeUnusable(WhenProblem.UNREADABLE, now=now)
    try:
        hours = parse_hours(found["hours"])
        where = hours.zone or zone
        on = _day(found["day"], now, where)
    except TimeUnreadable:
        raise BroadcastTimeUnusable(WhenProblem.UNREADABLE, now=now) from None
    if hours.end is not None:
        raise BroadcastTimeUnusable(WhenProblem.UNREADABLE, now=now)
    return _ahead(on, hours.start, where, now)


def check_order(starts_at: datetime | None, expires_at: datetime | None, *, now: datetime) -> None:
    """It must be able to leave before it ends. Raises BroadcastTimeUnusable."""
    if expires_at is not None and expires_at <= (starts_at or now):
        raise BroadcastTimeUnusable(WhenProblem.ENDS_BEFORE_START, now=now)


def _day(typed: str, now: datetime, zone: ZoneInfo) -> date:
    if typed in _NEAR:
        return local_date(now, zone) + timedelta(days=_NEAR[typed])
    return parse_date(typed)


def _ahead(on: date, hour: time, zone: ZoneInfo, now: datetime) -> datetime:
    at = datetime.combine(on, hour, zone)
    if at <= now:
        raise BroadcastTimeUnusable(WhenProblem.PAST, now=now)
    if at - now > FURTHEST:
        raise BroadcastTimeUnusable(WhenProblem.TOO_FAR, now=now)
    return at
