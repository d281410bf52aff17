"""What must be so about values, thresholds and falls, told by the deeds alone: no rule of the bot is asked.

Working days come from the calendar of the bot, which has tests of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.rules.clocks import WIB
from bot.rules.working_days import is_working_day

WEEK = timedelta(days=7)
CRITERIA = ("spi", "mcp")


@dataclass(eq=False)
class Place:
    """A region: its clock, and where it stands in cohort 2026 (``dicabut``: nowhere)."""

    code: str
    name: str
    zone: ZoneInfo
    digit: int  #: of hundredths, of all its values: so a value of another region is seen
    stage: str = "calon"


@dataclass(eq=False)
class Who:
    """Somebody of a region's post."""

    telegram_id: int
    place: Place
    post: str
    is_here: bool = True
    is_blocked: bool = False
    read: int = 0


@dataclass(eq=False)
class Value:
    """One recorded value; ``corrects`` is what stood in the same slot before."""

    year: int
    is_final: bool
    value: Decimal
    published_on: date | None = None
    corrects: Value | None = None
    is_quiet: bool = False
    is_judged: bool = False

    def is_known(self, today: date) -> bool:
        return self.published_on is None or self.published_on <= today

    @property
    def wrong(self) -> list[Value]:
        """All it puts right."""
        found, at = [], self.corrects
        while at is not None:
            found.append(at)
            at = at.corrects
        return found


@dataclass(frozen=True)
class Rule:
    """A threshold; None: not set."""

    floor: Decimal | None = None
    is_confirmed: bool = False


@dataclass(eq=False)
class Version:
    """A rule of force from this day on."""

    rule: Rule
    since: date
    is_quiet: bool = False
    is_settled: bool = True


@dataclass(eq=False)
class Fall:
    """One value below a confirmed threshold, from its opening to its end."""

    place: Place
    criterion: str
    value: Value
    batch: str
    opened_at: datetime
    is_quiet: bool
    arrives: datetime
    state: str = "told"  #: or quiet, repeated, officer, acknowledged, promised, asked, disputed
    due: datetime | None = None
    said: str = ""  #: acknowledged or promised: the last that counts, disputes left out
    promised_on: date | None = None
    is_repeated: bool = False
    ended: str = ""  #: recovered, withdrawn, rule, or silent
    ended_arrives: datetime | None = None
    owed: set[Who] = field(default_factory=set)  #: who must read of it
    excused: set[Who] = field(default_factory=set)  #: who may have missed it
    told: set[Who] = field(default_factory=set)  #: who has read of it
    end_owed: set[Who] = field(default_factory=set)
    end_told: set[Who] = field(default_factory=set)


