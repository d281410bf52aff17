"""A meeting office for ninety days: what happens, what the rules make of it, and what should have come of it.

``play`` drives the rules as the bot does: every change plans and reconciles, every look decides what is due.
``expected`` is a second opinion that knows none of them: it goes from minute to minute with a calendar of
its own. All times are whole minutes since 1970.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property

import holidays

from bot.rules.answers import Choice
from bot.rules.clocks import WIB, WIT, WITA
from bot.rules.ladders import CHOOSABLE, steps_of
from bot.rules.lateness import Doing, Due, what_now_of_all
from bot.rules.reconciliation import Existing, Standing, reconcile
from bot.rules.reminders import Key, Occasion, Reason, Step, plan, withheld

BEGIN = 28_929_180  #: 2 January 2025, 00.00 WIB
DAYS = 90
HOURS_AHEAD = {"WIB": 7, "WITA": 8, "WIT": 9}
ZONES = {"WIB": WIB, "WITA": WITA, "WIT": WIT}
#: Two seats in each of three regions, one region in each zone.
SEATS = {1: "WIB", 2: "WIB", 3: "WITA", 4: "WITA", 5: "WIT", 6: "WIT"}
ANSWERS = (Choice.HADIR, Choice.DIWAKILKAN, Choice.TIDAK_HADIR, Choice.MENUNGGU_ARAHAN)

Sent = tuple[int, int, str, int, int, bool]  #: item, time revision, step, seat, minute, is it late


@dataclass(frozen=True)
class Time:
    """One time of a sitting, and from when until when it was the announced one."""

    revision: int
    starts: int
    ends: int
    since: int
    until: int  #: moved, cancelled or postponed then


@dataclass
class History:
    """What happened; the same for the rules and for the second opinion."""

    times: dict[int, list[Time]]  #: by sitting
    steps: tuple[str, ...]
    answers: list[tuple[int, int, int, Choice]]  #: minute, item, seat, what it said
    down: list[tuple[int, int]]
    days_off: frozenset[date] = frozenset()
    for_ever: int = 2**31
    seats: dict[int, str] = field(default_factory=lambda: dict(SEATS))

    def is_up(self, minute: int) -> bool:
        return minute not in self.dark

    @cached_property
    def dark(self) -> set[int]:
        """Every minute of the outages."""
        return {minute for begin, end in self.down for minute in range(begin, end)}


def moment(minute: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)


@cache
def minute_of(at: datetime) -> int:
    return int(at.timestamp() // 60)


def history(seed: int) -> History:
    """Some sittings, moved now and then, with answers and outages, none of it sensible."""
    dice = random.Random(seed)
    begin = BEGIN + dice.randrange(0, 2000) * 1440
    down = sorted(
        (start, start + dice.choice((7, 45, 300, 1500, 4000, 9000)))
        for start in (begin + dice.randrange(DAYS * 1440) for _ in range(dice.randrange(20)))
    )
    made = History({}, _steps(dice), [], down, _days_off(dice, begin))
    for item in range(1, dice.randrange(2, 5)):
        made.times[item] = _times(dice, made, begin)
    for _ in range(dice.randrange(14)):
        minute = _when_up(made, begin + dice.randrange(DAYS * 1440))
        item = dice.choice(list(made.times))
        made.answers.append((minute, item, dice.choice(list(SEATS)), dice.choice(ANSWERS)))
    made.answers.sort(key=lambda row: row[0])
    return made


def _steps(dice: random.Random) -> tuple[str, ...]:
    """As a meeting may have them: some of the ladder, and the way in told at a moment of its own, if any."""
    ladder = [step.value for step in CHOOSABLE if dice.random() < 0.6]
    return tuple(step.value for step in steps_of(ladder, reveal_minutes=dice.choice((None, 120, 60, 15))))


def _days_off(dice: random.Random, begin: int) -> frozenset[date]:
    return frozenset(moment(begin + dice.randrange(DAYS * 1440)).date() for _ in range(dice.randrange(4)))


def _when_up(made: History, minute: int) -> int:
    while not made.is_up(minute):
        minute += 1
    return minute


def _times(dice: random.Random, made: History, begin: int) -> list[Time]:
    since = _when_up(made, begin + dice.randrange(60 * 1440))
    found: list[Time] = []
    for revision in range(1, dice.randrange(2, 5)):
        starts = since + dice.choice((30, 200, 1440, 3 * 1440, 12 * 1440)) + dice.randrange(5 * 1440)
        ends = starts + dice.choice((20, 120))
        lasts = dice.random() < 0.5
        until = made.for_ever if lasts else _when_up(made, since + dice.randrange(1, max(2, starts - since)))
        if until >= starts:  # nobody changes what has begun
            until = made.for_ever
        found.append(Time(revision, starts, ends, since, until))
        if until == made.for_ever:
            break
        since = until + 0 if dice.random() < 0.7 else _when_up(made, until + dice.randrange(1, 3000))
    return found


# -- as the bot does it ---------------------------------------------------------------------------------


@dataclass
class Row:
    due_at: datetime
    standing: Standing
    reason: Reason | None = None


def play(made: History) -> tuple[set[Sent], dict[Key, Row]]:
    """What the rules send, and every stored plan as it stands in the end."""
    rows: dict[Key, Row] = {}
    sent: set[Sent] = set()
    changes = {minute for times in made.times.values() for t in times for minute in (t.since, t.until)}
    changes.discard(made.for_ever)
    over = [t.ends for times in made.times.values() for t in times]
    last = max([*over, *(end for _begin, end in made.down)]) + 1
    minute = min(changes)
    while minute <= last:
        if made.is_up(minute):
            if minute in changes:
                _replan(made, rows, minute)
            _look(made, rows, sent, minute)
        minute = _next(made, rows, changes, minute, last)
    return sent, rows


def _next(made: History, rows: dict[Key, Row], changes: set[int], minute: int, last: int) -> int:
    """The next minute at which anything can happen: a change, a due moment, a return, a morning."""
    soon = [each for each in changes if each > minute]
    soon += [end for _begin, end in made.down if end > minute]
    for row in rows.values():
        if row.standing is Standing.PLANNED:
            due = minute_of(row.due_at)
            soon.append(due if due > minute else minute + 60 - minute % 60)
    return min(soon, default=last + 1)


def _occasion(made: History, item: int, minute: int) -> Occasion | None:
    """The sitting as it is announced now; one between two times is postponed."""
    known = [t for t in made.times[item] if t.since <= minute]
    if not known:
        return None
    now = known[-1]
    steps = tuple(Step(step) for step in made.steps)
    return Occasion(
        item,
        now.revision,
        moment(now.starts),
        moment(now.ends),
        postponed=now.until <= minute,
        steps=steps,
    )


def _replan(made: History, rows: dict[Key, Row], minute: int) -> None:
    for item in made.times:
        occasion = _occasion(made, item, minute)
        if occasion is None:
            continue
        planned = plan(
            occasion,
            seats={seat: ZONES[zone] for seat, zone in made.seats.items()},
            now=moment(minute),
            extra=made.days_off,
        )
        stored = [Existing(key, row.due_at, row.standing) for key, row in rows.items() if key.item == item]
        todo = reconcile(stored, planned, occasions=[occasion])
        for new in (*todo.add, *todo.revive, *todo.shift):
            rows[new.key] = Row(
                new.due_at, Standing.SKIPPED if new.skipped else Standing.PLANNED, new.skipped
            )
        for gone in todo.void:
            rows[gone.key] = replace(rows[gone.key], standing=Standing.WITHDRAWN, reason=gone.reason)


def _look(made: History, rows: dict[Key, Row], sent: set[Sent], minute: int) -> None:
    now = moment(minute)
    keys = [key for key, row in rows.items() if row.standing is Standing.PLANNED and row.due_at <= now]
    dues = []
    for number, key in enumerate(keys):
        occasion = _occasion(made, key.item, minute)
        assert occasion is not None
        zone = WIB if key.step is Step.CALLS else ZONES[made.seats[key.seat]]
        times = (rows[key].due_at, occasion.starts_at, occasion.ends_at)
        dues.append(Due(number, key.item, key.seat, key.step, *times, zone))
    verdicts = what_now_of_all(dues, now=now, extra=made.days_off)
    for number, key in enumerate(keys):
        verdict = verdicts[number]
        if verdict.doing in (Doing.WAIT, Doing.NOT_YET):
            continue
        reason = verdict.reason or withheld(
            key.step,
            answer=said(made, key.item, key.seat, minute),
            others=[said(made, key.item, seat, minute) for seat in neighbours(made, key.seat)],
        )
        rows[key] = Row(rows[key].due_at, Standing.SKIPPED if reason else Standing.ENQUEUED, reason)
        if reason is None:
            late = verdict.doing is Doing.SEND_LATE
            sent.add((key.item, key.time_revision, key.step.value, key.seat, minute, late))


def said(made: History, item: int, seat: int, minute: int) -> Choice | None:
    """The last answer to the time that is announced now."""
    since = max((t.since for t in made.times[item] if t.since <= minute), default=0)
    given = [
        choice for at, it, who, choice in made.answers if (it, who) == (item, seat) and since <= at <= minute
    ]
    return given[-1] if given else None


def neighbours(made: History, seat: int) -> list[int]:
    return [each for each, zone in made.seats.items() if zone == made.seats[seat] and each != seat]


# -- the second opinion ---------------------------------------------------------------------------------

_HOLIDAYS = holidays.country_holidays("ID", years=range(2024, 2032), categories=("public", "government"))
_BEFORE = {"m-120": 120, "tautan-120": 120, "m-60": 60, "tautan-60": 60, "m-15": 15}
_WORKING_DAYS = {"h-7": 7, "h-3": 3, "h-2": 2, "h-1": 1, "telepon": 1}


def expected(made: History) -> set[Sent]:
    """What everybody should have been sent, worked out minute by minute for each seat by itself."""
    found: set[Sent] = set()
    for item, times in made.times.items():
        for time in times:
            for seat, zone in made.seats.items():
                for is_staff in (False, True):
                    steps = [step for step in made.steps if (step == "telepon") is is_staff]
                    found |= _of_seat(made, item, time, seat, "WIB" if is_staff else zone, steps)
    return found


def _of_seat(made: History, item: int, time: Time, seat: int, zone: str, steps: list[str]) -> set[Sent]:
    if time.since >= time.starts:
        return set()
    due = {step: _due(made, step, time.starts, zone) for step in steps}
    waiting = sorted((at, step) for step, at in due.items() if at >= time.since)
    found: set[Sent] = set()
    while waiting:
        minute = waiting[0][0]
        here = [each for each in waiting if each[0] <= minute]
        while here:
            if minute >= time.until or minute > time.ends + 10_000:
                return found
            if made.is_up(minute):
                here = [each for each in waiting if each[0] <= minute]
                at, step = here[-1]
                waiting = [each for each in waiting if each not in here[:-1]]  # replaced by the newest
                word = _word(made, step, at, minute, time, zone)
                if word != "wait":
                    waiting.remove((at, step))
                    if word in ("on time", "late") and _is_wanted(made, item, seat, step, minute):
                        found.add((item, time.revision, step, seat, minute, word == "late"))
                    break
            minute += 1
    return found


def _due(made: History, step: str, starts: int, zone: str) -> int:
    if step in _BEFORE:
        return starts - _BEFORE[step]
    offset = HOURS_AHEAD[zone] * 60
    day = (starts + offset) // 1440
    for _ in range(_WORKING_DAYS[step]):
        day -= 1
        while not _works(made, day):
            day -= 1
    return day * 1440 + 9 * 60 - offset


def _works(made: History, day: int) -> bool:
    on = date(1970, 1, 1) + timedelta(days=day)
    return (day + 3) % 7 < 5 and on not in _HOLIDAYS and on not in made.days_off


def _word(made: History, step: str, due: int, minute: int, time: Time, zone: str) -> str:
    if minute >= time.ends:
        return "never"
    if minute >= time.starts:
        return "late" if step == "m-15" and minute - time.starts <= 30 else "never"
    if minute - due <= 5:
        return "on time"
    if time.starts - minute < 5 and step != "m-15":
        return "never"
    if step in _BEFORE:
        return "late"
    rings = minute
    while not _may_ring(made, rings, zone):
        rings += 60 - rings % 60  # quiet hours end on the hour
    return "wait" if minute < rings <= time.starts - 60 else "late"


def _may_ring(made: History, minute: int, zone: str) -> bool:
    there = minute + HOURS_AHEAD[zone] * 60
    return _works(made, there // 1440) and 7 * 60 <= there % 1440 < 20 * 60


def _is_wanted(made: History, item: int, seat: int, step: str, minute: int) -> bool:
    own = said(made, item, seat, minute)
    rest = [said(made, item, each, minute) for each in neighbours(made, seat)]
    waits = Choice.MENUNGGU_ARAHAN
    match step:
        case "telepon":
            return own is None
        case "h-2":
            return own is not Choice.TIDAK_HADIR and None in rest and waits not in (own, *rest)
        case "h-7" | "h-3":
            return own is None and waits not in rest
        case _:
            return own is not Choice.TIDAK_HADIR
