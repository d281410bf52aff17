"""What a batch of drafts would change, region by region: decided once for the card, again for the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.rules.alerts import Verdict, judge
from bot.rules.assessments import Assessment, Standing, assess
from bot.rules.criteria import CriterionKey
from bot.rules.entries import Draft
from bot.rules.errors import Problem
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.scales import Scales


class Effect(StrEnum):
    """What a draft does to what was recorded before."""

    NEW = "new"
    CHANGED = "changed"  #: corrects the last word of its slot
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Addition:
    """A draft and its effect; ``draft.reading.corrects_id`` names what a changed one corrects."""

    draft: Draft
    effect: Effect


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


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """What is known of a region before the batch."""

    readings: Sequence[Reading] = ()
    requirements: Sequence[Requirement] = ()
    cases: Mapping[CriterionKey, OpenCase] | None = None


def agreed(drafts: Sequence[Draft]) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """What the rows of one file say once, and every row that another one contradicts.

    Of contradicting rows none is right by chance: all of them are left out. Of equal rows the first counts.
    """
    same: dict[tuple[str, str, tuple[str, int, bool]], list[Draft]] = {}
    for draft in drafts:
        key = (draft.region_code, draft.reading.criterion.value, draft.reading.slot)
        same.setdefault(key, []).append(draft)
    good, problems = [], []
    for rows in same.values():
        if all(row.reading.says_the_same(rows[0].reading) for row in rows):
            good.append(rows[0])
            continue
        for row in rows:
            others = [other for other in rows if not other.reading.says_the_same(row.reading)]
            detail = {"other": ", ".join(str(other.line) for other in others)}
            problems.append(Problem("row_contradicts", line=row.line, detail=detail))
    return tuple(good), tuple(problems)


def additions(drafts: Iterable[Draft], readings: Mapping[str, Sequence[Reading]]) -> list[Addition]:
    """Set each draft against the last word of its slot; repeated rows are unchanged."""
    last: dict[tuple[str, CriterionKey, tuple[str, int, bool]], Reading] = {}
    for region, known in readings.items():
        corrected = {r.corrects_id for r in known}
        for reading in known:
            if reading.measurement_id not in corrected:
                last[region, reading.criterion, reading.slot] = reading
    found = []
    for draft in drafts:
        key = (draft.region_code, draft.reading.criterion, draft.reading.slot)
        before = last.get(key)
        if before is None:
            addition = Addition(draft, Effect.NEW)
        elif before.says_the_same(draft.reading):
            addition = Addition(draft, Effect.UNCHANGED)
        else:
            corrects = before.measurement_id or None
            corrected_draft = replace(draft, reading=replace(draft.reading, corrects_id=corrects))
            addition = Addition(corrected_draft, Effect.CHANGED)
        if addition.effect is not Effect.UNCHANGED:
            last[key] = addition.draft.reading
        found.append(addition)
    return found


def outcomes(
    region_code: str, new: Sequence[Reading], facts: RegionFacts, scales: Scales, *, today: date
) -> list[Outcome]:
    """Judge every criterion the new readings touch. They carry ids greater than those known before."""
    cases = facts.cases or {}
    found = []
    for criterion in sorted({r.criterion for r in new}, key=list(CriterionKey).index):
        own = [r for r in new if r.criterion is criterion]
        readings = [*facts.readings, *own]
        after = assess(readings, facts.requirements, scales, criterion=criterion, today=today)
        case = cases.get(criterion)
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
        if not published:
            verdict = Verdict.NOT_YET
        found.append(_outcome(region_code, verdict, after, case, published, right))
    return found


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


def chain_of(reading: Reading, known: Iterable[Reading]) -> tuple[int, ...]:
    """The ids this reading corrects, and those these corrected before, newest first."""
    corrects = {r.measurement_id: r.corrects_id for r in known}
    chain: list[int] = []
    wrong = reading.corrects_id
    while wrong is not None and wrong not in chain:
        chain.append(wrong)
        wrong = corrects.get(wrong)
    return tuple(chain)


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
