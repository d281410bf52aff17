"""What to do with a reminder that is due, possibly late, after an outage or a jump of the clock.

On time (5 minutes) it goes as it is; late but with the start still ahead, in late words; of several
steps of one sitting only the newest; into a running sitting only the last step, for 30 minutes.
Late reminders of the day wait out quiet hours and holidays when that still leaves an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.reminders import JOINING_LASTS, NEAR, Reason, Step
from bot.rules.working_days import NO_DAYS, next_working_morning

ON_TIME = timedelta(minutes=5)
WORTH_WAITING = timedelta(hours=1)  #: a reminder put off must still come this long before the start
MOST_OVERDUE_SITTINGS = 3  #: more at once look like a wrong clock, not like an outage
GOES_BACK = timedelta(seconds=60)  #: clocks are set right by less; more is a wrong clock
BEAT_KEPT_EVERY = timedelta(seconds=30)  #: a row is written no more often than that


class Doing(StrEnum):
    """What becomes of a due reminder."""

    NOT_YET = "not_yet"
    SEND = "send"
    SEND_LATE = "send_late"  #: other words; says that it is late, or that the sitting has begun
    WAIT = "wait"  #: until the next working morning
    SKIP = "skip"


def has_gone_back(*, last: datetime | None, now: datetime) -> bool:
    """The clock shows a time well before that of the last look: what was planned since may be untrue."""
    return last is not None and now < last - GOES_BACK


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do, and why not where it is not sent."""

    doing: Doing
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A stored reminder with the times of its sitting."""

    plan_id: int
    item: int
    seat: int
    step: Step
    due_at: datetime
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo


def what_now(due: Due, *, now: datetime, extra: AbstractSet[date] = NO_DAYS) -> Verdict:
    """Send, send late, wait or skip one reminder on its own merits."""
    if now < due.due_at:
        return Verdict(Doing.NOT_YET)
    if now >= due.ends_at:
        return Verdict(Doing.SKIP, Reason.SELESAI)
    if now >= due.starts_at:
        return _while_running(due, now=now)
    if now - due.due_at <= ON_TIME:
        return Verdict(Doing.SEND)
    if due.starts_at - now < ON_TIME and due.step is not Step.MINUTES:
        return Verdict(Doing.SKIP, Reason.LEWAT)
    if due.step in NEAR:
        return Verdict(Doing.SEND_LATE)
    morning = next_working_morning(now, zone=due.zone, extra=extra)
    if now < morning <= due.starts_at - WORTH_WAITING:
        return Verdict(Doing.WAIT)
    return Verdict(Doing.SEND_LATE)


def _while_running(due: Due, *, now: datetime) -> Verdict:
    if due.step is Step.MINUTES and now - due.starts_at <= JOINING_LASTS:
        return Verdict(Doing.SEND_LATE)
    return Verdict(Doing.SKIP, Reason.LEWAT)


def what_now_of_all(
    dues: Sequence[Due], *, now: datetime, extra: AbstractSet[date] = NO_DAYS
) -> dict[int, Verdict]:
    """The verdict on each by plan id: of several due of one sitting and seat, only the newest goes.

    What staff read is another matter than what the seat reads.
    """
    newest: dict[tuple[int, int, bool], Due] = {}
    for due in dues:
        place = _place(due)
        if due.due_at <= now and (place not in newest or newest[place].due_at < due.due_at):
            newest[place] = due
    return {
        due.plan_id: what_now(due, now=now, extra=extra)
        if due.due_at > now or newest[_place(due)] is due
        else Verdict(Doing.SKIP, Reason.DIGANTIKAN)
        for due in dues
    }


def _place(due: Due) -> tuple[int, int, bool]:
    return due.item, due.seat, due.step is Step.CALLS


def held(dues: Sequence[Due], *, verdicts: dict[int, Verdict]) -> set[int]:
    """The plan ids to hold until an admin has looked: what became late, or needless because the sitting
    is over, for more than three sittings at once. A clock that runs ahead does that.

    A normal morning with many sittings due at 09.00 is not late and never counts. The steps of the day
    itself are never held: an outage must not lock anybody out. Nor are the lists that staff read.
    """
    late = [
        due
        for due in dues
        if verdicts[due.plan_id].doing is Doing.SEND_LATE and due.step not in (*NEAR, Step.CALLS)
    ]
    over = [due for due in dues if verdicts[due.plan_id].reason is Reason.SELESAI]
    places = {
        _place(due)
        for kind in (late, over)
        if len({due.item for due in kind}) > MOST_OVERDUE_SITTINGS
        for due in kind
    }
    return {due.plan_id for due in dues if _place(due) in places and _rests(due, verdicts[due.plan_id])}


def _rests(due: Due, verdict: Verdict) -> bool:
    """With a held reminder rests what it would have replaced: the clock may yet be set right."""
    return verdict.doing is not Doing.NOT_YET and (verdict.doing is Doing.SKIP or due.step not in NEAR)