class Oracle:
    """Values, rules and falls of all places."""

    def __init__(self, places: Sequence[Place], people: list[Who], today: date) -> None:
        self.places, self.people = places, people
        self.values: dict[tuple[Place, str], list[Value]] = {(p, c): [] for p in places for c in CRITERIA}
        first = {"spi": Decimal(68), "mcp": Decimal(75)}
        long_ago = date(2000, 1, 1)
        self.versions = {("calon", c): [Version(Rule(first[c], True), long_ago)] for c in CRITERIA}
        self.versions |= {("penetapan", c): [Version(Rule(), long_ago)] for c in CRITERIA}
        self.in_force = {key: versions[0].rule for key, versions in self.versions.items()}
        self.falls: list[Fall] = []
        self.turned: set[tuple[Place, str]] = set()  #: whom a rule was worth a word, ever
        self.again: Counter[tuple[Who, str, str]] = Counter()  #: repeats and questions that must come now
        self.calls: Counter[tuple[Place, str]] = Counter()  #: calls that must reach the officer now

    # what is so

    def rule(self, place: Place, criterion: str) -> Rule:
        return self.in_force.get((place.stage, criterion), Rule())

    def newest(self, place: Place, criterion: str, today: date, *, until: int = 9999) -> Value | None:
        slots: dict[tuple[int, bool], Value] = {}
        for value in self.values[place, criterion]:
            if value.is_known(today) and value.year <= until:
                slots[value.year, value.is_final] = value
        finals = [value for (_, is_final), value in slots.items() if is_final]
        return max(finals, key=lambda v: v.year, default=None)

    def open(self, place: Place, criterion: str) -> Fall | None:
        found = [f for f in self.falls if not f.ended and (f.place, f.criterion) == (place, criterion)]
        assert len(found) < 2
        return found[0] if found else None

    def hearers(self, place: Place, post: str = "") -> list[Who]:
        return [
            who
            for who in self.people
            if who.place is place and who.is_here and not who.is_blocked and post in ("", who.post)
        ]

    # what recording does

    def record(self, place: Place, criterion: str, value: Value, today: date) -> bool:
        """Whether it is anything new."""
        own = self.values[place, criterion]
        same = [v for v in own if (v.year, v.is_final) == (value.year, value.is_final)]
        if same and same[-1].value == value.value:
            return False
        value.corrects = same[-1] if same else None
        value.is_judged = value.is_known(today)
        own.append(value)
        return True

    def judge(
        self, place: Place, criterion: str, new: list[Value], *, now: datetime, is_quiet: bool, batch: str
    ) -> None:
        """What these values, known from now on, do."""
        today = now.astimezone(WIB).date()
        newest, rule, fall = self.newest(place, criterion, today), self.rule(place, criterion), None
        fall = self.open(place, criterion)
        low = newest is not None and rule.floor is not None and newest.value < rule.floor
        is_newest = newest in new
        if fall is None:
            if low and is_newest and rule.is_confirmed and newest is not None:
                self._fell(place, criterion, newest, now=now, is_quiet=is_quiet, batch=batch)
            return
        right = [value for value in new if fall.value in value.wrong]
        if right and newest is not None:
            then = self.newest(place, criterion, today, until=right[-1].year)
            was_low = then is not None and rule.floor is not None and then.value < rule.floor
            if not (was_low and is_newest and newest.corrects is None and not low):
                if low:
                    fall.value = newest
                    if not is_quiet:
                        fall.arrives = arrives(now, place.zone)
                        if fall.state == "disputed":  # that was right, and it has read of the right one
                            fall.state, fall.due = "told", week_after(now, place.zone)
                else:
                    self.end(fall, "withdrawn", now=now, is_quiet=is_quiet)
                return
        if is_newest and not low and rule.floor is not None:
            self.end(fall, "recovered", now=now, is_quiet=is_quiet)

    def _fell(
        self, place: Place, criterion: str, value: Value, *, now: datetime, is_quiet: bool, batch: str
    ) -> None:
        fall = Fall(place, criterion, value, batch, now, is_quiet, arrives(now, place.zone))
        self.falls.append(fall)
        if is_quiet:
            fall.state = "quiet"
            return
        fall.owed = set(self.hearers(place))
        if fall.owed:
            fall.due = week_after(now, place.zone)
        else:
            fall.state = "officer"
            self.calls[place, criterion] += 1

    def end(self, fall: Fall, how: str, *, now: datetime, is_quiet: bool) -> None:
        fall.ended = how if not is_quiet else "silent"
        fall.ended_arrives, fall.due = arrives(now, fall.place.zone), None
        if fall.ended != "silent":
            fall.end_owed = {who for who in fall.told if who in self.hearers(fall.place)}

    # what rules do

    def change(self, stage: str, criterion: str, version: Version, *, now: datetime) -> None:
        """Stored; of force today or later."""
        own, today = self.versions[stage, criterion], now.astimezone(WIB).date()
        if version.since > today:
            version.is_settled = False
            own[:] = [v for v in own if v.is_settled or v.since != version.since]
        own.append(version)
        own.sort(key=lambda v: v.since)  # the later of one day stays the later
        if version.is_settled:
            self._put(stage, criterion, version.rule, now=now, is_quiet=version.is_quiet)

    def _put(self, stage: str, criterion: str, rule: Rule, *, now: datetime, is_quiet: bool) -> None:
        before = self.in_force[stage, criterion]
        self.in_force[stage, criterion] = rule
        for place in self.places:
            if place.stage == stage:
                self.turn(place, criterion, before, rule, now=now, is_quiet=is_quiet)

    def turn(
        self, place: Place, criterion: str, before: Rule, after: Rule, *, now: datetime, is_quiet: bool
    ) -> None:
        """The same values under another rule."""
        newest = self.newest(place, criterion, now.astimezone(WIB).date())
        if newest is None or before == after:
            return
        was = before.floor is not None and newest.value < before.floor
        low = after.floor is not None and newest.value < after.floor
        fall = self.open(place, criterion)
        if fall is not None:
            if not low and (was or after.floor is None):
                self.end(fall, "rule", now=now, is_quiet=is_quiet)
                self.turned.add((place, criterion))
        elif (low and after.is_confirmed) or (was and before.is_confirmed and not low):
            self.turned.add((place, criterion))

    def move(self, place: Place, stage: str, *, now: datetime) -> None:
        before = {c: self.rule(place, c) for c in CRITERIA}
        is_out = place.stage == "dicabut"
        place.stage = stage
        for criterion in CRITERIA:
            fall = self.open(place, criterion)
            if stage == "dicabut":
                if fall is not None:
                    self.end(fall, "silent", now=now, is_quiet=True)
            else:
                was = Rule() if is_out else before[criterion]
                self.turn(place, criterion, was, self.rule(place, criterion), now=now, is_quiet=False)

    # what time does

    def beat(self, now: datetime) -> None:
        today = now.astimezone(WIB).date()
        self._in_force(today, now)
        self._published(today, now)
        for fall in self.falls:
            if not fall.ended and fall.due is not None and fall.due <= now:
                self._follow(fall, now)

    def _in_force(self, today: date, now: datetime) -> None:
        for (stage, criterion), own in self.versions.items():
            due = [v for v in own if not v.is_settled and v.since <= today]
            if due:
                for version in due:
                    version.is_settled = True
                rule = [v for v in own if v.since <= today][-1].rule
                self._put(stage, criterion, rule, now=now, is_quiet=due[-1].is_quiet)

    def _published(self, today: date, now: datetime) -> None:
        for (place, criterion), own in self.values.items():
            for is_quiet in (True, False):
                new = [v for v in own if not v.is_judged and v.is_known(today) and v.is_quiet is is_quiet]
                for value in new:
                    value.is_judged = True
                if new:
                    self.judge(place, criterion, new, now=now, is_quiet=is_quiet, batch=f"d{today}")

    def _follow(self, fall: Fall, now: datetime) -> None:
        zone = WIB if fall.state == "disputed" else fall.place.zone
        if arrives(now, zone) != now:
            fall.due = arrives(now, zone)
            return
        asked = {"told": "repeat", "promised": "ask"}.get(fall.state)
        if fall.state == "disputed":
            fall.due = None
        elif asked and self.hearers(fall.place, "inspektur"):
            for who in self.hearers(fall.place, "inspektur" if asked == "ask" else ""):
                self.again[who, asked, fall.criterion] += 1
                if asked == "repeat":
                    fall.told.add(who)
                    fall.is_repeated = True
            fall.state, fall.due = {"repeat": "repeated", "ask": "asked"}[asked], week_after(now, zone)
        else:
            fall.state, fall.due = "officer", None
            self.calls[fall.place, fall.criterion] += 1

    # what people do

    def answer(self, fall: Fall, kind: str, *, now: datetime, on: date | None = None) -> None:
        """It answers all of one notice."""
        for one in self.falls:
            if one.ended or (one.place, one.batch) != (fall.place, fall.batch):
                continue
            if kind == "promised" or not one.said:
                one.said, one.promised_on = kind, on
            if one.state == "disputed":
                continue
            if on is not None:
                one.state, one.due = "promised", _morning(on, one.place.zone, after=now)
            elif one.state not in ("promised", "asked"):
                one.state, one.due = "acknowledged", None

    def dispute(self, fall: Fall, *, now: datetime) -> None:
        fall.state, fall.due = "disputed", _three_days_after(now)

    def turn_down(self, fall: Fall, *, now: datetime) -> None:
        """It goes on where it was, with a week anew."""
        week = week_after(now, fall.place.zone)
        if fall.said == "acknowledged":
            fall.state, fall.due = "acknowledged", None
        elif fall.said == "promised" and fall.promised_on is not None:
            morning = _morning(fall.promised_on, fall.place.zone, after=now)
            fall.state, fall.due = "promised", max(week, morning)
        else:
            fall.state, fall.due = "repeated" if fall.is_repeated else "told", week

    def summed_up(self, fall: Fall, who: Who, now: datetime) -> None:
        """A newcomer has read of it: seven days for him too."""
        fall.told.add(who)
        if fall.state in ("told", "repeated", "officer"):
            fall.state, fall.due = "told", week_after(now, fall.place.zone)


def is_working(now: datetime, zone: ZoneInfo) -> bool:
    local = now.astimezone(zone)
    return is_working_day(local.date()) and time(7) <= local.time() <= time(17)


def arrives(now: datetime, zone: ZoneInfo) -> datetime:
    """Now in working hours, else nine o'clock of the next working day."""
    if is_working(now, zone):
        return now
    return _morning(now.astimezone(zone).date(), zone, after=now - timedelta(seconds=1))


def week_after(now: datetime, zone: ZoneInfo) -> datetime:
    return arrives(arrives(now, zone) + WEEK, zone)


def _morning(on: date, zone: ZoneInfo, *, after: datetime) -> datetime:
    while not is_working_day(on) or datetime.combine(on, time(9), zone) <= after:
        on += timedelta(days=1)
    return datetime.combine(on, time(9), zone)


def _three_days_after(now: datetime) -> datetime:
    day = now.astimezone(WIB).date()
    for _ in range(3):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return datetime.combine(day, time(9), WIB)
