"""What another threshold, stage or cohort means for a region whose values did not change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.rules.alerts import has_recovered
from bot.rules.assessments import Assessment, Standing, assess
from bot.rules.criteria import CriterionKey, Stage
from bot.rules.fingerprints import fingerprint
from bot.rules.outcomes import OpenCase
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.scales import Scales

RuleSeries = tuple[int, Stage, CriterionKey, str]  #: as Requirement.series


class Turn(StrEnum):
    """Where a rule alone took a region. Nothing of it is an alarm."""

    BELOW = "below"  #: below from now on, by a confirmed threshold: the region is told
    CLEAR = "clear"  #: below until now, by a confirmed threshold, and no longer: the region is told
    BELOW_UNCONFIRMED = "below_unconfirmed"  #: below a threshold nobody has confirmed: staff only
    CLEAR_UNCONFIRMED = "clear_unconfirmed"  #: no longer below one nobody had confirmed: staff only

    @property
    def is_for_region(self) -> bool:
        return self in {Turn.BELOW, Turn.CLEAR}

    @property
    def is_below(self) -> bool:
        return self in {Turn.BELOW, Turn.BELOW_UNCONFIRMED}


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """One criterion of one region before and after a change of the rule, by the same values."""

    region_code: str
    criterion: CriterionKey
    turn: Turn
    before: Assessment
    after: Assessment
    case: OpenCase | None = None  #: an alert that ends by it

    def by_version(self, ids: Mapping[RuleSeries, int]) -> RuleEffect:
        """With the ids of the versions that were stored meanwhile."""
        rule = self.after.requirement
        if rule is None or rule.threshold_id or rule.series not in ids:
            return self
        named = replace(rule, threshold_id=ids[rule.series])
        return replace(self, after=replace(self.after, requirement=named))


@dataclass(frozen=True, slots=True)
class RuledRegion:
    """What a region is judged by before and after, and its values. No requirements: it is in no cohort."""

    code: str
    before: Sequence[Requirement]
    after: Sequence[Requirement]
    readings: Sequence[Reading] = ()
    cases: Mapping[CriterionKey, OpenCase] | None = None


def effects_of(region: RuledRegion, scales: Scales, *, today: date) -> list[RuleEffect]:
    """Only where something turned: a region that was below and still is hears nothing."""
    found = []
    for criterion in CriterionKey:
        case = (region.cases or {}).get(criterion)
        if criterion is CriterionKey.PERKARA or _is_same(region, criterion):
            continue
        before = assess(region.readings, region.before, scales, criterion=criterion, today=today)
        after = assess(region.readings, region.after, scales, criterion=criterion, today=today)
        turn = turn_of(before, after, is_alerting=case is not None)
        if turn is not None:
            ended = case if not turn.is_below else None
            found.append(RuleEffect(region.code, criterion, turn, before, after, ended))
    return found


def turn_of(before: Assessment, after: Assessment, *, is_alerting: bool = False) -> Turn | None:
    """None: nothing turned. While an alert is open the region knows already that it is below."""
    was, now = before.standing is Standing.BELOW, after.standing is Standing.BELOW
    if is_alerting:
        return Turn.CLEAR if _ends(before, after) else None
    if now:
        if was and (_is_confirmed(before) or not _is_confirmed(after)):
            return None
        return Turn.BELOW if _is_confirmed(after) else Turn.BELOW_UNCONFIRMED
    if not was:
        return None
    return Turn.CLEAR if _is_confirmed(before) else Turn.CLEAR_UNCONFIRMED


def _ends(before: Assessment, after: Assessment) -> bool:
    """Whether the rule alone ends an open alert: met up to the recovery mark, or nothing can be missed."""
    if after.standing is Standing.BELOW:
        return False
    if after.standing is Standing.MET:
        return has_recovered(after) and not has_recovered(before)
    return after.standing is not before.standing


def fingerprint_of(effects: Sequence[RuleEffect], *, said: str) -> str:
    """Ten characters that change when a card no longer says what a change would do."""
    parts = [
        f"{e.region_code}:{e.criterion}:{e.turn}:{_reading_id(e.after)}:{e.case.alert_id if e.case else ''}"
        for e in effects
    ]
    return fingerprint("|".join([said, *parts]), length=10)


def _is_same(region: RuledRegion, criterion: CriterionKey) -> bool:
    """Whether no threshold of this criterion differs, which is nearly always so."""
    before = {rule for rule in region.before if rule.criterion is criterion}
    return before == {rule for rule in region.after if rule.criterion is criterion}


def _is_confirmed(seen: Assessment) -> bool:
    return seen.requirement is not None and seen.requirement.is_confirmed


def _reading_id(seen: Assessment) -> int:
    return seen.reading.measurement_id if seen.reading else 0
