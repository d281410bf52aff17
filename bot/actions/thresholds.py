"""Thresholds: shown to staff, confirmed by an admin."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.work import Work
from bot.messages import thresholds as messages
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.assessments import Standing, assess
from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import Criterion
from bot.rules.documents import document_named
from bot.rules.errors import Stale
from bot.rules.fingerprints import fingerprint
from bot.rules.requirements import Requirement
from db.engine import affected
from db.queries.criteria import readings_of, region_names, requirements_of
from db.queries.standings import newest_cohort, regions_of_cohort, standings
from db.queries.thresholds import announced
from db.reference import criteria, scales
from db.tables import Threshold

ASK_DOCUMENT = "threshold_document"


@dataclass(frozen=True, slots=True)
class ThresholdList:
    """The thresholds of one cohort, and whether the reader may confirm them."""

    cohort: int | None
    rules: tuple[tuple[Criterion, Requirement], ...]
    may_confirm: bool


def version_of(rule: Requirement) -> str:
    """Eight characters that change with what is confirmed: an old button confirms nothing new."""
    said = f"{rule.minimum}|{rule.instrument}|{rule.source}"
    return fingerprint(said)


async def thresholds_of(work: Work, *, cohort: int | None) -> ThresholdList:
    """The thresholds of a cohort, the newest by default. Raises NotRegistered, Forbidden."""
    require(work.actor, Action.SEE_THRESHOLDS)
    asked = cohort or await newest_cohort(work.session)
    rules = await requirements_of(work.session, [asked] if asked else [], today=local_date(work.now, WIB))
    return ThresholdList(asked, _paired(rules), work.actor.at_least(Role.ADMIN))


async def confirm_threshold(work: Work, *, threshold_id: int, version: str) -> None:
    """Make a threshold speak to regions from now on; nothing is said about values recorded before.

    Raises NotRegistered, Forbidden, Stale (it has changed since the button was shown).
    """
    row = await _locked(work, threshold_id)
    criterion, rule = await _rule(work, row)
    if not rule.minimum or version_of(rule) != version:
        raise Stale
    done = await work.session.execute(
        update(Threshold)
        .where(col(Threshold.id) == threshold_id, col(Threshold.is_confirmed).is_(False))
        .values(is_confirmed=True, confirmed_by_staff_id=work.actor.staff_id, confirmed_at=work.now)
    )
    if affected(done) == 1:
        await work.audit("threshold_confirmed", "threshold", threshold_id, minimum=rule.minimum)
    _, rule = await _rule(work, row)
    below = await _regions_below(work, rule)
    await work.receipt(messages.confirmed(criterion, rule, below=below, is_new=affected(done) == 1))


async def ask_document(work: Work, *, threshold_id: int) -> None:
    """Isi dasar dokumen: asks for the paper a threshold rests on. Raises NotRegistered, Forbidden, Stale."""
    row = await _locked(work, threshold_id)
    await dialogues.ask(work, ASK_DOCUMENT, threshold=threshold_id)
    await work.receipt(messages.ask_document(*await _rule(work, row)))


async def set_document(work: Work, *, threshold_id: int, typed: str) -> None:
    """The paper, as regions read it from now on.

    Raises NotRegistered, Forbidden, Stale, DocumentUnusable (the question stays open).
    """
    row = await _locked(work, threshold_id)
    before = row.document
    row.document = document_named(typed, written=row.document or row.source)
    await work.session.flush()
    await dialogues.close(work)
    await work.audit(
        "threshold_document_set", "threshold", threshold_id, document=row.document, before=before
    )
    await work.receipt(messages.document_set(*await _rule(work, row)))


async def _locked(work: Work, threshold_id: int) -> Threshold:
    require(work.actor, Action.CONFIRM_THRESHOLDS)
    row = await work.session.get(Threshold, threshold_id, with_for_update=True)
    if row is None:
        raise Stale
    return row


async def _rule(work: Work, row: Threshold) -> tuple[Criterion, Requirement]:
    """A threshold as it is stored now, with its criterion. Raises Stale for one replaced or withdrawn."""
    today = local_date(work.now, WIB)
    rules = await requirements_of(work.session, [row.cohort], today=today)
    rules += await announced(work.session, row.cohort, today=today)
    rule = next((rule for rule in rules if rule.threshold_id == row.id), None)
    if rule is None:
        raise Stale
    return next(c for c in criteria() if c.key is rule.criterion), rule


async def _regions_below(work: Work, rule: Requirement) -> list[str]:
    """Names of the regions this threshold judges that are below it today."""
    codes = [code for code, _ in await regions_of_cohort(work.session, rule.cohort)]
    held = await standings(work.session, codes)
    judged = [c for c in codes if (held[c].cohort, held[c].stage) == (rule.cohort, rule.stage)]
    readings = await readings_of(work.session, judged)
    names = await region_names(work.session, judged)
    today = local_date(work.now, WIB)
    return [
        names[code]
        for code in judged
        if assess(readings.get(code, ()), [rule], scales(), criterion=rule.criterion, today=today).standing
        is Standing.BELOW
    ]


def _paired(rules: list[Requirement]) -> tuple[tuple[Criterion, Requirement], ...]:
    """Each with its criterion, by official number."""
    by_key = {criterion.key: criterion for criterion in criteria()}
    return tuple(sorted(((by_key[r.criterion], r) for r in rules), key=lambda pair: pair[0].number))
