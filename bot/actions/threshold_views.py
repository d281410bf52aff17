"""Thresholds as they are shown: those of a cohort, and one with all its versions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.facts import today_of
from bot.actions.work import Work
from bot.rules.access import Action, may, require
from bot.rules.criteria import Criterion
from bot.rules.errors import Forbidden
from bot.rules.fingerprints import fingerprint
from bot.rules.requirements import Requirement
from bot.rules.threshold_versions import Versions, in_series
from db.queries.standings import newest_cohort
from db.queries.thresholds import cohort_of, versions_of
from db.reference import criteria


@dataclass(frozen=True, slots=True)
class ThresholdList:
    """The thresholds of one cohort, and whether the reader may change them."""

    cohort: int | None
    thresholds: tuple[Versions, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class ThresholdCard:
    """One threshold with all its versions."""

    criterion: Criterion
    versions: Versions
    may_change: bool


def version_of(rule: Requirement) -> str:
    """Eight characters that change with what is confirmed: an old button confirms nothing new."""
    said = f"{rule.minimum}|{rule.instrument}|{rule.source}"
    return fingerprint(said)


async def thresholds_of(work: Work, *, cohort: int | None) -> ThresholdList:
    """The thresholds of a cohort, the newest by default. Raises NotRegistered, Forbidden."""
    require(work.actor, Action.SEE_THRESHOLDS)
    asked = cohort or await newest_cohort(work.session)
    versions = await versions_of(work.session, asked) if asked else []
    found = tuple(in_series(versions, today_of(work)))
    return ThresholdList(asked, found, may(work.actor, Action.CONFIRM_THRESHOLDS))


async def threshold_of(work: Work, *, threshold_id: int) -> ThresholdCard:
    """The threshold this is a version of. Raises NotRegistered, Forbidden (there is none)."""
    require(work.actor, Action.SEE_THRESHOLDS)
    found = await series_with(work, threshold_id)
    if found is None:
        raise Forbidden
    return ThresholdCard(
        criterion_of(found.history[0].rule), found, may(work.actor, Action.CONFIRM_THRESHOLDS)
    )


async def series_with(work: Work, threshold_id: int) -> Versions | None:
    """All versions of the threshold this is one of; None if there is no such version."""
    cohort = await cohort_of(work.session, threshold_id)
    versions = in_series(await versions_of(work.session, cohort), today_of(work)) if cohort else []
    return next((v for v in versions if any(o.rule.threshold_id == threshold_id for o in v.history)), None)


def criterion_of(rule: Requirement) -> Criterion:
    return next(criterion for criterion in criteria() if criterion.key is rule.criterion)
