"""What a batch means for each criterion of a region: decided once for the card, again for the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from bot.rules.alerts import Verdict, judge
from bot.rules.assessments import Assessment, Standing, assess
from bot.rules.corrected import Untrue, chain_of, untrue_notices
from bot.rules.criteria import CriterionKey
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.scales import Scales


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An alert that is open before the batch."""

    alert_id: int
    measurement_id: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the batch means for one criterion of one region."""

    region_code: str
    verdict: Verdict
    assessment: Assessment
    case: OpenCase | None = None
    wrong_id: int | None = None  #: the value we spoke of and that is corrected now
    right: Reading | None = None  #: what stands in its place
    corrects: Reading | None = None  #: what the newest value, recorded now, puts right
    untrue: tuple[Untrue, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """What is known of a region before the batch."""

    readings: Sequence[Reading] = ()
    requirements: Sequence[Requirement] = ()
    cases: Mapping[CriterionKey, OpenCase] | None = None
    early: Mapping[CriterionKey, frozenset[int]] | None = None  #: values that early notices spoke of
    takes_part: bool = True  #: False: in no cohort, or its candidacy was revoked


def outcomes(
    region_code: str, new: Sequence[Reading], facts: RegionFacts, scales: Scales, *, today: date
) -> list[Outcome]:
    """Judge every criterion the new readings touch. They carry ids greater than those known before."""
    by_criterion: dict[CriterionKey, list[Reading]] = {}
    for reading in new:
        by_criterion.setdefault(reading.criterion, []).append(reading)
    keys = sorted(by_criterion, key=list(CriterionKey).index)
    return [
        _outcome_of(region_code, by_criterion[key], facts, scales, criterion=key, today=today) for key in keys
    ]


def _outcome_of(
    region_code: str,
    own: Sequence[Reading],
    facts: RegionFacts,
    scales: Scales,
    *,
    criterion: CriterionKey,
    today: date,
) -> Outcome:
    before = [r for r in facts.readings if r.criterion is criterion]
    readings = [*before, *own]
    after = assess(readings, facts.requirements, scales, criterion=criterion, today=today)
    case = (facts.cases or {}).get(criterion)
    published = [r for r in own if r.published_on is None or r.published_on <= today]
    corrected = {r.measurement_id: chain_of(r, readings) for r in published}
    right = _right(case, published, corrected)
    verdict = judge(
        after,
        recorded={r.measurement_id for r in published},
        alerting=case is not None,
        alerted_measurement=case.measurement_id if case else None,
        corrected={wrong for chain in corrected.values() for wrong in chain},
        right_is_low=right is not None and _was_low(right, readings, facts, scales, today),
    )
    found = _outcome(region_code, verdict if published else Verdict.NOT_YET, after, case, published, right)
    told = (facts.early or {}).get(criterion, frozenset())
    untrue = tuple(untrue_notices(told, before, published, corrected, today=today)) if told else ()
    verdict = found.verdict
    if untrue and _is_amended(found, published):
        verdict = Verdict.AMENDED
    elif verdict.is_early and not facts.takes_part:
        verdict = Verdict.UNSET  # nothing is asked of this region, so nothing is told to it
    elif verdict.is_early and _was_heard(after, before, told):
        verdict = Verdict.QUIET
    return replace(
        found,
        verdict=verdict,
        corrects=_corrects(after, before, published),
        untrue=untrue,
    )


def _is_amended(found: Outcome, published: Sequence[Reading]) -> bool:
    """Whether there is nothing but the correction to be said: no alert, and no news of a later year."""
    newest = found.assessment.reading
    is_news = newest in published and newest is not None and newest.corrects_id is None
    is_alert = found.verdict.speaks or found.verdict in {
        Verdict.STAFF_ONLY,
        Verdict.STILL_LOW,
        Verdict.NOT_YET,
    }
    return not is_news and not is_alert


def _was_heard(after: Assessment, before: Sequence[Reading], told: AbstractSet[int]) -> bool:
    """Whether an early notice spoke of the same figure: it was put right without a word, and is back."""
    newest = after.reading
    return newest is not None and any(
        r.measurement_id in told and r.says_the_same(newest) for r in before if r != newest
    )


def _corrects(after: Assessment, before: Sequence[Reading], published: Sequence[Reading]) -> Reading | None:
    """The value that the newest one puts right, if that is recorded now."""
    newest = after.reading
    if newest is None or newest.corrects_id is None or newest not in published:
        return None
    return next((r for r in before if r.measurement_id == newest.corrects_id), None)


def _right(
    case: OpenCase | None, published: Sequence[Reading], corrected: Mapping[int, tuple[int, ...]]
) -> Reading | None:
    """What stands now in the place of the value an open alert spoke of, if that was wrong."""
    found = [r for r in published if case and case.measurement_id in corrected[r.measurement_id]]
    return found[-1] if found else None


def _was_low(
    right: Reading, readings: Sequence[Reading], facts: RegionFacts, scales: Scales, today: date
) -> bool:
    """Whether the right value was below the threshold in its own period."""
    then = [r for r in readings if r.year <= right.year]
    seen = assess(then, facts.requirements, scales, criterion=right.criterion, today=today)
    return seen.standing is Standing.BELOW


def _outcome(
    region_code: str,
    verdict: Verdict,
    after: Assessment,
    case: OpenCase | None,
    published: Sequence[Reading],
    right: Reading | None,
) -> Outcome:
    """With both figures where something said was wrong: the one told, or the one a streak rested on."""
    if case is None or verdict not in {Verdict.REVISED, Verdict.CORRECTED}:
        return Outcome(region_code, verdict, after, case)
    if right is not None:
        return Outcome(region_code, verdict, after, case, case.measurement_id, right)
    rested = [r for r in published if r in after.opinions and r.corrects_id is not None]
    opinion = rested[-1] if rested else None
    return Outcome(region_code, verdict, after, case, opinion.corrects_id if opinion else None, opinion)
