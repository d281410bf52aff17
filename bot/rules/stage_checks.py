"""What a region has, and what it still needs, for each stage of its cohort. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    readings: Mapping[CriterionKey, Sequence[Reading]],
    requirements: Sequence[Requirement],
    scales: Scales,
    *,
    criteria: Sequence[Criterion],
    cohort: int,
    own_stage: Stage | None,
    today: date,
    judged: Mapping[CriterionKey, Assessment] | None = None,
) -> StageChecks:
    """Judge every stage. ``requirements`` are those of all stages of ``cohort``; no stage: it is borrowed.

    ``judged`` is what the own stage came to, where that is known already.
    """
    checks = []
    for stage in stages_shown(own_stage):
        known = judged if judged is not None and stage is own_stage else {}
        rules = [rule for rule in requirements if rule.stage is stage]
        lines = tuple(
            StageLine(
                each,
                known.get(each.key) or _judge(readings.get(each.key, ()), rules, scales, each.key, today),
            )
            for each in criteria
            if each.key is not CriterionKey.PERKARA
        )
        checks.append(StageCheck(stage, lines))
    return StageChecks(cohort, own_stage is None, tuple(checks))


def _judge(
    readings: Sequence[Reading], rules: Sequence[Requirement], scales: Scales, key: CriterionKey, today: date
) -> Assessment:
    """Without a threshold there is nothing to look at."""
    if not any(rule.criterion is key for rule in rules):
        return Assessment(key, Standing.NO_THRESHOLD)
    return assess(readings, rules, scales, criterion=key, today=today)
