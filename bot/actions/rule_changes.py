"""The effect of another threshold, stage or cohort: open alerts end, and it is told once as a rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import update
from sqlmodel import col

from bot.actions.alert_notices import people_of, post_of
from bot.actions.facts import facts_of, today_of
from bot.actions.rule_tellings import Occasion, inform_staff, tell_region, words_of
from bot.actions.work import Work
from bot.messages import rule_changes as messages
from bot.rules.criteria import Stage
from bot.rules.outcomes import RegionFacts
from bot.rules.requirements import Requirement
from bot.rules.rule_changes import RuledRegion, RuleEffect, effects_of
from db.engine import affected
from db.queries.alerts import OpenAlert, open_alerts
from db.queries.criteria import region_names
from db.queries.standings import regions_of_cohort, standings
from db.reference import scales
from db.tables import Alert, AlertState

RULE_CHANGED, LEFT = "rule_changed", "left"


async def regions_judged(work: Work, cohort: int, stage: Stage) -> list[str]:
    """Codes of the regions that thresholds of this cohort and stage judge today."""
    codes = [code for code, _ in await regions_of_cohort(work.session, cohort)]
    held = await standings(work.session, codes)
    return [code for code in codes if (held[code].cohort, held[code].stage) == (cohort, stage)]


async def turned(
    work: Work, codes: Sequence[str], before: Sequence[Requirement], after: Sequence[Requirement]
) -> list[RuleEffect]:
    """What other rules turn for regions that are judged by all of these."""
    facts = await facts_of(work, codes) if codes else {}
    return [
        effect
        for code in codes
        for effect in effects_of(ruled(code, facts[code], before, after), scales(), today=today_of(work))
    ]


def ruled(
    code: str, facts: RegionFacts, before: Sequence[Requirement], after: Sequence[Requirement]
) -> RuledRegion:
    return RuledRegion(code, before, after, facts.readings, facts.cases)


async def settle_rules(
    work: Work, effects: Sequence[RuleEffect], occasion: Occasion, *, is_quiet: bool
) -> list[messages.ToldOfRule]:
    """End the alerts that a rule ended, and tell each region once; returns what was told to whom."""
    cases = await _ended(work, effects)
    people = await people_of(work, {effect.region_code for effect in effects if effect.turn.is_for_region})
    names = await region_names(work.session, {effect.region_code for effect in effects})
    told: dict[str, messages.ToldOfRule] = {}
    for code in sorted(names, key=lambda code: names[code]):
        here = [effect for effect in effects if effect.region_code == code]
        for_region = [] if is_quiet else [effect for effect in here if effect.turn.is_for_region]
        posts = await tell_region(work, for_region, people.get(code, ()), cases, occasion)
        told[code] = messages.ToldOfRule(names[code], tuple(words_of(work, effect) for effect in here), posts)
    if told and not is_quiet:
        await inform_staff(work, told, occasion)
    return list(told.values())


async def expected(work: Work, effects: Sequence[RuleEffect]) -> list[messages.ToldOfRule]:
    """The same for a card, without doing any of it."""
    own = {effect.region_code for effect in effects if effect.turn.is_for_region}
    people = await people_of(work, own)
    names = await region_names(work.session, {effect.region_code for effect in effects})
    return [
        messages.ToldOfRule(
            names[code],
            tuple(words_of(work, effect) for effect in effects if effect.region_code == code),
            tuple(post_of(person) for person in people.get(code, ())),
        )
        for code in sorted(names, key=lambda code: names[code])
    ]


async def close_alerts(work: Work, alert_ids: Collection[int], *, reason: str, action: str) -> list[int]:
    """Close by conditional update, without a word; returns those that were open."""
    closed = []
    for alert_id in sorted(alert_ids):
        done = await work.session.execute(
            update(Alert)
            .where(col(Alert.id) == alert_id, col(Alert.state) == AlertState.OPEN)
            .values(state=AlertState.WITHDRAWN, closed_at=work.now, close_reason=reason, due_at=None)
        )
        if affected(done) == 1:
            closed.append(alert_id)
            await work.audit(action, "alert", alert_id)
    return closed


async def _ended(work: Work, effects: Sequence[RuleEffect]) -> dict[int, OpenAlert]:
    """The alerts that end by this, as they were while open."""
    ids = {effect.case.alert_id for effect in effects if effect.case}
    codes = sorted({effect.region_code for effect in effects if effect.case})
    cases = {case.id: case for case in await open_alerts(work.session, codes)} if codes else {}
    closed = await close_alerts(work, ids & set(cases), reason=RULE_CHANGED, action="alert_rule_changed")
    return {alert_id: cases[alert_id] for alert_id in closed}
