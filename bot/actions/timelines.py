"""Linimasa: the stages of a programme year, read by regions and set by staff."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.work import Work
from bot.messages import timelines as messages
from bot.rules.access import Action, may, require
from bot.rules.clocks import WIB, local_date, zone_named
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.programme import ProgrammeStage
from bot.rules.timelines import (
    COHORTS,
    Change,
    StageDates,
    read_stages,
    standings,
    version_of,
)
from db.queries.cohorts import cohorts
from db.queries.standings import standings as standings_of
from db.queries.timelines import forget_stage, one_at_a_time, readers_of, stages_of
from db.tables import StageDate

#: The dates of stages are asked for, or were typed and wait for Konfirmasi.
STEP = "stage_dates"


async def timeline(work: Work, *, cohort: int | None) -> Text:
    """The own cohort's, each of them once; for staff any. Raises NotRegistered."""
    require(work.actor, Action.READ_TIMELINE)
    if work.actor.is_staff:
        return await _for_staff(work, cohort)
    return messages.for_official(await _own(work))


async def _own(work: Work) -> list[messages.Timeline]:
    """One for each own region, by the region's own calendar."""
    found = await standings_of(work.session, work.actor.region_codes)
    own: list[messages.Timeline] = []
    for seat in {seat.region_code: seat for seat in work.actor.seats}.values():
        where = found.get(seat.region_code)
        today = local_date(work.now, zone_named(seat.zone))
        stages = await stages_of(work.session, where.cohort) if where else {}
        cohort = where.cohort if where else None
        own.append(messages.Timeline(cohort, seat.region_name, standings(stages, today=today)))
    return own


async def _for_staff(work: Work, asked: int | None) -> Text:
    known = await cohorts(work.session)
    newest = next(iter(known), local_date(work.now, WIB).year)
    cohort = asked if asked is not None and asked in COHORTS else newest
    stages = await stages_of(work.session, cohort)
    shown = messages.Timeline(cohort, "", standings(stages, today=local_date(work.now, WIB)))
    return messages.for_staff(
        shown,
        others=[year for year in known if year != cohort],
        may_set=may(work.actor, Action.SET_STAGES),
    )


async def ask(work: Work, *, cohort: int, stage: ProgrammeStage) -> None:
    """The button of a stage: its dates are asked for. Raises NotRegistered, Forbidden, Stale."""
    require(work.actor, Action.SET_STAGES)
    if cohort not in COHORTS:
        raise Stale
    before = await stages_of(work.session, cohort)
    await dialogues.ask(work, STEP, cohort=cohort, stage=stage)
    await work.receipt(messages.ask(cohort, stage, before.get(stage)))


async def propose(work: Work, *, cohort: int, typed: str, stage: ProgrammeStage | None = None) -> None:
    """What was typed, before and after, with Konfirmasi.

    Raises NotRegistered, Forbidden, Stale, StageDatesMistake (the question stays open).
    """
    require(work.actor, Action.SET_STAGES)
    if cohort not in COHORTS:
        raise Stale
    change = read_stages(typed, cohort=cohort, stage=stage)
    before = await stages_of(work.session, cohort)
    if all(before.get(one) == after for one, after in change.items()):
        await dialogues.close(work)
        await work.receipt(messages.unchanged(cohort))
        return
    # kept with the question: a button is too small for words
    await dialogues.ask(work, STEP, cohort=cohort, stage=stage or "", change=_stored(change))
    regions, people = await readers_of(work.session, cohort)
    preview = messages.Preview(cohort, before, change, regions, people, version_of(before, change))
    await work.receipt(messages.preview(preview))


async def confirm(work: Work, *, cohort: int, version: str) -> None:
    """Konfirmasi. Raises NotRegistered, Forbidden, Stale (stored already, or changed by somebody since)."""
    require(work.actor, Action.SET_STAGES)
    await one_at_a_time(work.session)
    question = await dialogues.open_question(work)
    if question is None or question.step != STEP or question.said.get("cohort") != cohort:
        raise Stale
    change = _read_back(question.said.get("change"))
    before = await stages_of(work.session, cohort)
    if not change or version_of(before, change) != version:
        raise Stale
    for stage, after in change.items():
        await _store(work, cohort, stage, after)
        text = f"semula: {messages.in_brief(before.get(stage))}\nmenjadi: {messages.in_brief(after)}"
        await work.audit("stage_dates", "cohort", cohort, text=text, stage=stage)
    await dialogues.close(work)
    await work.receipt(messages.stored(cohort, change))


async def _store(work: Work, cohort: int, stage: ProgrammeStage, dates: StageDates | None) -> None:
    if dates is None:
        await forget_stage(work.session, cohort, stage)
        return
    row = await work.session.scalar(
        select(StageDate).where(col(StageDate.cohort) == cohort, col(StageDate.stage) == stage)
    )
    row = row or StageDate(cohort=cohort, stage=stage, begins_on=dates.begins_on, set_at=work.now)
    row.begins_on, row.ends_on, row.preparation = dates.begins_on, dates.ends_on, dates.preparation
    row.set_by_staff_id, row.set_at = work.actor.staff_id, work.now
    work.session.add(row)
    await work.session.flush()


def _stored(change: Change) -> dict[str, object]:
    return {
        stage: [after.begins_on.isoformat(), after.last_day.isoformat(), after.preparation] if after else []
        for stage, after in change.items()
    }


def _read_back(said: object) -> dict[ProgrammeStage, StageDates | None]:
    if not isinstance(said, dict):
        return {}
    return {ProgrammeStage(stage): _dates(values) for stage, values in said.items()}


def _dates(values: list[str]) -> StageDates | None:
    if not values:
        return None
    begins, ends = date.fromisoformat(values[0]), date.fromisoformat(values[1])
    return StageDates(begins, None if ends == begins else ends, values[2])
