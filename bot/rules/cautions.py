"""What staff should see before they publish or change a sitting: warnings, never walls.

A day and its hours are judged on the wall clock of every zone from which somebody is invited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.clocks import local_date, zone_label
from bot.rules.ramadan import is_ramadan
from bot.rules.sittings import SittingView
from bot.rules.working_days import WORK_FROM, WORK_UNTIL, holiday_name, is_weekend

#: Office hours during Ramadan, both included.
RAMADAN_FROM, RAMADAN_UNTIL = time(8, 0), time(15, 0)
#: On Fridays nobody should have to leave a sitting for the prayer.
FRIDAY_FROM, FRIDAY_UNTIL = time(11, 30), time(13, 30)
_FRIDAY = 4

NO_NAMED_DAYS: Mapping[date, str] = {}


class Caution(StrEnum):
    """Worth a second look, but no wall. In the order in which they are told."""

    PAST = "past"
    NOBODY = "nobody"  #: no seat is invited
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  #: national, cuti bersama, or a day off that staff added
    OUTSIDE_HOURS = "outside_hours"  #: before 07.00 or after 17.00 in an invited zone
    RAMADAN = "ramadan"  #: the same with the hours of Ramadan, 08.00 to 15.00
    FRIDAY = "friday"  #: meets the Friday prayer, 11.30 to 13.30
    NO_LINK = "no_link"


@dataclass(frozen=True, slots=True)
class Warned:
    """One caution about one sitting; ``detail`` is the holiday's name.

    ``zones`` are labels of those clocks on which it holds; none where it holds on every invited one, or
    is no matter of clocks. Hours always name their zones.
    """

    caution: Caution
    number: int
    detail: str = ""
    zones: tuple[str, ...] = ()


class Where(StrEnum):
    """In which meeting the other sitting is."""

    HERE = "here"
    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Seats of sitting ``number`` that are invited to another sitting at the same time.

    ``who`` are regions where all their seats are meant, else posts.
    """

    number: int
    where: Where
    meeting: int
    other: int  #: number of the other sitting
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubled:
    """Somebody holds two seats that are invited to different sittings at the same time."""

    number: int
    post: str
    where: Where
    meeting: int
    other: int
    other_post: str


@dataclass(frozen=True, slots=True)
class Cautions:
    """Everything to look at twice about some sittings."""

    warned: tuple[Warned, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    doubled: tuple[Doubled, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.warned or self.overlaps or self.doubled)


def warnings(
    sittings: Sequence[SittingView],
    *,
    zones: Mapping[int, AbstractSet[ZoneInfo]],
    now: datetime,
    days_off: Mapping[date, str] = NO_NAMED_DAYS,
) -> tuple[Warned, ...]:
    """All cautions, sitting by sitting; ``zones`` are those of the invited regions, by sitting."""
    return tuple(
        warned
        for sitting in sittings
        for warned in _of_sitting(
            sitting, sorted(zones.get(sitting.item) or {sitting.zone}, key=_eastward), now, days_off
        )
    )


def _eastward(zone: ZoneInfo) -> int:
    return ("WIB", "WITA", "WIT").index(zone_label(zone))


def _of_sitting(
    sitting: SittingView, zones: Sequence[ZoneInfo], now: datetime, days_off: Mapping[date, str]
) -> Iterator[Warned]:
    number = sitting.number
    if sitting.starts_at <= now:
        yield Warned(Caution.PAST, number)
    if not sitting.seats:
        yield Warned(Caution.NOBODY, number)
    yield from _of_days(sitting, zones, days_off)
    yield from _of_hours(sitting, {zone_label(zone): _Span(sitting, zone) for zone in zones})
    if not sitting.join.link:
        yield Warned(Caution.NO_LINK, number)


def _of_hours(sitting: SittingView, spans: Mapping[str, _Span]) -> Iterator[Warned]:
    """Always with the clocks that are meant."""
    fasting = {label for label, span in spans.items() if is_ramadan(span.on)}
    late = [at for at in spans if at not in fasting and not spans[at].within(WORK_FROM, WORK_UNTIL)]
    hungry = [at for at in spans if at in fasting and not spans[at].within(RAMADAN_FROM, RAMADAN_UNTIL)]
    praying = [at for at in spans if spans[at].meets_friday_prayer()]
    for caution, labels in (
        (Caution.OUTSIDE_HOURS, late),
        (Caution.RAMADAN, hungry),
        (Caution.FRIDAY, praying),
    ):
        if labels:
            yield Warned(caution, sitting.number, zones=tuple(labels))


def _of_days(
    sitting: SittingView, zones: Sequence[ZoneInfo], days_off: Mapping[date, str]
) -> Iterator[Warned]:
    """Weekend and holidays: the zones are named only where the date is not the same in all."""
    days: dict[date, tuple[str, ...]] = {}
    for zone in zones:
        on = local_date(sitting.starts_at, zone)
        days[on] = (*days.get(on, ()), zone_label(zone))
    for on, labels in days.items():
        named = () if len(days) == 1 else labels
        if is_weekend(on):
            yield Warned(Caution.WEEKEND, sitting.number, zones=named)
        if name := holiday_name(on) or days_off.get(on):
            yield Warned(Caution.HOLIDAY, sitting.number, name, named)


class _Span:
    """The hours of a sitting on one wall clock."""

    def __init__(self, sitting: SittingView, zone: ZoneInfo) -> None:
        self._start = sitting.starts_at.astimezone(zone)
        self._end = sitting.ends_at.astimezone(zone)
        self.on = self._start.date()

    def within(self, start: time, end: time) -> bool:
        """Both included: an end at 17.00 sharp is still office time."""
        return self._end.date() == self.on and start <= self._start.time() and self._end.time() <= end

    def meets_friday_prayer(self) -> bool:
        starts = datetime.combine(self.on, FRIDAY_FROM, self._start.tzinfo)
        ends = datetime.combine(self.on, FRIDAY_UNTIL, self._start.tzinfo)
        return self.on.weekday() == _FRIDAY and self._start < ends and self._end > starts
