"""Which reminders a sitting gets, for whom and when.

The key of a reminder is (sitting, *time* revision, step, seat): the same time never reminds twice,
and a new time has a ladder of its own. Answers are judged when a reminder falls due (``withheld``),
not when it is planned, because they change in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.answers import Choice
from bot.rules.clocks import at_local, local_date
from bot.rules.working_days import MORNING_HOUR, NO_DAYS, working_days_before


class Step(StrEnum):
    """The default ladder, in the order of time."""

    THREE_DAYS = "h-3"  #: three working days before, 09.00 there; only whoever has not answered
    ONE_DAY = "h-1"  #: the working day before, 09.00 there; with link, ID and passcode
    MINUTES = "m-15"  #: 15 minutes before, quiet hours or not


class Reason(StrEnum):
    """Why a reminder was not sent, or not any more. Stored; staff may ask."""

    LEWAT = "lewat"  #: its moment had passed when it was planned, or passed while we were away
    SELESAI = "selesai"  #: the sitting is over
    DIGANTIKAN = "digantikan"  #: a newer reminder of the same sitting was due as well
    WAKTU_BERUBAH = "waktu_berubah"  #: the sitting has another time now
    SESI_BATAL = "sesi_batal"
    TIDAK_DIUNDANG = "tidak_diundang"  #: the seat is no longer invited
    SUDAH_MENJAWAB = "sudah_menjawab"
    TIDAK_HADIR = "tidak_hadir"
    TANPA_PENERIMA = "tanpa_penerima"  #: nobody holds the seat, or nobody there can be reached


MINUTES_BEFORE = timedelta(minutes=15)
JOINING_LASTS = timedelta(minutes=30)  #: how long after the start the last step still helps

_DAYS_BEFORE = {Step.THREE_DAYS: 3, Step.ONE_DAY: 1}


@dataclass(frozen=True, slots=True)
class Occasion:
    """A sitting at one of its times."""

    item: int
    time_revision: int
    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two reminders the same one."""

    item: int
    time_revision: int
    step: Step
    seat: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder; with a reason it is recorded, but never sent."""

    key: Key
    due_at: datetime
    skipped: Reason | None = None


def plan(
    occasion: Occasion,
    *,
    seats: Mapping[int, ZoneInfo],
    now: datetime,
    extra: AbstractSet[date] = NO_DAYS,
) -> tuple[Planned, ...]:
    """The ladder of every invited seat, each on its own clock; nothing for a past or cancelled sitting.

    ``seats`` are the invited ones with the zone of their region.
    """
    if occasion.cancelled or occasion.starts_at <= now:
        return ()
    return tuple(
        _planned(occasion, step=step, seat=seat, zone=zone, now=now, extra=extra)
        for seat, zone in sorted(seats.items(), key=lambda pair: pair[0])
        for step in Step
    )


def _planned(
    occasion: Occasion, *, step: Step, seat: int, zone: ZoneInfo, now: datetime, extra: AbstractSet[date]
) -> Planned:
    due_at = due(step, starts_at=occasion.starts_at, zone=zone, extra=extra)
    key = Key(item=occasion.item, time_revision=occasion.time_revision, step=step, seat=seat)
    return Planned(key=key, due_at=due_at, skipped=Reason.LEWAT if due_at < now else None)


def due(step: Step, *, starts_at: datetime, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> datetime:
    """When this step falls for a reader in this zone."""
    if step is Step.MINUTES:
        return starts_at - MINUTES_BEFORE
    day = working_days_before(local_date(starts_at, zone), _DAYS_BEFORE[step], extra=extra)
    return at_local(day, MORNING_HOUR, 0, zone)


def link_is_due(
    *, starts_at: datetime, zone: ZoneInfo, now: datetime, extra: AbstractSet[date] = NO_DAYS
) -> bool:
    """From H-1 on every message carries the link: who is invited later must get it at once."""
    return now >= due(Step.ONE_DAY, starts_at=starts_at, zone=zone, extra=extra)


def expires_at(step: Step, *, starts_at: datetime, ends_at: datetime) -> datetime:
    """After this the reminder would be untrue: the start, or 30 minutes into it for the last step."""
    return min(starts_at + JOINING_LASTS, ends_at) if step is Step.MINUTES else starts_at


def withheld(step: Step, *, answer: Choice | None) -> Reason | None:
    """Why this answer makes this reminder needless; None means send it."""
    if answer is Choice.TIDAK_HADIR:
        return Reason.TIDAK_HADIR
    if step is Step.THREE_DAYS and answer is not None:
        return Reason.SUDAH_MENJAWAB
    return None
