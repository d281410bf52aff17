"""Thresholds from a file: new versions, told as a rule like any other change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.actions.facts import today_of
from bot.actions.reference_imports import Counts, count, outcome, read_rows
from bot.actions.rule_changes import expected, settle_rules
from bot.actions.rule_tellings import Occasion
from bot.actions.threshold_versions import store, weigh_today
from bot.actions.work import Work
from bot.rules.columns import Row
from bot.rules.errors import Problem
from bot.rules.import_outcomes import ImportOutcome
from bot.rules.reference_rows import ThresholdRow, threshold_row
from bot.rules.requirements import Requirement
from bot.rules.threshold_changes import Change, Series, series_of
from db.queries.criteria import region_names, requirements_of
from db.reference import scales

REASON = "Impor berkas"


async def import_thresholds(
    work: Work, rows: Sequence[Row], *, is_dry_run: bool, is_quiet: bool
) -> ImportOutcome:
    """The columns of db/reference/thresholds.csv, and four optional ones: a version for what differs.

    Raises SheetHeadings, SheetEmpty.
    """
    lines, problems = read_rows(rows, ThresholdRow.needed, lambda cells: threshold_row(cells, scales()))
    problems = (*problems, *_contradictions(lines))
    if problems:
        return ImportOutcome(problems=problems, is_dry_run=is_dry_run)
    changes, counts = await _changes(work, [row for _, row in lines])
    today = today_of(work)
    at_once = [change for change in changes if not change.is_future(today)]
    effects = await weigh_today(work, at_once)
    told = await expected(work, effects)
    if not is_dry_run:
        ids = {}
        for change in changes:
            threshold_id = await store(work, change, is_quiet=is_quiet)
            ids[change.as_requirement().series] = threshold_id
            await _audit(work, change, threshold_id, is_quiet=is_quiet)
        effects = [effect.by_version(ids) for effect in effects]
        if effects:
            told = await settle_rules(work, effects, Occasion(f"{min(ids.values())}"), is_quiet=is_quiet)
    names = await region_names(work.session, {effect.region_code for effect in effects})
    return outcome(counts, effects, told, is_dry_run=is_dry_run, is_quiet=is_quiet, names=names)


async def _changes(work: Work, rows: Sequence[ThresholdRow]) -> tuple[list[Change], Counts]:
    """The versions to be made: one for each row that says something else than what holds on its day."""
    today = today_of(work)
    in_force: dict[date, dict[Series, Requirement]] = {}
    changes, counts = [], Counts()
    for row in rows:
        on = max(row.effective_from or today, today)
        if on not in in_force:
            rules = await requirements_of(work.session, sorted({r.series.cohort for r in rows}), today=on)
            in_force[on] = {series_of(rule): rule for rule in rules}
        known = in_force[on].get(row.series)
        change = row.change(known, reason=REASON)
        is_same = known is not None and change.says_the_same(known) and change.source == known.source
        count(counts, is_new=known is None, is_same=is_same)
        if not is_same:
            changes.append(change)
            in_force[on][row.series] = change.as_requirement()
    return changes, counts


async def _audit(work: Work, change: Change, threshold_id: int, *, is_quiet: bool) -> None:
    await work.audit(
        "threshold_imported",
        "threshold",
        threshold_id,
        minimum=change.minimum,
        is_confirmed=change.is_confirmed,
        on=(change.effective_from or today_of(work)).isoformat(),
        is_quiet=is_quiet,
    )


def _contradictions(lines: Sequence[tuple[int, ThresholdRow]]) -> tuple[Problem, ...]:
    """Rows about one threshold on one day that do not say the same."""
    first: dict[tuple[Series, date | None], tuple[int, ThresholdRow]] = {}
    found = []
    for at, row in lines:
        line, known = first.setdefault((row.series, row.effective_from), (at, row))
        if known != row:
            found.append(Problem("row_contradicts", line=at, detail={"other": str(line)}))
    return tuple(found)
