"""Working days, working hours and quiet hours, each on the wall clock of the place.

Holidays and cuti bersama come from the library ``holidays`` (Indonesia, public and government,
after the yearly joint decree of three ministers); Dit. Permas may add days (``extra``), since the
decree can be amended and regions have feasts of their own.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.rules.clocks import at_local

NO_DAYS: AbstractSet[date] = frozenset()

QUIET_FROM = time(20, 0)
QUIET_UNTIL = time(7, 0)
WORK_FROM = time(7, 0)
WORK_UNTIL = time(17, 0)
MORNING_HOUR = 9  #: when reminders of a day go out

_SATURDAY = 5


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> dict[date, str]:
    """Names by date. The library knows cuti bersama only for years already decreed."""
    from holidays import country_holidays  # here: slow to load, and no bot needs it to start

    named = country_holidays("ID", years=year, categories=("public", "government"), language="id")
    return {on: name for on, name in named.items() if isinstance(on, date)}


def holiday_name(on: date) -> str | None:
    """What the day is called, if it is a national holiday or cuti bersama."""
    return _holidays_of(on.year).get(on)


def holidays_between(since: date, until: date) -> tuple[tuple[date, str], ...]:
    """National holidays and cuti bersama from one day to another, both included, in their order."""
    years = range(since.year, until.year + 1)
    found = ((on, name) for year in years for on, name in sorted(_holidays_of(year).items()))
    return tuple((on, name) for on, name in found if since <= on <= until)


def is_decreed(year: int) -> bool:
    """Whether the library knows the cuti bersama of that year: the decree comes late in the year before."""
    return any(name.startswith("Cuti Bersama") for name in _holidays_of(year).values())


def eid_days(year: int) -> tuple[date, ...]:
    """The first day of Idul Fitri; twice in a year that begins and ends with one."""
    return tuple(
        on
        for on, names in sorted(_holidays_of(year).items())
        if any(name.startswith("Hari Raya Idul Fitri") for name in names.split("; "))
    )


def is_weekend(on: date) -> bool:
    return on.weekday() >= _SATURDAY


def is_working_day(on: date, *, extra: AbstractSet[date] = NO_DAYS) -> bool:
    return not is_weekend(on) and holiday_name(on) is None and on not in extra


def working_days_before(on: date, count: int, *, extra: AbstractSet[date] = NO_DAYS) -> date:
    """The working day so many working days before ``on`` (which need not be one itself)."""
    day = on
    for _ in range(count):
        day -= timedelta(days=1)
        while not is_working_day(day, extra=extra):
            day -= timedelta(days=1)
    return day


def is_quiet(at: datetime, *, zone: ZoneInfo) -> bool:
    """Between 20.00 and 07.00 there: nobody's telephone should ring."""
    clock = at.astimezone(zone).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def in_working_hours(at: datetime, *, zone: ZoneInfo) -> bool:
    """Between 07.00 and 17.00 there, both included: an end at 17.00 sharp is still office time."""
    return WORK_FROM <= at.astimezone(zone).time() <= WORK_UNTIL


def may_disturb(at: datetime, *, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> bool:
    """A working day there, outside the quiet hours."""
    return is_working_day(at.astimezone(zone).date(), extra=extra) and not is_quiet(at, zone=zone)


def next_working_morning(at: datetime, *, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> datetime:
    """``at`` itself when it may disturb, else 07.00 there on the next working day."""
    if may_disturb(at, zone=zone, extra=extra):
        return at
    day = at.astimezone(zone).date()
    if at.astimezone(zone).time() >= QUIET_UNTIL:
        day += timedelta(days=1)
    while not is_working_day(day, extra=extra):
        day += timedelta(days=1)
    return at_local(day, QUIET_UNTIL.hour, QUIET_UNTIL.minute, zone)
