"""The regions of a cohort, the worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.assessments import assess
from bot.rules.criteria import Criterion, CriterionKey, Stage
from bot.rules.criterion_states import CriterionState, state_of
from bot.rules.errors import UserMistake
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.scales import Scales
from bot.rules.status import CriterionLine

#: What is said of a criterion nobody can judge for want of a value.
LACKING = frozenset({CriterionState.NOT_RECORDED, CriterionState.NOT_PUBLISHED})


class RecapUnknown(UserMistake):
    """There is no such cohort, or no such stage; names the ones there are."""

    def __init__(self, typed: str, cohorts: Sequence[int]) -> None:
        super().__init__(typed)
        self.typed = typed[:40]
        self.cohorts = tuple(cohorts)
        self.stages = tuple(stage.value for stage in STAGES)


#: In the order they are offered; a region whose place was revoked is in no recap.
STAGES = (Stage.CALON, Stage.PENETAPAN, Stage.DIPERTAHANKAN)


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
        return tuple(state_of(line.assessment) for line in self.lines)

    def of(self, *states: CriterionState) -> tuple[CriterionLine, ...]:
        """The criteria in one of these states, nearest to trouble first."""
        found = (line for line in self.lines if state_of(line.assessment) in states)
        return tuple(sorted(found, key=_spare))

    @property
    def is_unconfirmed(self) -> bool:
        """Whether something is said about it by a threshold that is not confirmed."""
        rules = (line.assessment.requirement for line in self.lines)
        return any(rule is not None and bool(rule.minimum) and not rule.is_confirmed for rule in rules)


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

    def lacking(self) -> list[tuple[Criterion, list[str]]]:
        """The criteria that some regions have no value for, and the names of those."""
        found: dict[Criterion, list[str]] = {}
        for region in sorted(self.regions, key=lambda region: region.place.name):
            for line in region.lines:
                if state_of(line.assessment) in LACKING:
                    found.setdefault(line.criterion, []).append(region.place.name)
        return sorted(found.items(), key=lambda entry: entry[0].number)

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
) -> Recap:
    """Judge each region by the thresholds of its own stage. ``requirements`` are those of all stages."""
    with_values = [criterion for criterion in criteria if criterion.key is not CriterionKey.PERKARA]
    rules: dict[tuple[Stage, CriterionKey], list[Requirement]] = defaultdict(list)
    for rule in requirements:
        rules[rule.stage, rule.criterion].append(rule)
    regions = []
    for place in places:
        own: dict[CriterionKey, list[Reading]] = defaultdict(list)
        for reading in readings.get(place.code, ()):
            own[reading.criterion].append(reading)
        lines = tuple(
            CriterionLine(
                one, assess(own[one.key], rules[place.stage, one.key], scales, criterion=one.key, today=today)
            )
            for one in with_values
        )
        regions.append(RecapRegion(place, lines))
    return Recap(cohort, stage, today, tuple(sorted(regions, key=worst_first)))


def worst_first(region: RecapRegion) -> tuple[int, float, int, str]:
    """Most criteria below; then the smallest share of a threshold to spare; then most without a value."""
    states = region.states()
    below = sum(state is CriterionState.DI_BAWAH for state in states)
    missing = sum(state in LACKING for state in states)
    least = min((_spare(line)[0] for line in region.lines), default=float("inf"))
    return -below, least, -missing, region.place.name


def _spare(line: CriterionLine) -> tuple[float, int]:
    """The share of its threshold to spare; those without a number last, by official number."""
    seen = line.assessment
    share = float(seen.distance / seen.floor) if seen.distance is not None and seen.floor else float("inf")
    return share, line.criterion.number
