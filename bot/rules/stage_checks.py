"""What a region has, and what it still needs, for each stage of its cohort. It decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.assessments import Assessment, Standing, assess
from bot.rules.criteria import Criterion, CriterionKey, Stage
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.scales import Scales


class Answer(StrEnum):
    """Whether one criterion is enough for a stage, or why that cannot be said."""

    ENOUGH = "enough"
    NOT_ENOUGH = "not_enough"
    NOT_RECORDED = "not_recorded"  #: no final value, or a year of the streak is missing
    NOT_COMPARABLE = "not_comparable"
    UNSET = "unset"  #: no threshold: said first, for with a value nothing could be said either


_ANSWERS = {
    Standing.MET: Answer.ENOUGH,
    Standing.BELOW: Answer.NOT_ENOUGH,
    Standing.NOT_RECORDED: Answer.NOT_RECORDED,
    Standing.INCOMPLETE: Answer.NOT_RECORDED,
    Standing.NOT_COMPARABLE: Answer.NOT_COMPARABLE,
    Standing.NO_THRESHOLD: Answer.UNSET,
}


@dataclass(frozen=True, slots=True)
class StageLine:
    """One criterion against the threshold of one stage."""

    criterion: Criterion
    assessment: Assessment

    @property
    def answer(self) -> Answer:
        rule = self.assessment.requirement
        return _ANSWERS[self.assessment.standing] if rule and rule.least else Answer.UNSET

    @property
    def is_unconfirmed(self) -> bool:
        """It has a threshold, and nobody has confirmed that."""
        rule = self.assessment.requirement
        return self.answer is not Answer.UNSET and rule is not None and not rule.is_confirmed


@dataclass(frozen=True, slots=True)
class StageCheck:
    """The seven criteria with values against one stage; the eighth is decided by staff and not counted."""

    stage: Stage
    lines: tuple[StageLine, ...]

    def of(self, *answers: Answer) -> tuple[StageLine, ...]:
        """The lines with one of these answers, by official number."""
        return tuple(line for line in self.lines if line.answer in answers)

    @property
    def is_set(self) -> bool:
        """At least one criterion has a threshold here."""
        return any(line.answer is not Answer.UNSET for line in self.lines)

    @property
    def has_unconfirmed(self) -> bool:
        return any(line.is_unconfirmed for line in self.lines)


@dataclass(frozen=True, slots=True)
class StageChecks:
    """The stages of one cohort. ``is_borrowed``: the region is in none, so those of the newest are used."""

    cohort: int
    is_borrowed: bool
    checks: tuple[StageCheck, ...]

    @property
    def has_unconfirmed(self) -> bool:
        return any(check.has_unconfirmed for check in self.checks)


def stages_shown(own: Stage | None) -> tuple[Stage, ...]:
    """Calon and penetapan for everybody; dipertahankan where the region is in it."""
    ahead = (Stage.CALON, Stage.PENETAPAN)
    return (*ahead, Stage.DIPERTAHANKAN) if own is Stage.DIPERTAHANKAN else ahead


def check_stages(
    readings: Sequence[Reading],
    requirements: Sequence[Requirement],
    scales: Scales,
    *,
    criteria: Sequence[Criterion],
    cohort: int,
    own_stage: Stage | None,
    today: date,
) -> StageChecks:
    """Judge every stage. ``requirements`` are those of all stages of ``cohort``; no stage: it is borrowed."""
    checks = []
    for stage in stages_shown(own_stage):
        rules = [rule for rule in requirements if rule.stage is stage]
        checks.append(StageCheck(stage, _lines(readings, rules, scales, criteria=criteria, today=today)))
    return StageChecks(cohort, own_stage is None, tuple(checks))


def _lines(
    readings: Sequence[Reading],
    rules: Sequence[Requirement],
    scales: Scales,
    *,
    criteria: Sequence[Criterion],
    today: date,
) -> tuple[StageLine, ...]:
    return tuple(
        StageLine(each, assess(readings, rules, scales, criterion=each.key, today=today))
        for each in criteria
        if each.key is not CriterionKey.PERKARA
    )
