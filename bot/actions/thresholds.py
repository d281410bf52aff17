"""Thresholds: shown to staff, confirmed by an admin, and told to regions as a rule where he wants it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.facts import facts_of, today_of
from bot.actions.rule_changes import regions_judged, settle_rules, turned
from bot.actions.rule_tellings import Occasion
from bot.actions.threshold_views import criterion_of, series_with, version_of
from bot.actions.work import Work
from bot.messages import thresholds as messages
from bot.messages.rule_changes import ToldOfRule
from bot.rules.access import Action, require
from bot.rules.assessments import Standing, assess
from bot.rules.documents import document_named
from bot.rules.errors import Stale
from bot.rules.requirements import Requirement
from bot.rules.rule_changes import RuleEffect
from bot.rules.threshold_versions import Version
from db.engine import affected
from db.queries.criteria import region_names, requirements_of
from db.reference import scales
from db.tables import EarlyNotice, Threshold

ASK_DOCUMENT = "threshold_document"


async def confirm_threshold(work: Work, *, threshold_id: int, version: str) -> None:
    """Make a threshold speak to regions from now on; nothing is said about values recorded before.

    Raises NotRegistered, Forbidden, Stale (it has changed since the button was shown).
    """
    await _locked(work, threshold_id)
    rule = (await _standing(work, threshold_id)).rule
    if not rule.minimum or version_of(rule) != version:
        raise Stale
    done = await work.session.execute(
        update(Threshold)
        .where(col(Threshold.id) == threshold_id, col(Threshold.is_confirmed).is_(False))
        .values(is_confirmed=True, confirmed_by_staff_id=work.actor.staff_id, confirmed_at=work.now)
    )
    if affected(done) == 1:
        await work.audit("threshold_confirmed", "threshold", threshold_id, minimum=rule.minimum)
    rule = (await _standing(work, threshold_id)).rule
    effects = await _newly_below(work, rule)
    await work.receipt(
        messages.confirmed(
            criterion_of(rule),
            rule,
            below=await _regions_below(work, rule),
            is_new=affected(done) == 1,
            may_tell=bool(effects) and not await _was_told(work, threshold_id),
        )
    )


async def tell_threshold(work: Work, *, threshold_id: int) -> None:
    """Beri tahu daerah: the confirmed threshold as a rule, once, to regions below it. Never as a fall.

    Raises NotRegistered, Forbidden, Stale (not confirmed, or not in force).
    """
    await _locked(work, threshold_id)
    rule = (await _standing(work, threshold_id)).rule
    is_in_force = rule.effective_from is None or rule.effective_from <= today_of(work)
    if not rule.is_confirmed or not is_in_force:
        raise Stale
    told: list[ToldOfRule] = []
    if not await _was_told(work, threshold_id):
        occasion = Occasion(f"{threshold_id}")
        told = await settle_rules(work, await _newly_below(work, rule), occasion, is_quiet=False)
        if told:
            await work.audit("threshold_told", "threshold", threshold_id, minimum=rule.minimum)
    await work.receipt(messages.told(criterion_of(rule), rule, told))


async def ask_document(work: Work, *, threshold_id: int) -> None:
    """Isi dasar dokumen: asks for the paper a threshold rests on. Raises NotRegistered, Forbidden, Stale."""
    await _locked(work, threshold_id)
    rule = (await _standing(work, threshold_id)).rule
    await dialogues.ask(work, ASK_DOCUMENT, threshold=threshold_id)
    await work.receipt(messages.ask_document(criterion_of(rule), rule))


async def set_document(work: Work, *, threshold_id: int, typed: str) -> None:
    """The paper, as regions read it from now on.

    Raises NotRegistered, Forbidden, Stale, DocumentUnusable (the question stays open).
    """
    row = await _locked(work, threshold_id)
    await _standing(work, threshold_id)
    before = row.document
    row.document = document_named(typed, written=row.document or row.source)
    await work.session.flush()
    await dialogues.close(work)
    await work.audit(
        "threshold_document_set", "threshold", threshold_id, document=row.document, before=before
    )
    rule = (await _standing(work, threshold_id)).rule
    await work.receipt(messages.document_set(criterion_of(rule), rule))


async def _locked(work: Work, threshold_id: int) -> Threshold:
    require(work.actor, Action.CONFIRM_THRESHOLDS)
    row = await work.session.get(Threshold, threshold_id, with_for_update=True)
    if row is None:
        raise Stale
    return row


async def _standing(work: Work, threshold_id: int) -> Version:
    """This version as it is stored now. Raises Stale for one that was replaced or withdrawn."""
    found = await series_with(work, threshold_id)
    standing = (found.current, *found.planned) if found else ()
    version = next((v for v in standing if v is not None and v.rule.threshold_id == threshold_id), None)
    if version is None:
        raise Stale
    return version


async def _newly_below(work: Work, rule: Requirement) -> list[RuleEffect]:
    """What its confirmation alone means for regions: they are below, and no alert says so."""
    rules = await requirements_of(work.session, [rule.cohort], today=today_of(work))
    after = [other for other in rules if other.stage is rule.stage]
    before = [replace(o, is_confirmed=False) if o.threshold_id == rule.threshold_id else o for o in after]
    codes = await regions_judged(work, rule.cohort, rule.stage)
    return await turned(work, codes, before, after)


async def _was_told(work: Work, threshold_id: int) -> bool:
    found = await work.session.scalar(
        select(col(EarlyNotice.id)).where(col(EarlyNotice.threshold_id) == threshold_id).limit(1)
    )
    return found is not None


async def _regions_below(work: Work, rule: Requirement) -> list[str]:
    """Names of the regions this threshold judges that are below it today."""
    judged = await regions_judged(work, rule.cohort, rule.stage)
    facts = await facts_of(work, judged) if judged else {}
    names = await region_names(work.session, judged)
    today = today_of(work)
    return [
        names[code]
        for code in judged
        if assess(facts[code].readings, [rule], scales(), criterion=rule.criterion, today=today).standing
        is Standing.BELOW
    ]
