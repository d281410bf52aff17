"""What imports of cohorts and of thresholds share: rows read, counted, and the outcome in one shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.messages.rule_changes import ToldOfRule
from bot.rules.columns import Row
from bot.rules.errors import Problem
from bot.rules.import_outcomes import ImportOutcome
from bot.rules.reference_rows import named_cells
from bot.rules.rule_changes import RuleEffect

T = TypeVar("T")


@dataclass(slots=True)
class Counts:
    new: int = 0
    changed: int = 0
    unchanged: int = 0


def read_rows(
    rows: Sequence[Row], needed: Sequence[str], read: Callable[[Mapping[str, str]], T | Problem]
) -> tuple[list[tuple[int, T]], tuple[Problem, ...]]:
    """Every row read, with its line, and all problems. Raises SheetHeadings, SheetEmpty."""
    found: list[tuple[int, T]] = []
    problems: list[Problem] = []
    for line, cells in named_cells(rows, needed):
        result = read(cells)
        if isinstance(result, Problem):
            problems.append(Problem(result.code, result.value, line, result.detail))
        else:
            found.append((line, result))
    return found, tuple(problems)


def count(counts: Counts, *, is_new: bool, is_same: bool) -> None:
    counts.new += is_new
    counts.unchanged += is_same
    counts.changed += not is_new and not is_same


def outcome(
    counts: Counts,
    effects: Sequence[RuleEffect] = (),
    told: Sequence[ToldOfRule] = (),
    *,
    is_dry_run: bool,
    is_quiet: bool,
    names: Mapping[str, str],
) -> ImportOutcome:
    """Counts, what the rule turned, and who heard of it."""
    spoken = [] if is_quiet else [each for each in told if each.is_for_region]
    return ImportOutcome(
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        is_dry_run=is_dry_run,
        is_quiet=is_quiet,
        verdicts=tuple(
            (names[effect.region_code], effect.criterion.value, f"rule_{effect.turn.value}")
            for effect in effects
        ),
        told=tuple((each.region, each.posts) for each in spoken),
    )
