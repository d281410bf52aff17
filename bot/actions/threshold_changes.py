"""An admin changes a threshold: asked, shown before and after, and done once it is confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.facts import today_of
from bot.actions.rule_changes import expected, settle_rules
from bot.actions.rule_tellings import Occasion
from bot.actions.threshold_versions import rule_before, store, weigh
from bot.actions.work import Work
from bot.messages import threshold_changes as messages
from bot.rules.access import Action, require
from bot.rules.criteria import Criterion
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.requirements import Requirement
from bot.rules.rule_changes import RuleEffect, fingerprint_of
from bot.rules.threshold_changes import (
    Change,
    Series,
    ThresholdRefused,
    Wrong,
    stored,
    stored_change,
    stored_series,
)
from bot.rules.threshold_versions import in_series
from bot.rules.typed_thresholds import typed_change, typed_line
from bot.rules.typed_times import example_day
from db.engine import affected
from db.queries.thresholds import lock_criterion, versions_of
from db.reference import criteria, scales
from db.tables import Threshold

ASK_CHANGE = "threshold_change"


async def ask_change(work: Work, *, threshold_id: int) -> None:
    """Ubah: asks for the figure and the optional words. Raises Forbidden, Stale."""
    require(work.actor, Action.CONFIRM_THRESHOLDS)
    row = await work.session.get(Threshold, threshold_id)
    if row is None or row.criterion == "perkara":
        raise Stale
    series = Series(row.cohort, row.stage, criterion_of(row.criterion).key, row.instrument)
    await dialogues.ask(work, ASK_CHANGE, series=stored(Change(series, ""))["series"])
    now = await rule_before(work, Change(series, ""))
    await work.receipt(messages.ask(criterion_of(row.criterion), series, now, example=example_day(work.now)))


async def ask_other(work: Work) -> None:
    """Ambang lain: asks for year, stage, criterion and figure. Raises Forbidden."""
    require(work.actor, Action.CONFIRM_THRESHOLDS)
    await dialogues.ask(work, ASK_CHANGE)
    await work.receipt(messages.ask_other(example=example_day(work.now)))


async def hear_change(work: Work, *, typed: str, said: dict[str, object] | None = None) -> None:
    """The answer, or the whole line after /ambang ubah: shows what it would do.

    Raises Forbidden, ThresholdRefused, DocumentUnusable (the question stays open).
    """
    require(work.actor, Action.CONFIRM_THRESHOLDS)
    series, rest = stored_series(said or {}), typed
    if series is None:
        series, rest = typed_line(typed, criteria(), scales())
    change = await _understood(work, rest, series)
    await dialogues.ask(work, ASK_CHANGE, **stored(change))
    await work.receipt(await _preview(work, change))


async def confirm_change(work: Work, *, version: str, is_quiet: bool) -> None:
    """Konfirmasi: stored once, and told when it is in force. Shown anew where the card is out of date.

    Raises Forbidden, Stale (nothing is waiting any more).
    """
    require(work.actor, Action.CONFIRM_THRESHOLDS)
    question = await dialogues.open_question(work)
    change = stored_change(question.said) if question and question.step == ASK_CHANGE else None
    if question is None or question.is_expired or change is None:
        raise Stale
    await lock_criterion(work.session, change.series.criterion.value)
    before = await rule_before(work, change)
    if change.says_the_same(before):
        await dialogues.close(work)
        await work.receipt(messages.there_already(criterion_of(change.series.criterion), change))
        return
    effects = await weigh(work, change)
    if _fingerprint(change, before, effects, await plans_of(work, change.series)) != version:
        await work.receipt(await _preview(work, change, is_anew=True))
        return
    await dialogues.close(work)
    threshold_id = await store(work, change, is_quiet=is_quiet)
    await work.audit(
        "threshold_changed",
        "threshold",
        threshold_id,
        before=before.minimum if before else "",
        minimum=change.minimum,
        document=change.document,
        on=(change.effective_from or today_of(work)).isoformat(),
        is_confirmed=change.is_confirmed,
        is_quiet=is_quiet,
    )
    told = None
    if not change.is_future(today_of(work)):
        ids = {change.as_requirement().series: threshold_id}
        effects = [effect.by_version(ids) for effect in effects]
        occasion = Occasion(f"{threshold_id}")
        told = await settle_rules(work, effects, occasion, is_quiet=is_quiet)
    await work.receipt(
        messages.changed(criterion_of(change.series.criterion), change, before, told, is_quiet=is_quiet)
    )


async def withdraw_planned(work: Work, *, threshold_id: int) -> None:
    """Batalkan rencana perubahan: by conditional update, before its day. Raises Forbidden, Stale."""
    require(work.actor, Action.CONFIRM_THRESHOLDS)
    row = await work.session.get(Threshold, threshold_id)
    done = await work.session.execute(
        update(Threshold)
        .where(
            col(Threshold.id) == threshold_id,
            col(Threshold.withdrawn_at).is_(None),
            col(Threshold.told_at).is_(None),
            col(Threshold.effective_from) > today_of(work),
        )
        .values(withdrawn_at=work.now)
    )
    if row is None or affected(done) != 1:
        raise Stale
    on = row.effective_from.isoformat() if row.effective_from else ""
    await work.audit("threshold_plan_withdrawn", "threshold", threshold_id, minimum=row.minimum, on=on)
    rule = Requirement(
        criterion_of(row.criterion).key, row.minimum, row.cohort, row.stage, row.instrument,
        effective_from=row.effective_from,
    )  # fmt: skip
    await work.receipt(messages.plan_withdrawn(criterion_of(row.criterion), rule))


def criterion_of(key: str) -> Criterion:
    return next(criterion for criterion in criteria() if criterion.key == key)


async def plans_of(work: Work, series: Series) -> list[Requirement]:
    """The announced versions of one threshold, the next first."""
    versions = in_series(await versions_of(work.session, series.cohort), today_of(work))
    found = next((each for each in versions if each.series == series), None)
    return [version.rule for version in found.planned] if found else []


async def _understood(work: Work, typed: str, series: Series) -> Change:
    """Against what holds until then. Raises ThresholdRefused, DocumentUnusable."""
    today = today_of(work)
    now = await rule_before(work, Change(series, ""))
    first = typed_change(typed, series, scales(), today=today, before=now)
    before = await rule_before(work, first)
    change = typed_change(typed, series, scales(), today=today, before=before)
    if change.says_the_same(before):
        raise ThresholdRefused(Wrong.SAME)
    return change


async def _preview(work: Work, change: Change, *, is_anew: bool = False) -> Text:
    before = await rule_before(work, change)
    effects = await weigh(work, change)
    plans = await plans_of(work, change.series)
    return messages.preview(
        criterion_of(change.series.criterion),
        change,
        before,
        await expected(work, effects),
        plans=plans,
        version=_fingerprint(change, before, effects, plans),
        is_future=change.is_future(today_of(work)),
        is_anew=is_anew,
    )


def _fingerprint(
    change: Change, before: Requirement | None, effects: Sequence[RuleEffect], plans: Sequence[Requirement]
) -> str:
    known = [before.threshold_id if before else 0, *(plan.threshold_id for plan in plans)]
    return fingerprint_of(effects, said=f"{stored(change)}|{known}")
