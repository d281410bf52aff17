"""Dates and hours as people type them: 11-03-2025, 11/3/2025, 11 Maret 2025; 09.00-11.30 WIB, 09:00."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.clocks import WIB, ZONES

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("januari", "jan"),
            ("februari", "feb", "pebruari"),
            ("maret", "mar"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("agustus", "agu", "ags", "agt"),
            ("september", "sep", "sept"),
            ("oktober", "okt"),
            ("november", "nov", "nopember"),
            ("desember", "des"),
        ],
        start=1,
    )
    for name in names
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        [("senin",), ("selasa",), ("rabu",), ("kamis",), ("jumat", "jum'at"), ("sabtu",), ("minggu", "ahad")]
    )
    for name in names
}

_DATE = re.compile(
    r"""^(?:(?P<weekday>[a-z']+)\s*,?\s+)?
        (?:(?P<iso>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})
          |(?P<day>\d{1,2})[-/.\s]\s*(?P<month>\d{1,2}|[a-z]+)[-/.\s]\s*(?P<year>\d{4}))$""",
    re.VERBOSE,
)
_HOURS = re.compile(
    r"""^(?:pukul\s+|jam\s+)?(?P<start>\d{1,2}(?:[.:]\d{2})?)
        (?:\s*(?:-|–|—|s\.?/?d\.?|sampai)\s*(?P<end>\d{1,2}(?:[.:]\d{2})?))?
        (?:\s*(?P<zone>wib|wita|wit))?$""",
    re.VERBOSE,
)
_SPAN = re.compile(r"^(?P<date>.*?\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:\s*,\s*|\s+)(?P<hours>\S.*)$")


class TimeMistake(StrEnum):
    """What is wrong with a typed date or time."""

    DATE_UNREADABLE = "date_unreadable"
    NO_SUCH_DATE = "no_such_date"
    WRONG_WEEKDAY = "wrong_weekday"
    HOURS_UNREADABLE = "hours_unreadable"
    NO_SUCH_HOUR = "no_such_hour"
    END_MISSING = "end_missing"
    ENDS_BEFORE_START = "ends_before_start"


class TimeUnreadable(ValueError):
    """Not a date or time; ``mistake`` says why, ``typed`` what was typed."""

    def __init__(self, mistake: TimeMistake, typed: str) -> None:
        super().__init__(f"{mistake}: {typed}")
        self.mistake = mistake
        self.typed = typed


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of one day; the zone is None where none was typed."""

    start: time
    end: time | None
    zone: ZoneInfo | None


@dataclass(frozen=True, slots=True)
class Span:
    """When a sitting starts and ends, on the clock it was typed in."""

    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo


def example_day(now: datetime, *, zone: ZoneInfo = WIB) -> str:
    """A date as one would type it, for forms and examples: a Tuesday five to eleven days ahead."""
    return example_after(now.astimezone(zone).date())


def example_after(today: date) -> str:
    """The same, counted from a day."""
    soon = today + timedelta(days=5)
    return f"{soon + timedelta(days=(1 - soon.weekday()) % 7):%d-%m-%Y}"


def parse_date(typed: str) -> date:
    """Day before month, four digits of year. Raises TimeUnreadable."""
    text = " ".join(typed.lower().split())
    found = _DATE.match(text)
    if found is None:
        raise TimeUnreadable(TimeMistake.DATE_UNREADABLE, typed.strip())
    month = found["iso_month"] or found["month"]
    number = int(month) if month.isdigit() else _MONTHS.get(month)
    if number is None:
        raise TimeUnreadable(TimeMistake.DATE_UNREADABLE, typed.strip())
    try:
        on = date(int(found["iso"] or found["year"]), number, int(found["iso_day"] or found["day"]))
    except ValueError:
        raise TimeUnreadable(TimeMistake.NO_SUCH_DATE, typed.strip()) from None
    _check_weekday(found["weekday"], on, typed)
    return on


def _check_weekday(name: str | None, on: date, typed: str) -> None:
    if name is None:
        return
    if name not in _WEEKDAYS:
        raise TimeUnreadable(TimeMistake.DATE_UNREADABLE, typed.strip())
    if _WEEKDAYS[name] != on.weekday():
        raise TimeUnreadable(TimeMistake.WRONG_WEEKDAY, typed.strip())


def parse_hours(typed: str) -> Hours:
    """Hours with or without an end and a zone. Raises TimeUnreadable."""
    found = _HOURS.match(" ".join(typed.lower().split()))
    if found is None:
        raise TimeUnreadable(TimeMistake.HOURS_UNREADABLE, typed.strip())
    return Hours(
        start=_hour(found["start"], typed),
        end=_hour(found["end"], typed) if found["end"] else None,
        zone=ZONES[found["zone"].upper()] if found["zone"] else None,
    )


def _hour(text: str, typed: str) -> time:
    hour, _, minute = text.replace(":", ".").partition(".")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise TimeUnreadable(TimeMistake.NO_SUCH_HOUR, typed.strip()) from None


def parse_span(typed: str, *, zone: ZoneInfo) -> Span:
    """A date and hours with an end; ``zone`` is used where none was typed. Raises TimeUnreadable."""
    text = " ".join(typed.split())
    found = _SPAN.match(text)
    if found is None:
        raise TimeUnreadable(TimeMistake.DATE_UNREADABLE, text)
    on = parse_date(found["date"])
    hours = parse_hours(found["hours"])
    if hours.end is None:
        raise TimeUnreadable(TimeMistake.END_MISSING, text)
    if hours.end <= hours.start:
        raise TimeUnreadable(TimeMistake.ENDS_BEFORE_START, text)
    where = hours.zone or zone
    return Span(
        starts_at=datetime.combine(on, hours.start, where),
        ends_at=datetime.combine(on, hours.end, where),
        zone=where,
    )
