"""The effect of another threshold, stage or cohort: open alerts end, and it is told once as a rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import update
from sqlmodel import col

from bot.actions.alert_memory import take_back
from bot.actions.alert_notices import people_of, post_of
from bot.actions.facts import facts_of, today_of
from bot.actions.rule_tellings import Occasion, inform_staff, telling_of, words_of
from bot.actions.work import Work
from bot.messages.rule_changes import ToldOfRule
from bot.rules.criteria import Stage
from bot.rules.outcomes import RegionFacts
from bot.rules.requirements import Requirement
from bot.rules.rule_changes import RuledRegion, RuleEffect, effects_of
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
) -> list[ToldOfRule]:
    """End the alerts that a rule ended, and tell each region once; returns what was told to whom."""
    if not effects:
        return []
    codes = {effect.region_code for effect in effects}
    ended = await _ended(work, effects)
    people = await people_of(work, codes)
    names = await region_names(work.session, codes)
    telling = await telling_of(work, ended, codes)
    told: dict[str, ToldOfRule] = {}
    for code in sorted(codes, key=lambda code: names[code]):
        here = [effect for effect in effects if effect.region_code == code]
        own = [effect for effect in here if effect.turn.is_for_region]
        posts = await telling.tell(own, people[code], occasion, is_quiet=is_quiet)
        taken = bool(own and people[code]) and not posts and not is_quiet
        told[code] = ToldOfRule(names[code], tuple(words_of(work, effect) for effect in here), posts, taken)
    await take_back(work, telling.memory)
    if not is_quiet:
        await inform_staff(work, told, occasion)
    return list(told.values())


async def expected(work: Work, effects: Sequence[RuleEffect]) -> list[ToldOfRule]:
    """The same for a card, without doing any of it."""
    own = {effect.region_code for effect in effects if effect.turn.is_for_region}
    people = await people_of(work, own)
    names = await region_names(work.session, {effect.region_code for effect in effects})
    return [
        ToldOfRule(
            names[code],
            tuple(words_of(work, effect) for effect in effects if effect.region_code == code),
            tuple(post_of(person) for person in people.get(code, ())),
        )
        for code in sorted(names, key=lambda code: names[code])
    ]


async def close_alerts(work: Work, alerts: Collection[OpenAlert], *, reason: str, action: str) -> set[int]:
    """Close by conditional update, without a word; returns those that were open."""
    if not alerts:
        return set()
    regions = {alert.id: alert.region_code for alert in alerts}
    done = await work.session.execute(
        update(Alert)
        .where(col(Alert.id).in_(regions), col(Alert.state) == AlertState.OPEN)
        .values(state=AlertState.WITHDRAWN, closed_at=work.now, close_reason=reason, due_at=None)
        .returning(col(Alert.id))
        .execution_options(synchronize_session=False)
    )
    closed = {alert_id for alert_id in done.scalars() if alert_id is not None}
    for alert_id in sorted(closed):
        await work.audit(action, "alert", alert_id, region=regions[alert_id])
    return closed


async def _ended(work: Work, effects: Sequence[RuleEffect]) -> dict[int, OpenAlert]:
    """The alerts that end by this, as they were while open."""
    ids = {effect.case.alert_id for effect in effects if effect.case}
    codes = sorted({effect.region_code for effect in effects if effect.case})
    cases = [case for case in await open_alerts(work.session, codes) if case.id in ids] if codes else []
    closed = await close_alerts(work, cases, reason=RULE_CHANGED, action="alert_rule_changed")
    return {case.id: case for case in cases if case.id in closed}
