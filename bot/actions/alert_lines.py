"""Open alerts as texts show them: how the criterion stands today, for many regions at once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.facts import facts_of, today_of
from bot.actions.work import Work
from bot.rules.alert_lives import LiveAlert
from bot.rules.assessments import Standing, assess
from bot.rules.status import CriterionLine
from db.reference import criteria, scales


async def lines_of(work: Work, alerts: Sequence[LiveAlert]) -> dict[int, CriterionLine]:
    """By alert id; a constant number of queries."""
    facts = await facts_of(work, sorted({alert.region_code for alert in alerts}))
    known = {criterion.key: criterion for criterion in criteria()}
    today = today_of(work)
    return {
        alert.id: CriterionLine(
            known[alert.criterion],
            assess(
                facts[alert.region_code].readings,
                facts[alert.region_code].requirements,
                scales(),
                criterion=alert.criterion,
                today=today,
            ),
        )
        for alert in alerts
    }


def is_below(line: CriterionLine) -> bool:
    """Whether it may be said to be below its threshold: between threshold and recovery it may not."""
    return line.assessment.standing is Standing.BELOW
