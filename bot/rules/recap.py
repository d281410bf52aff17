"""The regions of a cohort, the worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.rules.assessments import assess
from bot.rules.criteria import Criterion, CriterionKey, Stage
from bot.rules.criterion_states import CriterionState, state_of
from bot.rules.cycles import Cycle, PublicationState, cycles
from bot.rules.errors import UserMistake
from bot.rules.publications import Calendar, Period
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.scales import Scales
from bot.rules.status import CriterionLine


class RecapUnknown(UserMistake):
    """There is no such cohort, or no such stage; names the ones there are."""

    def __init__(self, typed: str, cohorts: Sequence[int]) -> None:
        super().__init__(typed)
        self.typed = typed[:40]
        self.cohorts = tuple(cohorts)
        self.stages = tuple(stage.value for stage in STAGES)


#: In the order they are offered; a region whose place was revoked is in no recap.
STAGES = (Stage.CALON, Stage.PENETAPAN, Stage.DIPERTAHANKAN)


#: What can be recorded comes first, what nobody can have comes last.
_URGENCY = (
    PublicationState.BELUM_TERCATAT,
    PublicationState.TERLAMBAT,
    PublicationState.BELUM_TERBIT,
    PublicationState.TERBIT,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the cohort, at its stage there."""

    code: str
    name: str
    stage: Stage
    open_alerts: int = 0


@dataclass(frozen=True, slots=True)
class RecapRegion:
    """One region with its seven criteria that have values; the eighth is never in a recap."""

    place: Place
    lines: tuple[CriterionLine, ...]

    def states(self) -> tuple[CriterionState, ...]:
        return tuple(state_of(line.assessment, line.cycle) for line in self.lines)

    def of(self, *states: CriterionState) -> tuple[CriterionLine, ...]:
        """The criteria in one of these states, nearest to trouble first."""
        found = (line for line in self.lines if state_of(line.assessment, line.cycle) in states)
        return tuple(sorted(found, key=_spare))

    @property
    def is_unconfirmed(self) -> bool:
        """Whether something is said about it by a threshold that is not confirmed."""
        rules = (line.assessment.requirement for line in self.lines)
        return any(rule is not None and bool(rule.minimum) and not rule.is_confirmed for rule in rules)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A value that is expected: whether it is out, and which regions have none. By name."""

    criterion: Criterion
    cycle: Cycle
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """When values come out, what is out anywhere, and what is known to be late."""

    calendar: Calendar
    published: Collection[Period]
    delays: Mapping[Period, date]

    def of(self, readings: Sequence[Reading], today: date) -> dict[CriterionKey, Cycle]:
        """What is expected for one region."""
        return cycles(self.calendar, readings, published=self.published, delays=self.delays, today=today)


@dataclass(frozen=True, slots=True)
class Recap:
    """A cohort, or those of it at one stage, as known on ``today``; the worst region first."""

    cohort: int
    stage: Stage | None
    today: date
    regions: tuple[RecapRegion, ...]

    def having(self, *states: CriterionState) -> int:
        """In how many regions a criterion is in one of these states."""
        return sum(any(state in states for state in region.states()) for region in self.regions)

    def lacking(self) -> list[Lacking]:
        """The values that are expected and that some regions do not have: those that are out first."""
        found: dict[int, Lacking] = {}
        for region in sorted(self.regions, key=lambda region: region.place.name):
            for line in region.lines:
                if line.cycle is not None and line.cycle.state is not PublicationState.TERBIT:
                    number = line.criterion.number
                    known = found.setdefault(number, Lacking(line.criterion, line.cycle, ()))
                    found[number] = replace(known, regions=(*known.regions, region.place.name))
        return sorted(found.values(), key=lambda one: (_URGENCY.index(one.cycle.state), one.criterion.number))

    @property
    def open_alerts(self) -> int:
        return sum(region.place.open_alerts for region in self.regions)


def recap(
    places: Iterable[Place],
    *,
    cohort: int,
    stage: Stage | None,
    today: date,
    criteria: Sequence[Criterion],
    readings: Mapping[str, Sequence[Reading]],
    requirements: Iterable[Requirement],
    scales: Scales,
    expected: Expected | None = None,
) -> Recap:
    """Judge each region by the thresholds of its own stage. ``requirements`` are those of all stages,
    ``expected`` is what is known of the publishers.
    """
    with_values = [criterion for criterion in criteria if criterion.key is not CriterionKey.PERKARA]
    rules: dict[tuple[Stage, CriterionKey], list[Requirement]] = defaultdict(list)
    for rule in requirements:
        rules[rule.stage, rule.criterion].append(rule)
    regions = []
    for place in places:
        own: dict[CriterionKey, list[Reading]] = defaultdict(list)
        for reading in readings.get(place.code, ()):
            own[reading.criterion].append(reading)
        due = expected.of(readings.get(place.code, ()), today) if expected else {}
        lines = []
        for one in with_values:
            seen = assess(own[one.key], rules[place.stage, one.key], scales, criterion=one.key, today=today)
            lines.append(CriterionLine(one, seen, cycle=due.get(one.key)))
        regions.append(RecapRegion(place, tuple(lines)))
    return Recap(cohort, stage, today, tuple(sorted(regions, key=worst_first)))


def worst_first(region: RecapRegion) -> tuple[int, float, int, str]:
    """Most criteria below; then the smallest share of a threshold to spare; then most without a value."""
    states = region.states()
    below = sum(state is CriterionState.DI_BAWAH for state in states)
    missing = sum(state is CriterionState.NOT_RECORDED for state in states)
    least = min((_spare(line)[0] for line in region.lines), default=float("inf"))
    return -below, least, -missing, region.place.name


def _spare(line: CriterionLine) -> tuple[float, int]:
    """The share of its threshold to spare; those without a number last, by official number."""
    seen = line.assessment
    share = float(seen.distance / seen.floor) if seen.distance is not None and seen.floor else float("inf")
    return share, line.criterion.number
