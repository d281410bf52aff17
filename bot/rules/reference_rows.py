"""Rows of cohorts and of thresholds as their CSV files write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from bot.rules.columns import Row, SheetEmpty, SheetHeadings
from bot.rules.criteria import Stage
from bot.rules.errors import Problem
from bot.rules.instruments import criterion_named, plain
from bot.rules.regions import Found, Gazetteer
from bot.rules.requirements import Floor, Requirement, fits, minimum_of
from bot.rules.scales import Scales
from bot.rules.threshold_changes import Change, Series
from bot.rules.typed_times import TimeUnreadable, parse_date

_COHORT = re.compile(r"20\d{2}", re.ASCII)
_YES = frozenset({"yes", "ya", "true", "1"})
_STAGES = ", ".join(Stage)
_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class CandidacyRow:
    """A region in a cohort, at a stage."""

    needed: ClassVar[tuple[str, ...]] = ("region_code", "cohort", "stage")
    region_code: str
    cohort: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """A threshold as an official paper prints it; an empty minimum is not set. None: not said."""

    needed: ClassVar[tuple[str, ...]] = ("cohort", "stage", "criterion", "minimum")
    series: Series
    minimum: str
    is_confirmed: bool | None = None
    source: str | None = None
    document: str | None = None
    effective_from: date | None = None
    margin: Decimal | None = None
    recovery: Decimal | None = None

    def change(self, known: Requirement | None, *, reason: str) -> Change:
        """The version this row asks for; what it does not say stays as it is while the figure does."""
        is_same = known is not None and minimum_of(known.minimum) == minimum_of(self.minimum)
        kept = known if is_same else None
        said_confirmed = kept.is_confirmed if kept and self.is_confirmed is None else bool(self.is_confirmed)
        return Change(
            series=self.series,
            minimum=self.minimum,
            effective_from=self.effective_from,
            document=self.document if self.document is not None else (kept.document if kept else ""),
            source=self.source if self.source is not None else (kept.source if kept else ""),
            margin=self.margin if self.margin is not None else (known.margin if known else None),
            recovery=self.recovery if self.recovery is not None else (kept.recovery if kept else None),
            reason=reason,
            is_confirmed=said_confirmed and bool(self.minimum),
        )


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
    instrument, known = cells.get("instrument", ""), scales.instruments(criterion)
    if instrument not in ("", *known):
        return Problem("instrument_of_another", instrument, detail={"known": ", ".join(known)})
    minimum, confirmed = cells["minimum"], plain(cells.get("is_confirmed", ""))
    if not fits(minimum, criterion, scales, instrument=instrument) or (confirmed in _YES and not minimum):
        return Problem("minimum_unreadable", minimum)
    options = _options(cells, minimum)
    if isinstance(options, Problem):
        return options
    on, margin, recovery = options
    return ThresholdRow(
        Series(*when, criterion, instrument),
        minimum,
        is_confirmed=confirmed in _YES if confirmed else None,
        source=cells.get("source"),
        document=cells.get("document") or None,
        effective_from=on,
        margin=margin,
        recovery=recovery,
    )


def _options(
    cells: Mapping[str, str], minimum: str
) -> tuple[date | None, Decimal | None, Decimal | None] | Problem:
    """The day it is in force from, its margin and its recovery mark, or what is wrong with one of them."""
    typed = cells.get("effective_from", "")
    try:
        on = parse_date(typed) if typed else None
    except TimeUnreadable:
        return Problem("date_unreadable", typed)
    points: list[Decimal | None] = []
    for name in ("margin", "recovery"):
        figure = cells.get(name, "").replace(",", ".")
        if figure and not _POINTS.fullmatch(figure):
            return Problem("number_unreadable", cells[name])
        points.append(Decimal(figure) if figure else None)
    least = minimum_of(minimum)
    if isinstance(least, Floor) and points[1] is not None and points[1] < least.value:
        return Problem("recovery_too_low", cells["recovery"])
    return on, points[0], points[1]


def _when(cells: Mapping[str, str]) -> tuple[int, Stage] | Problem:
    if not _COHORT.fullmatch(cells["cohort"]):
        return Problem("cohort_unreadable", cells["cohort"])
    stage = cells["stage"].casefold()
    if stage not in set(Stage):
        return Problem("stage_unknown", cells["stage"], detail={"known": _STAGES})
    return int(cells["cohort"]), Stage(stage)
