"""Until when somebody holds a seat, and when staff and holder are reminded that this ends.

Thirty days and seven days before, and once on the day after: a time that has run out ends nobody by itself,
since a late decree is more common than an empty office. Staff are asked and decide.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.actors import HeldSeat
from bot.rules.clocks import at_local, local_date
from bot.rules.errors import UserMistake
from bot.rules.typed_times import TimeUnreadable, parse_date
from bot.rules.working_days import MORNING_HOUR, NO_DAYS, WORK_UNTIL, is_working_day

#: Prefixes of an acting official; none for one who holds the post itself.
PREFIXES = ("", "Pj.", "Plt.", "Plh.")

#: No term of an acting official is longer: a later date is a typing mistake.
MOST_AHEAD = timedelta(days=3653)
#: What means that there is no last day.
_NO_END = frozenset({"-", "tanpa batas", "tanpa batas waktu", "tidak ada"})


class TermStep(StrEnum):
    """What is said about the end of a term, in this order."""

    MONTH = "month"
    WEEK = "week"
    PAST = "past"


#: The day of each step, counted from the last day of the term.
_DAYS = {TermStep.MONTH: -30, TermStep.WEEK: -7, TermStep.PAST: 1}
#: How far ahead a term is looked at.
HORIZON = timedelta(days=-_DAYS[TermStep.MONTH])


class TermDate(UserMistake):
    """The last day of a term that is no date, is over, or is more than ten years ahead."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed[:40]


@dataclass(frozen=True, slots=True)
class Term:
    """A holder whose time in the seat has a last day."""

    tenure_id: int
    contact_id: int
    name: str
    seat: HeldSeat
    until_on: date
    told_on: date | None  #: when something was last said about this last day


def term_end(typed: str, *, today: date) -> date | None:
    """The last day of a term as typed; None: it has none. Raises TermDate."""
    if " ".join(typed.split()).casefold() in _NO_END:
        return None
    try:
        on = parse_date(typed)
    except TimeUnreadable as error:
        raise TermDate(typed) from error
    if not today <= on <= today + MOST_AHEAD:
        raise TermDate(typed)
    return on


def due_step(until_on: date, *, told_on: date | None, today: date) -> TermStep | None:
    """What is to be said today, if anything: the newest step that has come and was not said yet.

    ``told_on`` is the day on which something was last said about this last day. Steps missed in between
    are not made up for.
    """
    come = [step for step in TermStep if until_on + timedelta(days=_DAYS[step]) <= today]
    if not come:
        return None
    on = until_on + timedelta(days=_DAYS[come[-1]])
    return come[-1] if told_on is None or told_on < on else None


def may_be_said(now: datetime, *, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> bool:
    """From 09.00 to 17.00 there on a working day: nobody has to act on it at night, or on a day off."""
    clock = now.astimezone(zone).time()
    return is_working_day(local_date(now, zone), extra=extra) and time(MORNING_HOUR) <= clock <= WORK_UNTIL


def next_said_at(
    until_on: date, *, after: datetime, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS
) -> datetime | None:
    """The next moment later than ``after`` at which a step is due, if nothing is left over from before."""
    for step in TermStep:
        day = until_on + timedelta(days=_DAYS[step])
        while not is_working_day(day, extra=extra):
            day += timedelta(days=1)
        if (at := at_local(day, MORNING_HOUR, 0, zone)) > after:
            return at
    return None
