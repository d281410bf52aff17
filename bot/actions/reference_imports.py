"""Cohorts and thresholds from a file: what staff keep outside the bot and bring in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.columns import Row
from bot.rules.errors import Problem
from bot.rules.import_outcomes import ImportOutcome
from bot.rules.reference_rows import CandidacyRow, ThresholdRow, candidacy_row, named_cells, threshold_row
from db.reference import gazetteer, scales
from db.reference.load import add_default_seats
from db.tables import Candidacy, Threshold

T = TypeVar("T")


@dataclass(slots=True)
class _Counts:
    new: int = 0
    changed: int = 0
    unchanged: int = 0


async def import_candidacies(work: Work, rows: Sequence[Row], *, is_dry_run: bool) -> ImportOutcome:
    """region_code, cohort, stage: added, or moved to another stage. Raises SheetHeadings, SheetEmpty."""
    found, problems = _read(rows, CandidacyRow.needed, lambda cells: candidacy_row(cells, gazetteer()))
    if problems:
        return ImportOutcome(problems=problems, is_dry_run=is_dry_run)
    counts = _Counts()
    for line in found:
        known = await work.session.scalar(
            select(Candidacy).where(
                col(Candidacy.region_code) == line.region_code, col(Candidacy.cohort) == line.cohort
            )
        )
        is_new = known is None
        _count(counts, is_new=is_new, is_same=known is not None and known.stage is line.stage)
        if is_dry_run or (known is not None and known.stage is line.stage):
            continue
        row = known or Candidacy(region_code=line.region_code, cohort=line.cohort, stage=line.stage)
        row.stage = line.stage
        work.session.add(row)
        await work.session.flush()
        await work.audit("candidacy_imported", "candidacy", row.id, stage=line.stage.value)
    if not is_dry_run:
        await add_default_seats(work.session)
    return _outcome(counts, is_dry_run=is_dry_run)


async def import_thresholds(work: Work, rows: Sequence[Row], *, is_dry_run: bool) -> ImportOutcome:
    """The columns of db/reference/thresholds.csv: added or changed. Raises SheetHeadings, SheetEmpty."""
    found, problems = _read(rows, ThresholdRow.needed, lambda cells: threshold_row(cells, scales()))
    if problems:
        return ImportOutcome(problems=problems, is_dry_run=is_dry_run)
    counts = _Counts()
    for line in found:
        known = await work.session.scalar(
            select(Threshold).where(
                col(Threshold.cohort) == line.cohort,
                col(Threshold.stage) == line.stage,
                col(Threshold.criterion) == line.criterion,
                col(Threshold.instrument) == line.instrument,
            )
        )
        is_same = known is not None and (known.minimum, known.is_confirmed, known.source) == line.content
        _count(counts, is_new=known is None, is_same=is_same)
        if is_dry_run or is_same:
            continue
        row = known or Threshold(
            cohort=line.cohort, stage=line.stage, criterion=line.criterion, instrument=line.instrument
        )
        if line.is_confirmed and not row.is_confirmed:
            row.confirmed_at = work.now
        if row.minimum != line.minimum:
            row.document = ""  # the paper was named for another figure
        row.minimum, row.is_confirmed, row.source = line.content
        work.session.add(row)
        await work.session.flush()
        await work.audit(
            "threshold_imported", "threshold", row.id, minimum=row.minimum, is_confirmed=row.is_confirmed
        )
    return _outcome(counts, is_dry_run=is_dry_run)


def _read(
    rows: Sequence[Row], needed: Sequence[str], read: Callable[[Mapping[str, str]], T | Problem]
) -> tuple[list[T], tuple[Problem, ...]]:
    """Every row read, or all problems. Raises SheetHeadings, SheetEmpty."""
    found: list[T] = []
    problems: list[Problem] = []
    for line, cells in named_cells(rows, needed):
        result = read(cells)
        if isinstance(result, Problem):
            problems.append(Problem(result.code, result.value, line, result.detail))
        else:
            found.append(result)
    return found, tuple(problems)


def _count(counts: _Counts, *, is_new: bool, is_same: bool) -> None:
    counts.new += is_new
    counts.unchanged += is_same
    counts.changed += not is_new and not is_same


def _outcome(counts: _Counts, *, is_dry_run: bool) -> ImportOutcome:
    return ImportOutcome(
        new=counts.new, changed=counts.changed, unchanged=counts.unchanged, is_dry_run=is_dry_run
    )
