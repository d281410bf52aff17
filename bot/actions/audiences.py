"""Which posts hear of a batch of values: shown on its card before, and on the receipt after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.actions.alert_notices import already_told, people_of, post_of
from bot.actions.early_ends import is_said_by_notice
from bot.actions.work import Work
from bot.rules.alerts import Verdict
from bot.rules.outcomes import Outcome
from db.queries.alerts import open_alerts
from db.queries.early_notices import early_told

Posts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Heard:
    """The posts that hear of a batch, by region."""

    told: Posts = field(default_factory=dict)  #: of an alert; a region where nobody is has no posts
    informed: Posts = field(default_factory=dict)  #: of what is no alarm, or that such a notice was wrong


async def audience(work: Work, outcomes: Sequence[Outcome]) -> Heard:
    """Who would hear of these judgements. Changes nothing."""
    spoken = [outcome for outcome in outcomes if outcome.verdict.speaks]
    early = [outcome for outcome in outcomes if outcome.verdict.is_early or outcome.untrue]
    people = await people_of(work, {outcome.region_code for outcome in (*spoken, *early)})
    cases = {alert.id: alert for alert in await open_alerts(work.session, list(people))}
    told: dict[str, list[str]] = defaultdict(list)
    for outcome in spoken:
        case = cases.get(outcome.case.alert_id) if outcome.case else None
        hears = (
            people[outcome.region_code] if outcome.verdict is Verdict.DROPPED else already_told(people, case)
        )
        told[outcome.region_code] += [post_of(person) for person in hears]
    had = await _had(work, early)
    informed: dict[str, list[str]] = defaultdict(list)
    for outcome in early:
        informed[outcome.region_code] += [
            post_of(person)
            for person in people[outcome.region_code]
            if outcome.verdict.is_early or person.contact_id in had[outcome.region_code, _told_ids(outcome)]
        ]
    return Heard(posts_of(told), {code: posts for code, posts in posts_of(informed).items() if posts})


def posts_of(found: Mapping[str, Sequence[str]]) -> Posts:
    """Each post once."""
    return {code: tuple(dict.fromkeys(posts)) for code, posts in found.items()}


def _told_ids(outcome: Outcome) -> frozenset[int]:
    return frozenset(each.told_id for each in outcome.untrue if not is_said_by_notice(outcome, each))


async def _had(work: Work, early: Sequence[Outcome]) -> Mapping[tuple[str, frozenset[int]], set[int]]:
    """The contacts that have an early notice which is untrue now, by region and values told."""
    asked = {(outcome.region_code, _told_ids(outcome)) for outcome in early if outcome.untrue}
    had: dict[tuple[str, int], set[int]] = defaultdict(set)
    for notice in await early_told(work.session, sorted({code for code, _ in asked})):
        had[notice.region_code, notice.measurement_id].add(notice.contact_id)
    found: dict[tuple[str, frozenset[int]], set[int]] = defaultdict(set)
    for code, ids in asked:
        found[code, ids] = set().union(*(had[code, told_id] for told_id in ids))
    return found
