"""What is expected of every publisher today, for one region: two small reads, however many regions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.work import Work
from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey
from bot.rules.cycles import Cycle, cycles
from bot.rules.readings import Reading
from db.queries import publications as queries
from db.reference import publication_calendar


async def cycles_of(work: Work, readings: Sequence[Reading]) -> dict[CriterionKey, Cycle]:
    """The cycle of each criterion, by what this region has."""
    today = local_date(work.now, WIB)
    calendar = publication_calendar()
    periods = calendar.expected_periods(today)
    return cycles(
        calendar,
        readings,
        published=await queries.published(work.session, periods, today=today),
        delays=await queries.delays(work.session, today=today),
        today=today,
    )
