"""A region as values come in one after another: what is judged, and the memory the actions would keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.rules.alerts import Verdict
from bot.rules.criteria import CriterionKey
from bot.rules.outcomes import OpenCase, Outcome, RegionFacts, outcomes
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from db.reference import scales


@dataclass
class Recorded:
    """What is recorded of one region, its open alerts, and what early notices stand."""

    rules: Sequence[Requirement]
    today: date
    readings: list[Reading] = field(default_factory=list)
    cases: dict[CriterionKey, OpenCase] = field(default_factory=dict)
    early: dict[CriterionKey, frozenset[int]] = field(default_factory=dict)

    def record(self, *new: Reading) -> list[Outcome]:
        """Judge a batch; a value for a known slot corrects it, unless it names what it corrects."""
        numbered: list[Reading] = []
        for reading in new:
            same = [r for r in (*self.readings, *numbered) if _place(r) == _place(reading)]
            numbered.append(
                replace(
                    reading,
                    measurement_id=len(self.readings) + len(numbered) + 1,
                    corrects_id=reading.corrects_id or (same[-1].measurement_id if same else None),
                )
            )
        facts = RegionFacts(self.readings, self.rules, self.cases, self.early)
        judged = outcomes("73.09", numbered, facts, scales(), today=self.today)
        self.readings += numbered
        for outcome in judged:
            self._remember(outcome)
        return judged

    def _remember(self, outcome: Outcome) -> None:
        key, newest = outcome.assessment.criterion, outcome.assessment.reading
        standing = set(self.early.get(key, frozenset()))
        for each in outcome.untrue:
            is_own = each.wrong.measurement_id == each.told_id
            standing -= {each.told_id}
            if outcome.verdict is not Verdict.DROPPED:
                standing |= {each.right.measurement_id if is_own else each.told_id}
        if newest and outcome.verdict.is_early:
            standing |= {newest.measurement_id}
        self.early[key] = frozenset(standing)
        if newest and outcome.verdict in {Verdict.DROPPED, Verdict.REVISED}:
            self.cases[key] = OpenCase(1, newest.measurement_id)
        elif outcome.verdict in {Verdict.RECOVERED, Verdict.CORRECTED}:
            self.cases.pop(key, None)


def _place(reading: Reading) -> tuple[CriterionKey, tuple[str, int, bool]]:
    return reading.criterion, reading.slot
