"""New versions of thresholds: stored, weighed against the values of today, in force when their day comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import col

from bot.actions.facts import today_of
from bot.actions.rule_changes import regions_judged, settle_rules, turned
from bot.actions.rule_tellings import Occasion
from bot.actions.work import Work
from bot.rules.criteria import Stage
from bot.rules.requirements import Requirement
from bot.rules.rule_changes import RuleEffect
from bot.rules.threshold_changes import Change, Series, series_of
from db.queries.criteria import lock_regions, requirements_of
from db.queries.thresholds import lock_criterion
from db.tables import Threshold

_DAY = timedelta(days=1)


async def rule_before(work: Work, change: Change) -> Requirement | None:
    """What holds until this version comes into force; None where nothing was ever set."""
    rules = await rules_until(work, change)
    return next((rule for rule in rules if series_of(rule) == change.series), None)


async def rules_until(work: Work, change: Change) -> list[Requirement]:
    """All thresholds of the cohort and stage on the last day before the change, or today."""
    today = today_of(work)
    until = today
    if change.effective_from is not None and change.effective_from > today:
        until = change.effective_from - _DAY
    return await _rules(work, change.series.cohort, change.series.stage, until)


async def weigh(work: Work, change: Change) -> list[RuleEffect]:
    """What this version, not stored yet, turns by the values of today."""
    return await _weigh(work, [change], await rules_until(work, change))


async def weigh_today(work: Work, changes: Sequence[Change]) -> list[RuleEffect]:
    """What these versions, in force at once and not stored yet, turn together."""
    found: list[RuleEffect] = []
    for cohort, stage in dict.fromkeys((c.series.cohort, c.series.stage) for c in changes):
        own = [c for c in changes if (c.series.cohort, c.series.stage) == (cohort, stage)]
        found += await _weigh(work, own, await _rules(work, cohort, stage, today_of(work)))
    return found


async def _weigh(work: Work, changes: Sequence[Change], before: Sequence[Requirement]) -> list[RuleEffect]:
    """``changes`` are of one cohort and stage, and ``before`` are its thresholds without them."""
    codes = await regions_judged(work, changes[0].series.cohort, changes[0].series.stage)
    await lock_regions(work.session, codes)
    changed = {change.series for change in changes}
    others = [rule for rule in before if series_of(rule) not in changed]
    return await turned(work, codes, before, [*others, *(change.as_requirement() for change in changes)])


async def store(work: Work, change: Change, *, is_quiet: bool) -> int:
    """The next version. Announced ones of a later day stay later; one of the same day gives way to it."""
    series, today = change.series, today_of(work)
    await lock_criterion(work.session, series.criterion.value)
    newest = await work.session.scalar(select(func.max(col(Threshold.version))).where(*_of(series)))
    version = (newest or 0) + 1
    if change.effective_from is not None and change.effective_from > today:
        same_day = col(Threshold.effective_from) == change.effective_from
        await work.session.execute(
            update(Threshold)
            .where(*_of(series), same_day, col(Threshold.withdrawn_at).is_(None))
            .values(withdrawn_at=work.now)
        )
    await _put_later_ones_after(work, series, change.effective_from or today, version)
    row = Threshold(
        cohort=series.cohort,
        stage=series.stage,
        criterion=series.criterion.value,
        instrument=series.instrument,
        minimum=change.minimum,
        is_confirmed=change.is_confirmed,
        source=change.source,
        document=change.document,
        confirmed_by_staff_id=work.actor.staff_id if change.is_confirmed else None,
        confirmed_at=work.now if change.is_confirmed else None,
        version=version,
        effective_from=change.effective_from,
        margin=change.margin,
        recovery=change.recovery,
        reason=change.reason,
        set_by_staff_id=work.actor.staff_id,
        set_at=work.now,
        is_quiet=is_quiet,
        told_at=None if change.is_future(today) else work.now,
    )
    work.session.add(row)
    await work.session.flush()
    return row.id or 0


async def _put_later_ones_after(work: Work, series: Series, day: date, version: int) -> None:
    """Versions are numbered in the order in which they come into force."""
    later = await work.session.scalars(
        select(col(Threshold.id))
        .where(*_of(series), col(Threshold.withdrawn_at).is_(None), col(Threshold.effective_from) > day)
        .order_by(col(Threshold.effective_from))
    )
    for place, threshold_id in enumerate(later.all(), start=1):
        await work.session.execute(
            update(Threshold).where(col(Threshold.id) == threshold_id).values(version=version + place)
        )


async def put_due_in_force(work: Work) -> None:
    """A chore: announced versions whose day has come, once, by the calendar of the capital."""
    today = today_of(work)
    rows = await work.session.scalars(
        select(Threshold)
        .where(
            col(Threshold.told_at).is_(None),
            col(Threshold.withdrawn_at).is_(None),
            col(Threshold.set_at).is_not(None),
            col(Threshold.effective_from) <= today,
        )
        .order_by(col(Threshold.id))
    )
    due: dict[tuple[int, Stage], list[Threshold]] = {}
    for row in rows.all():
        due.setdefault((row.cohort, row.stage), []).append(row)
    for (cohort, stage), versions in due.items():
        await _put_in_force(work, cohort, stage, versions)


async def _put_in_force(work: Work, cohort: int, stage: Stage, versions: Sequence[Threshold]) -> None:
    """Tell what they turned together, by the values of today."""
    today = today_of(work)
    first = min(row.effective_from or today for row in versions)
    codes = await regions_judged(work, cohort, stage)
    await lock_regions(work.session, codes)
    before = await _rules(work, cohort, stage, first - _DAY)
    after = await _rules(work, cohort, stage, today)
    effects = await turned(work, codes, before, after)
    quiet = {row.criterion: row.is_quiet for row in versions}  # the last of a criterion counts
    for is_quiet in (True, False):
        own = [effect for effect in effects if quiet.get(effect.criterion.value, False) is is_quiet]
        await settle_rules(work, own, Occasion(f"d{versions[0].id}"), is_quiet=is_quiet)
    for row in versions:
        row.told_at = work.now
        await work.audit("threshold_in_force", "threshold", row.id, minimum=row.minimum)
    await work.session.flush()


async def _rules(work: Work, cohort: int, stage: Stage, on: date) -> list[Requirement]:
    rules = await requirements_of(work.session, [cohort], today=on)
    return [rule for rule in rules if rule.stage is stage]


def _of(series: Series) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Threshold.cohort) == series.cohort,
        col(Threshold.stage) == series.stage,
        col(Threshold.criterion) == series.criterion.value,
        col(Threshold.instrument) == series.instrument,
    )
