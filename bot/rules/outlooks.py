"""What is still to be said about a sitting, to whom and when, as things stand now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.clocks import local_date
from bot.rules.outbox import Text
from bot.rules.reconciliation import Standing
from bot.rules.reminders import Reason, Step
from bot.rules.working_days import NO_DAYS, holiday_name, is_weekend


@dataclass(frozen=True, slots=True)
class Expected:
    """One reminder for one seat, and what becomes of it if nothing changes until then."""

    item: int
    seat: int
    step: Step
    at: datetime
    standing: Standing
    reason: Reason | None = None  #: why it was not, or will not be, sent
    asks_for_substitute: bool = False  #: Tidak hadir was answered: another text goes in its place

    @property
    def is_to_come(self) -> bool:
        return self.standing is Standing.PLANNED and self.reason is None


@dataclass(frozen=True, slots=True)
class Entry:
    """One message to come. ``at`` None: as soon as the meeting is published; ``sitting`` 0: it is of all."""

    at: datetime | None
    sitting: int
    words: str
    text: Text
    via: str = ""  #: an assistant or delegate who reads it
    is_for_nobody: bool = False  #: nobody is registered: as the post would read it


def holidays_between_them(
    at: datetime, starts_at: datetime, *, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS
) -> tuple[str, ...]:
    """What makes a reminder go earlier than its count of days says, weekends apart; "" for an added day."""
    day, found = local_date(at, zone) + timedelta(days=1), dict[str, None]()
    while day < local_date(starts_at, zone):
        if not is_weekend(day) and (day in extra or holiday_name(day)):
            found[holiday_name(day) or ""] = None
        day += timedelta(days=1)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a sitting at one moment, for all seats for which it falls then."""

    step: Step
    at: datetime
    zones: tuple[ZoneInfo, ...]  #: of the seats, eastward
    seats: int  #: for which it goes, or went
    people: int
    was_sent: bool
    skipped: tuple[tuple[Reason, int], ...]  #: why not, and for how many seats


def moments(
    expected: Sequence[Expected],
    *,
    zones: Mapping[int, ZoneInfo],
    people: Mapping[int, Collection[int]],
) -> list[Moment]:
    """The reminders of one sitting by moment; ``zones`` and ``people`` (their ids) are those of its seats."""
    groups: dict[tuple[datetime, Step], list[Expected]] = {}
    for one in sorted(expected, key=lambda each: (each.at, list(Step).index(each.step))):
        groups.setdefault((one.at, one.step), []).append(one)
    return [_moment(step, at, group, zones, people) for (at, step), group in groups.items()]


def _moment(
    step: Step,
    at: datetime,
    group: Sequence[Expected],
    zones: Mapping[int, ZoneInfo],
    people: Mapping[int, Collection[int]],
) -> Moment:
    sent = [one for one in group if one.standing is Standing.ENQUEUED]
    going = sent or [one for one in group if one.is_to_come]
    there = {zones[one.seat] for one in group}
    return Moment(
        step=step,
        at=at,
        zones=tuple(sorted(there, key=lambda zone: (at.astimezone(zone).utcoffset(), zone.key))),
        seats=len(going),
        people=len({person for one in going for person in people.get(one.seat, ())}),
        was_sent=bool(sent),
        skipped=tuple(Counter(one.reason for one in group if one.reason).items()),
    )
