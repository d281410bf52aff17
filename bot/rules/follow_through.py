"""Who has the next step about a value below its threshold, and when: until a promise is kept."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.alert_lives import FollowUp, ResponseKind
from bot.rules.clocks import WIB, at_local, local_date
from bot.rules.errors import UserMistake
from bot.rules.notices import notice_at
from bot.rules.typed_times import TimeUnreadable, example_after, parse_date
from bot.rules.working_days import MORNING_HOUR, NO_DAYS, is_working_day

#: So long a region has for an answer, before it is told once more, and before an officer calls.
ANSWER_WITHIN = timedelta(days=7)
#: So many working days staff have to decide a dispute before they are reminded.
DECIDE_WITHIN = 3
LONGEST_SNOOZE = timedelta(days=30)


class Step(StrEnum):
    """What is said when the time of an alert has come."""

    REPEAT = "repeat"  #: to the region: still below
    ASK = "ask"  #: to the region: the promised date has come
    CALL = "call"  #: to the officer: no answer
    REMIND = "remind"  #: to the officer: a dispute waits
    WAKE = "wake"  #: to the officer: what was put off goes on


@dataclass(frozen=True, slots=True)
class Next:
    """The state an alert goes to, and when it is looked at again; None: nothing by itself."""

    state: FollowUp
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What the region has said so far, disputes left out, and how often it was told."""

    kind: ResponseKind | None = None  #: the last answer
    promised_on: date | None = None
    is_repeated: bool = False


class SnoozeUntil(UserMistake):
    """An end of a delay that is no date, is not ahead, or is more than thirty days ahead."""

    def __init__(self, typed: str, *, today: date) -> None:
        super().__init__(typed)
        self.typed = typed[:40]
        self.example = example_after(today)
        self.most_days = LONGEST_SNOOZE.days


#: The clock of staff for what they are told; that of the region for what it is told.
_OF_STAFF = {FollowUp.DISPUTED, FollowUp.SNOOZED}
_STEPS = {
    FollowUp.TOLD: Step.REPEAT,
    FollowUp.REPEATED: Step.CALL,
    FollowUp.PROMISED: Step.ASK,
    FollowUp.ASKED: Step.CALL,
    FollowUp.DISPUTED: Step.REMIND,
    FollowUp.SNOOZED: Step.WAKE,
}
_AFTER = {Step.REPEAT: FollowUp.REPEATED, Step.ASK: FollowUp.ASKED}
#: States in which the answer "received" says more than is known already.
_WAITS_FOR_WORD = {
    FollowUp.TOLD,
    FollowUp.REPEATED,
    FollowUp.OFFICER,
    FollowUp.SNOOZED,
    FollowUp.QUIET,
    FollowUp.ACKNOWLEDGED,
}


def clock_of(state: FollowUp, *, zone: ZoneInfo) -> ZoneInfo:
    """By whose clock the next step of this state waits for working hours."""
    return WIB if state in _OF_STAFF else zone


def told(at: datetime, *, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> Next:
    """The region was told, or a message to it waits for its working hours: seven days for an answer."""
    return Next(FollowUp.TOLD, _a_week_after(at, zone=zone, extra=extra))


def step_of(state: FollowUp) -> Step | None:
    """What is said when an alert in this state has come due."""
    return _STEPS.get(state)


def after(step: Step, *, at: datetime, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> Next:
    """Where an alert stands once the step is done; the next seven days count from now."""
    if step in _AFTER:
        return Next(_AFTER[step], _a_week_after(at, zone=zone, extra=extra))
    if step is Step.REMIND:
        return Next(FollowUp.DISPUTED)
    return Next(FollowUp.OFFICER)


def later(
    state: FollowUp, *, at: datetime, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS
) -> Next | None:
    """The same step at the next working hour, where it is none now; None in working hours."""
    opens = notice_at(at, zone=clock_of(state, zone=zone), extra=extra)
    return Next(state, opens) if opens else None


def answered(
    state: FollowUp,
    kind: ResponseKind,
    *,
    at: datetime,
    zone: ZoneInfo,
    promised_on: date | None = None,
    extra: AbstractSet[date] = NO_DAYS,
) -> Next | None:
    """What an answer changes; None where it changes nothing. A dispute waits for staff all the same."""
    if kind is ResponseKind.DISPUTED:
        return Next(FollowUp.DISPUTED, _working_mornings_after(at, DECIDE_WITHIN, zone=WIB, extra=extra))
    if state is FollowUp.DISPUTED:
        return None
    if kind is ResponseKind.DONE:
        return Next(FollowUp.DONE)
    if kind is ResponseKind.PROMISED and promised_on is not None:
        return Next(FollowUp.PROMISED, _morning(promised_on, after=at, zone=zone, extra=extra))
    return Next(FollowUp.ACKNOWLEDGED) if state in _WAITS_FOR_WORD else None


def resumed(said: Said, *, at: datetime, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> Next:
    """Where it goes on after a dispute that was turned down or a delay: with seven days anew."""
    week = _a_week_after(at, zone=zone, extra=extra)
    if said.kind is ResponseKind.DONE:
        return Next(FollowUp.DONE)
    if said.kind is ResponseKind.PROMISED and said.promised_on is not None:
        return Next(
            FollowUp.PROMISED, max(week, _morning(said.promised_on, after=at, zone=zone, extra=extra))
        )
    if said.kind is ResponseKind.ACKNOWLEDGED:
        return Next(FollowUp.ACKNOWLEDGED)
    return Next(FollowUp.REPEATED if said.is_repeated else FollowUp.TOLD, week)


def snoozed(until: date, *, at: datetime, extra: AbstractSet[date] = NO_DAYS) -> Next:
    """Put off until the morning of that day on the clock of the capital."""
    return Next(FollowUp.SNOOZED, _morning(until, after=at, zone=WIB, extra=extra))


def may_be_put_off(state: FollowUp) -> bool:
    """A dispute waits for staff themselves, and what was opened quietly has no follow-up."""
    return state not in (FollowUp.DISPUTED, FollowUp.QUIET, FollowUp.DONE)


def snooze_end(typed: str, *, today: date) -> date:
    """The last day of a delay, as typed: ahead, and at most thirty days. Raises SnoozeUntil."""
    try:
        until = parse_date(typed)
    except TimeUnreadable as error:
        raise SnoozeUntil(typed, today=today) from error
    if not today < until <= today + LONGEST_SNOOZE:
        raise SnoozeUntil(typed, today=today)
    return until


def _a_week_after(at: datetime, *, zone: ZoneInfo, extra: AbstractSet[date]) -> datetime:
    """Seven days after the working hour in which a message of now can arrive."""
    arrives = notice_at(at, zone=zone, extra=extra) or at
    due = arrives + ANSWER_WITHIN
    return notice_at(due, zone=zone, extra=extra) or due


def _morning(on: date, *, after: datetime, zone: ZoneInfo, extra: AbstractSet[date]) -> datetime:
    """09.00 there on that day or the next working day, and never in the past."""
    day = on
    while not is_working_day(day, extra=extra) or at_local(day, MORNING_HOUR, 0, zone) <= after:
        day += timedelta(days=1)
    return at_local(day, MORNING_HOUR, 0, zone)


def _working_mornings_after(at: datetime, days: int, *, zone: ZoneInfo, extra: AbstractSet[date]) -> datetime:
    """09.00 there, so many working days after the day of ``at``."""
    day = local_date(at, zone)
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day, extra=extra):
            day += timedelta(days=1)
    return at_local(day, MORNING_HOUR, 0, zone)
