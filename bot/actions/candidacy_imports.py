"""Cohorts from a file: who enters or moves is judged by other thresholds, which is told as a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.actions.alert_memory import heard_last, memory_of, take_back
from bot.actions.alert_notices import already_told, people_of
from bot.actions.facts import facts_of, today_of
from bot.actions.reference_imports import Counts, count, outcome, read_rows
from bot.actions.rule_changes import LEFT, close_alerts, expected, ruled, settle_rules
from bot.actions.rule_tellings import Occasion
from bot.actions.work import Work
from bot.messages import rule_changes as messages
from bot.rules.columns import Row
from bot.rules.criteria import Stage
from bot.rules.import_outcomes import ImportOutcome
from bot.rules.reference_rows import CandidacyRow, candidacy_row
from bot.rules.requirements import Requirement
from bot.rules.rule_changes import RuleEffect, effects_of
from db.queries.alerts import open_alerts
from db.queries.criteria import lock_regions, region_names, requirements_of
from db.queries.standings import Standing
from db.reference import gazetteer, scales
from db.reference.load import add_default_seats
from db.tables import Candidacy

Places = Mapping[str, Standing | None]  #: what judges each region; None: no cohort


async def import_candidacies(
    work: Work, rows: Sequence[Row], *, is_dry_run: bool, is_quiet: bool
) -> ImportOutcome:
    """region_code, cohort, stage: added, or moved to another stage. Raises SheetHeadings, SheetEmpty."""
    found, problems = read_rows(rows, CandidacyRow.needed, lambda cells: candidacy_row(cells, gazetteer()))
    if problems:
        return ImportOutcome(problems=problems, is_dry_run=is_dry_run)
    lines = [line for _, line in found]
    codes = sorted({line.region_code for line in lines})
    await lock_regions(work.session, codes)
    known = await _candidacies(work, codes)
    before = _places(codes, {key: row.stage for key, row in known.items()})
    counts, stages = Counts(), {key: row.stage for key, row in known.items()}
    for line in lines:
        key = (line.region_code, line.cohort)
        count(counts, is_new=key not in stages, is_same=stages.get(key) is line.stage)
        stages[key] = line.stage
    after = _places(codes, stages)
    left = _left(lines, before, after)
    effects = await _effects(work, before, after, left)
    told = await expected(work, effects)
    if not is_dry_run:
        await _store(work, known, stages)
        await _leave(work, left)
        told = await settle_rules(work, effects, await _occasion(work, before, after), is_quiet=is_quiet)
    names = await region_names(work.session, codes)
    return outcome(counts, effects, told, is_dry_run=is_dry_run, is_quiet=is_quiet, names=names)


def _left(lines: Sequence[CandidacyRow], before: Places, after: Places) -> set[str]:
    """Regions revoked in the very cohort that judged them until now."""
    return {
        line.region_code
        for line in lines
        if line.stage is Stage.DICABUT
        and (was := before[line.region_code]) is not None
        and was.cohort == line.cohort
        and after[line.region_code] != was
    }


async def _candidacies(work: Work, codes: Sequence[str]) -> dict[tuple[str, int], Candidacy]:
    rows = await work.session.scalars(select(Candidacy).where(col(Candidacy.region_code).in_(codes)))
    return {(row.region_code, row.cohort): row for row in rows}


async def _store(
    work: Work, known: Mapping[tuple[str, int], Candidacy], stages: Mapping[tuple[str, int], Stage]
) -> None:
    for (code, cohort), stage in stages.items():
        row = known.get((code, cohort)) or Candidacy(region_code=code, cohort=cohort, stage=Stage.DICABUT)
        if row.id is not None and row.stage is stage:
            continue
        row.stage = stage
        work.session.add(row)
        await work.session.flush()
        await work.audit("candidacy_imported", "candidacy", row.id, stage=stage.value)
    await add_default_seats(work.session)


def _places(codes: Sequence[str], stages: Mapping[tuple[str, int], Stage]) -> Places:
    """The newest candidacy of each region that was not revoked."""
    found: dict[str, Standing | None] = dict.fromkeys(codes)
    for (code, cohort), stage in sorted(stages.items()):
        if stage is not Stage.DICABUT:
            found[code] = Standing(cohort, stage)
    return found


async def _effects(work: Work, before: Places, after: Places, left: set[str]) -> list[RuleEffect]:
    """What another stage or cohort turns; a region that was revoked is told nothing."""
    moved = [code for code in after if code not in left and after[code] and before[code] != after[code]]
    cohorts = {place.cohort for places in (before, after) for place in places.values() if place}
    rules = await requirements_of(work.session, sorted(cohorts), today=today_of(work))
    facts = await facts_of(work, moved) if moved else {}
    return [
        effect
        for code in moved
        for effect in effects_of(
            ruled(code, facts[code], _own(rules, before[code]), _own(rules, after[code])),
            scales(),
            today=today_of(work),
        )
    ]


async def _leave(work: Work, codes: set[str]) -> None:
    """Open alerts of regions that were revoked end without a word; what has not left is taken back."""
    cases = await open_alerts(work.session, sorted(codes)) if codes else []
    people = await people_of(work, {case.region_code for case in cases})
    memory = await memory_of(work, cases)
    for case in cases:
        for person in already_told(people, case):
            heard_last(memory, case, person)
    await take_back(work, memory)
    await close_alerts(work, cases, reason=LEFT, action="alert_left")


async def _occasion(work: Work, before: Places, after: Places) -> Occasion:
    """Every import is one of its own: a region may move there and back."""
    names = await region_names(work.session, list(after))
    moved = {
        code: messages.moved(
            names[code],
            was=(was.stage.value, was.cohort) if was else None,
            now=(now.stage.value, now.cohort),
        )
        for code, now in after.items()
        if now and (was := before[code]) != now
    }
    return Occasion(f"m{int(work.now.timestamp())}", moved)


def _own(rules: Sequence[Requirement], place: Standing | None) -> list[Requirement]:
    return [r for r in rules if place and (r.cohort, r.stage) == (place.cohort, place.stage)]
