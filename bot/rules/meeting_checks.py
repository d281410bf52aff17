"""What staff should see before they publish: warnings, and who will get nothing and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.actors import HeldSeat
from bot.rules.clocks import local_date, zone_label
from bot.rules.sittings import MeetingView, SittingView
from bot.rules.working_days import NO_DAYS, holiday_name, in_working_hours, is_weekend


class Caution(StrEnum):
    """Worth a second look, but no wall."""

    PAST = "past"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    OUTSIDE_HOURS = "outside_hours"  #: before 07.00 or after 17.00 in an invited zone
    NO_LINK = "no_link"


@dataclass(frozen=True, slots=True)
class Warned:
    """One caution about one sitting; ``detail`` is the holiday's name or the zone's label."""

    caution: Caution
    number: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A region that is invited to another published meeting at the time of sitting ``number``."""

    number: int
    region: str
    meeting: int


class Unreached(StrEnum):
    """Why a seat gets nothing."""

    EMPTY = "empty"  #: nobody is registered for it
    UNREACHABLE = "unreachable"  #: whoever is registered has blocked the bot or left Telegram


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people are told, and the posts whose people cannot be: somebody has to call them."""

    people: int
    unreached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatReach:
    """A seat and whether a message gets there."""

    seat: HeldSeat
    unreached: Unreached | None = None


@dataclass(frozen=True, slots=True)
class RegionReach:
    """What one region will read of one sitting, and which of its seats it reaches."""

    region: str
    zone: ZoneInfo
    seats: tuple[SeatReach, ...]


@dataclass(frozen=True, slots=True)
class SittingReach:
    """One sitting of a draft with its regions."""

    sitting: SittingView
    regions: tuple[RegionReach, ...]


def warnings(
    meeting: MeetingView,
    *,
    zones: Mapping[int, AbstractSet[ZoneInfo]],
    now: datetime,
    extra: AbstractSet[date] = NO_DAYS,
) -> tuple[Warned, ...]:
    """All cautions, sitting by sitting; ``zones`` are those of the invited regions, by sitting."""
    return tuple(
        warned
        for sitting in meeting.standing
        for warned in _of_sitting(sitting, zones.get(sitting.item, set()) or {sitting.zone}, now, extra)
    )


def _of_sitting(
    sitting: SittingView, zones: AbstractSet[ZoneInfo], now: datetime, extra: AbstractSet[date]
) -> Iterator[Warned]:
    if sitting.starts_at <= now:
        yield Warned(Caution.PAST, sitting.number)
    on = local_date(sitting.starts_at, sitting.zone)
    if is_weekend(on):
        yield Warned(Caution.WEEKEND, sitting.number)
    if (name := holiday_name(on)) or on in extra:
        yield Warned(Caution.HOLIDAY, sitting.number, name or "")
    for zone in sorted(zones, key=zone_label):
        if not (
            in_working_hours(sitting.starts_at, zone=zone) and in_working_hours(sitting.ends_at, zone=zone)
        ):
            yield Warned(Caution.OUTSIDE_HOURS, sitting.number, zone_label(zone))
    if not sitting.join.link:
        yield Warned(Caution.NO_LINK, sitting.number)
