"""Rows of cohorts and of thresholds as their CSV files write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.rules.columns import Row, SheetEmpty, SheetHeadings
from bot.rules.criteria import Stage
from bot.rules.errors import Problem
from bot.rules.instruments import criterion_named, plain
from bot.rules.regions import Found, Gazetteer
from bot.rules.requirements import fits
from bot.rules.scales import Scales

_COHORT = re.compile(r"20\d{2}", re.ASCII)
_YES = frozenset({"yes", "ya", "true", "1"})
_STAGES = ", ".join(Stage)


@dataclass(frozen=True, slots=True)
class CandidacyRow:
    """A region in a cohort, at a stage."""

    needed: ClassVar[tuple[str, ...]] = ("region_code", "cohort", "stage")
    region_code: str
    cohort: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """A threshold as an official paper prints it; an empty minimum is not set."""

    needed: ClassVar[tuple[str, ...]] = ("cohort", "stage", "criterion", "minimum")
    cohort: int
    stage: Stage
    criterion: str
    instrument: str
    minimum: str
    is_confirmed: bool
    source: str

    @property
    def content(self) -> tuple[str, bool, str]:
        """What an import may change."""
        return self.minimum, self.is_confirmed, self.source


def named_cells(rows: Sequence[Row], needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Each filled row by its headings, with its line. Raises SheetHeadings, SheetEmpty."""
    lines = [(at, [str(cell).strip() for cell in row]) for at, row in enumerate(rows, start=1)]
    filled = [(at, cells) for at, cells in lines if any(cells)]
    if len(filled) < 2:
        raise SheetEmpty
    headings = [plain(cell).replace(" ", "_") for cell in filled[0][1]]
    missing = [name for name in needed if name not in headings]
    if missing:
        raise SheetHeadings(missing)
    return [(at, dict(zip(headings, cells, strict=False))) for at, cells in filled[1:]]


def candidacy_row(cells: Mapping[str, str], regions: Gazetteer) -> CandidacyRow | Problem:
    """One row of a file of cohorts, or what is wrong with it."""
    place = regions.find(cells["region_code"])
    if not isinstance(place, Found) or not place.is_exact:
        return Problem("region_unknown", cells["region_code"])
    when = _when(cells)
    return when if isinstance(when, Problem) else CandidacyRow(place.place.code, *when)


def threshold_row(cells: Mapping[str, str], scales: Scales) -> ThresholdRow | Problem:
    """One row of a file of thresholds, or what is wrong with it."""
    when = _when(cells)
    if isinstance(when, Problem):
        return when
    criterion = criterion_named(cells["criterion"])
    if criterion is None:
        return Problem("criterion_unknown", cells["criterion"])
    minimum = cells["minimum"]
    is_confirmed = plain(cells.get("is_confirmed", "")) in _YES
    if not fits(minimum, criterion, scales) or (is_confirmed and not minimum):
        return Problem("minimum_unreadable", minimum)
    return ThresholdRow(
        *when, criterion.value, cells.get("instrument", ""), minimum, is_confirmed, cells.get("source", "")
    )


def _when(cells: Mapping[str, str]) -> tuple[int, Stage] | Problem:
    if not _COHORT.fullmatch(cells["cohort"]):
        return Problem("cohort_unreadable", cells["cohort"])
    stage = cells["stage"].casefold()
    if stage not in set(Stage):
        return Problem("stage_unknown", cells["stage"], detail={"known": _STAGES})
    return int(cells["cohort"]), Stage(stage)
