"""What /status shows: the eight criteria of one region, the ones that need attention first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.assessments import Assessment, Standing, assess
from bot.rules.criteria import Criterion, CriterionKey, Stage
from bot.rules.cycles import Cycle
from bot.rules.margins import Margin
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.scales import Scales
from bot.rules.stage_checks import StageChecks, check_stages


class Group(StrEnum):
    """The groups of a status, in the order they are shown."""

    BELOW = "below"
    NEAR = "near"  #: met, with little to spare
    MET = "met"
    UNDECIDED = "undecided"
    MISSING = "missing"
    MANAGED = "managed"


_GROUPS = {
    Standing.BELOW: Group.BELOW,
    Standing.MET: Group.MET,
    Standing.INCOMPLETE: Group.UNDECIDED,
    Standing.NOT_COMPARABLE: Group.UNDECIDED,
    Standing.NO_THRESHOLD: Group.UNDECIDED,
    Standing.NOT_RECORDED: Group.MISSING,
    Standing.MANAGED: Group.MANAGED,
}


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion of one region, and where it stands."""

    criterion: Criterion
    assessment: Assessment
    notice_on: date | None = None  #: the day of the notice that is still open
    cycle: Cycle | None = None  #: what is expected of its publisher

    @property
    def group(self) -> Group:
        group = _GROUPS[self.assessment.standing]
        is_near = group is Group.MET and self.assessment.margin is Margin.WASPADA
        return Group.NEAR if is_near else group


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The eight criteria of one region as known on ``today``. No cohort: the region is in none."""

    region_code: str
    region_name: str
    cohort: int | None
    stage: Stage | None
    today: date
    lines: tuple[CriterionLine, ...]
    stages: StageChecks | None = None  #: None: no cohort has thresholds
    readings: tuple[Reading, ...] = ()  #: everything recorded of the region, corrected values too

    def of(self, group: Group) -> tuple[CriterionLine, ...]:
        """The lines of one group: nearest to trouble first, then by official number."""
        return tuple(sorted((line for line in self.lines if line.group is group), key=_urgency))


def report(
    *,
    region_code: str,
    region_name: str,
    cohort: int | None,
    stage: Stage | None,
    today: date,
    criteria: Sequence[Criterion],
    readings: Iterable[Reading],
    requirements: Iterable[Requirement],
    scales: Scales,
    notices: Mapping[CriterionKey, date] | None = None,
    cycles: Mapping[CriterionKey, Cycle] | None = None,
) -> StatusReport:
    """Judge every criterion of one region by the thresholds of its own stage, and every stage of its cohort.

    ``requirements`` are those of all stages of its cohort; of the newest one where it is in none. ``notices``
    are the days of those still open, ``cycles`` what is expected of each publisher.
    """
    all_readings, rules = tuple(readings), tuple(requirements)
    of = {c.key: [r for r in all_readings if r.criterion is c.key] for c in criteria}
    own = [rule for rule in rules if cohort is not None and rule.stage is stage]
    seen = {c.key: assess(of[c.key], own, scales, criterion=c.key, today=today) for c in criteria}
    told, due = notices or {}, cycles or {}
    lines = tuple(CriterionLine(c, seen[c.key], told.get(c.key), due.get(c.key)) for c in criteria)
    judged_by = cohort or max((rule.cohort for rule in rules), default=None)
    checks = None
    if judged_by is not None:
        checks = check_stages(
            of,
            rules,
            scales,
            criteria=criteria,
            cohort=judged_by,
            own_stage=stage if cohort else None,
            today=today,
            judged=seen,
        )
    return StatusReport(region_code, region_name, cohort, stage, today, lines, checks, all_readings)


def _urgency(line: CriterionLine) -> tuple[bool, float, int]:
    """Smallest share of its threshold to spare first; those without a number after them."""
    seen = line.assessment
    if seen.distance is None or not seen.floor:
        return True, 0.0, line.criterion.number
    return False, float(seen.distance / seen.floor), line.criterion.number
