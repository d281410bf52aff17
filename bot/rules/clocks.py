"""Dates and times as an Indonesian official reads them: the three zones, both clocks, hari ini, besok.

Zones follow Keppres 41/1987; Indonesia has no daylight saving. The practice of Dit. Permas is to
name WIB first and the reader's own clock after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

WIB = ZoneInfo("Asia/Jakarta")
WITA = ZoneInfo("Asia/Makassar")
WIT = ZoneInfo("Asia/Jayapura")

ZONES: dict[str, ZoneInfo] = {"WIB": WIB, "WITA": WITA, "WIT": WIT}

_LABELS = {zone.key: name for name, zone in ZONES.items()} | {"Asia/Pontianak": "WIB"}


def zone_named(name: str) -> ZoneInfo:
    """The constant for an IANA name or for WIB, WITA, WIT. Raises KeyError for any other."""
    return ZONES[_LABELS.get(name, name.upper())]


def zone_label(zone: ZoneInfo) -> str:
    """WIB, WITA or WIT. Raises KeyError outside Indonesia."""
    return _LABELS[zone.key]


@lru_cache(maxsize=4096)
def full_date(on: date) -> str:
    """Selasa, 11 Maret 2025."""
    return format_date(on, "EEEE, d MMMM y", locale="id")


def month_and_year(on: date) -> str:
    """Maret 2025."""
    return format_date(on, "MMMM y", locale="id")


def short_date(on: date) -> str:
    """11 Maret 2025: where the day of the week stands elsewhere."""
    return format_date(on, "d MMMM y", locale="id")


def brief_date(on: date) -> str:
    """11 Mar 2025: where there is little room, as in a picture."""
    return format_date(on, "d MMM y", locale="id")


@dataclass(frozen=True, slots=True)
class Clock:
    """One moment on one clock, in the parts a template puts together."""

    date: str  #: "Selasa, 11 Maret 2025"
    time: str  #: "13.00", or "13.00-15.30" where an end is known
    zone: str  #: "WIB"

    def __str__(self) -> str:
        return f"{self.time} {self.zone}"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment as the capital and as the reader count it."""

    wib: Clock
    local: Clock

    @property
    def one_clock(self) -> bool:
        """The reader lives by WIB: say it once."""
        return self.wib.zone == self.local.zone

    @property
    def same_day(self) -> bool:
        return self.wib.date == self.local.date

    @property
    def date(self) -> str:
        """The reader's own date."""
        return self.local.date

    def __str__(self) -> str:
        if self.one_clock:
            return f"pukul {self.local}"
        if self.same_day:
            return f"pukul {self.wib} / {self.local}"
        return f"pukul {self.wib} ({self.wib.date}) / {self.local} ({self.local.date})"


def both_clocks(at: datetime, *, reader: ZoneInfo, until: datetime | None = None) -> Moment:
    """The moment (or the span ``until`` an end) on the WIB clock and on the reader's."""
    return Moment(wib=_clock(at, until, WIB), local=_clock(at, until, reader))


def _clock(at: datetime, until: datetime | None, zone: ZoneInfo) -> Clock:
    time = clock_time(at, zone)
    if until is not None:
        time = f"{time}-{clock_time(until, zone)}"
    return Clock(date=full_date(local_date(at, zone)), time=time, zone=zone_label(zone))


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """13.00: Indonesian official style has a dot between hour and minute."""
    return f"{at.astimezone(zone):%H.%M}"


def moment_in_words(at: datetime, zone: ZoneInfo) -> str:
    """3 Maret 2025, pukul 08.00 WIB."""
    return f"{short_date(local_date(at, zone))}, pukul {clock_time(at, zone)} {zone_label(zone)}"


def full_moment(at: datetime, zone: ZoneInfo) -> str:
    """Senin, 3 Maret 2025, pukul 08.00 WIB."""
    return f"{full_date(local_date(at, zone))}, pukul {clock_time(at, zone)} {zone_label(zone)}"


def every_clock(at: datetime) -> str:
    """Senin, 3 Maret 2025, pukul 08.00 WIB / 09.00 WITA / 10.00 WIT; a zone that has another date says it."""
    said, words = "", []
    for name, zone in ZONES.items():
        on, clock = full_date(local_date(at, zone)), f"{clock_time(at, zone)} {name}"
        words.append(clock if on == said else f"{on}, pukul {clock}")
        said = on
    return " / ".join(words)


def local_date(at: datetime, zone: ZoneInfo) -> date:
    """The date on the wall there: 23.30 WIB is already tomorrow in WIT."""
    return at.astimezone(zone).date()


def near_day(at: datetime, *, now: datetime, reader: ZoneInfo) -> str | None:
    """The words "hari ini" or "besok" on the reader's own calendar, else None."""
    days = (local_date(at, reader) - local_date(now, reader)).days
    return {0: "hari ini", 1: "besok"}.get(days)


def at_local(on: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    """That hour on the wall there, aware."""
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone)
