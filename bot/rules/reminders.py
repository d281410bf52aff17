"""Which reminders a sitting gets, for whom and when.

The key of a reminder is (sitting, *time* revision, step, seat): the same time never reminds twice,
and a new time has a ladder of its own. Answers are judged when a reminder falls due (``withheld``),
not when it is planned, because they change in between.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.answers import Choice
from bot.rules.clocks import WIB, at_local, local_date
from bot.rules.working_days import MORNING_HOUR, NO_DAYS, working_days_before


class Step(StrEnum):
    """Every step a ladder may have, in the order of time. Days are working days, at 09.00."""

    SEVEN_DAYS = "h-7"  #: only whoever has not answered
    THREE_DAYS = "h-3"  #: only whoever has not answered
    COORDINATION = "h-2"  #: whose region has another seat that has not answered
    ONE_DAY = "h-1"  #: with link, ID and passcode, unless they are told later
    CALLS = "telepon"  #: the working day before, to staff: whom to call
    TWO_HOURS = "m-120"
    REVEAL_TWO_HOURS = "tautan-120"  #: the way in, where staff chose to tell it so late
    HOUR = "m-60"
    REVEAL_HOUR = "tautan-60"
    MINUTES = "m-15"  #: always there, so that nobody is locked out


USUAL = (Step.THREE_DAYS, Step.COORDINATION, Step.ONE_DAY, Step.CALLS, Step.MINUTES)
#: Only ask for an answer, so nobody who has given one gets them.
ASKING = (Step.SEVEN_DAYS, Step.THREE_DAYS)
#: Of the day itself: they do not wait for office hours, because the sitting is about to start.
NEAR = (Step.TWO_HOURS, Step.REVEAL_TWO_HOURS, Step.HOUR, Step.REVEAL_HOUR, Step.MINUTES)

#: Of the steps of the day itself.
MINUTES_BEFORE: Mapping[Step, int] = {
    Step.TWO_HOURS: 120,
    Step.REVEAL_TWO_HOURS: 120,
    Step.HOUR: 60,
    Step.REVEAL_HOUR: 60,
    Step.MINUTES: 15,
}
_DAYS_BEFORE: Mapping[Step, int] = {
    Step.SEVEN_DAYS: 7,
    Step.THREE_DAYS: 3,
    Step.COORDINATION: 2,
    Step.ONE_DAY: 1,
    Step.CALLS: 1,
}


class Reason(StrEnum):
    """Why a reminder was not sent, or not any more. Stored; staff may ask."""

    LEWAT = "lewat"  #: its moment had passed when it was planned, or passed while we were away
    SELESAI = "selesai"  #: the sitting is over
    DIGANTIKAN = "digantikan"  #: a newer reminder of the same sitting was due as well
    WAKTU_BERUBAH = "waktu_berubah"  #: the sitting has another time now
    SESI_BATAL = "sesi_batal"
    SESI_DITUNDA = "sesi_ditunda"
    TIDAK_DIUNDANG = "tidak_diundang"  #: the seat is no longer invited
    SUDAH_MENJAWAB = "sudah_menjawab"
    TIDAK_HADIR = "tidak_hadir"
    TANPA_PENERIMA = "tanpa_penerima"  #: nobody holds the seat, or nobody there can be reached
    LANGKAH_DIHAPUS = "langkah_dihapus"  #: staff took the step out of the ladder of this meeting
    MENUNGGU_ARAHAN = "menunggu_arahan"  #: a seat of the region waits for word: the other is not pressed
    SEMUA_MENJAWAB = "semua_menjawab"  #: no other seat of the region is silent: nobody to help with
    DIGABUNG = "digabung"  #: said in another reminder of the same person, due within 30 minutes


MERGED_WITHIN = timedelta(minutes=30)  #: two of one person due so close together are one message
JOINING_LASTS = timedelta(minutes=30)  #: how long after the start the last step still helps


@dataclass(frozen=True, slots=True)
class Occasion:
    """A sitting at one of its times."""

    item: int
    time_revision: int
    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False
    postponed: bool = False
    steps: tuple[Step, ...] = USUAL


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
    """The ladder of every invited seat, each on its own clock; nothing for one that is over or off.

    ``seats`` are the invited ones with the zone of their region.
    """
    if occasion.cancelled or occasion.postponed or occasion.starts_at <= now:
        return ()
    return tuple(
        _planned(occasion, step=step, seat=seat, zone=zone, now=now, extra=extra)
        for seat, zone in sorted(seats.items(), key=lambda pair: pair[0])
        for step in occasion.steps
    )


def _planned(
    occasion: Occasion, *, step: Step, seat: int, zone: ZoneInfo, now: datetime, extra: AbstractSet[date]
) -> Planned:
    due_at = due(step, starts_at=occasion.starts_at, zone=zone, extra=extra)
    key = Key(item=occasion.item, time_revision=occasion.time_revision, step=step, seat=seat)
    return Planned(key=key, due_at=due_at, skipped=Reason.LEWAT if due_at < now else None)


def due(step: Step, *, starts_at: datetime, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> datetime:
    """When this step falls for a reader in this zone; for staff on the clock of the capital."""
    if step in MINUTES_BEFORE:
        return starts_at - timedelta(minutes=MINUTES_BEFORE[step])
    where = WIB if step is Step.CALLS else zone
    day = working_days_before(local_date(starts_at, where), _DAYS_BEFORE[step], extra=extra)
    return at_local(day, MORNING_HOUR, 0, where)


def expires_at(step: Step, *, starts_at: datetime, ends_at: datetime) -> datetime:
    """After this the reminder would be untrue: the start, or 30 minutes into it for the last step."""
    return min(starts_at + JOINING_LASTS, ends_at) if step is Step.MINUTES else starts_at


def withheld(step: Step, *, answer: Choice | None, others: Collection[Choice | None] = ()) -> Reason | None:
    """Why this answer makes this reminder needless; None means send it.

    ``others`` are what the other seats of the region that are invited to the sitting said.
    """
    if step is Step.CALLS:
        return None if answer is None else Reason.SUDAH_MENJAWAB
    if answer is Choice.TIDAK_HADIR:
        return Reason.TIDAK_HADIR
    if step is Step.COORDINATION:
        return _needless_help((answer, *others), others)
    if step in ASKING and answer is not None:
        return Reason.SUDAH_MENJAWAB
    if step in ASKING and Choice.MENUNGGU_ARAHAN in others:
        return Reason.MENUNGGU_ARAHAN
    return None


def _needless_help(region: Collection[Choice | None], others: Collection[Choice | None]) -> Reason | None:
    if None not in others:
        return Reason.SEMUA_MENJAWAB
    return Reason.MENUNGGU_ARAHAN if Choice.MENUNGGU_ARAHAN in region else None


def may_ask_for_substitute(step: Step) -> bool:
    """After Tidak hadir the next reminder of a day asks, once, whether somebody comes instead."""
    return step in (*ASKING, Step.ONE_DAY)
