"""What is known of regions before a batch of values: five queries, however many regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from bot.actions.work import Work
from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey
from bot.rules.outcomes import OpenCase, RegionFacts
from bot.rules.requirements import Requirement
from db.queries.alerts import open_alerts
from db.queries.criteria import readings_of, requirements_of
from db.queries.early_notices import early_told
from db.queries.standings import Standing, standings


def today_of(work: Work) -> date:
    """The business date: the calendar of the capital."""
    return local_date(work.now, WIB)


async def facts_of(work: Work, codes: Sequence[str]) -> dict[str, RegionFacts]:
    """What judging these regions needs: values, thresholds, open alerts, early notices that stand."""
    readings = await readings_of(work.session, codes)
    held = await standings(work.session, codes)
    cohorts = sorted({standing.cohort for standing in held.values()})
    rules = await requirements_of(work.session, cohorts, today=today_of(work))
    cases: dict[str, dict[CriterionKey, OpenCase]] = defaultdict(dict)
    for alert in await open_alerts(work.session, codes):
        cases[alert.region_code][alert.criterion] = OpenCase(alert.id, alert.measurement_id)
    early: dict[str, dict[CriterionKey, frozenset[int]]] = defaultdict(dict)
    for told in await early_told(work.session, codes):
        spoken = early[told.region_code].get(told.criterion, frozenset())
        early[told.region_code][told.criterion] = spoken | {told.measurement_id}
    return {
        code: RegionFacts(
            readings.get(code, ()),
            _own(rules, held.get(code)),
            cases.get(code),
            early.get(code),
            takes_part=code in held,
        )
        for code in codes
    }


def _own(rules: Sequence[Requirement], standing: Standing | None) -> list[Requirement]:
    """The thresholds of the region's newest candidacy at its present stage."""
    if standing is None:
        return []
    return [rule for rule in rules if (rule.cohort, rule.stage) == (standing.cohort, standing.stage)]
