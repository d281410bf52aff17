"""The status of a region as a picture, for whoever may see it as text."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.status import status_of
from bot.actions.work import Work
from bot.messages import graphs, status_cards
from bot.rules.criteria import CriterionKey
from bot.rules.errors import Forbidden
from bot.rules.graph_cards import GraphCard
from bot.rules.graphs import graph
from bot.rules.outbox import Text
from bot.rules.readings import known
from bot.rules.status_cards import StatusCard
from db.queries.criteria import requirements_of
from db.reference import scales


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn outside the transaction, and the same as text."""

    card: StatusCard
    caption: Text


async def card_of(work: Work, *, region_code: str) -> Picture:
    """The eight criteria on one card. Raises NotRegistered, Forbidden."""
    report = await status_of(work, region_code=region_code, form="png")
    card = status_cards.card(report, scales())
    return Picture(card, status_cards.caption(card))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph drawn outside the transaction, and the same as text; None where there is nothing to draw."""

    card: GraphCard | None
    caption: Text


async def graph_of(work: Work, *, region_code: str, number: int) -> Drawing:
    """One criterion over the years. Raises NotRegistered, Forbidden, also where it has no values to draw."""
    report = await status_of(work, region_code=region_code, form="png")
    line = next((line for line in report.lines if line.criterion.number == number), None)
    if line is None or line.criterion.key is CriterionKey.PERKARA:
        raise Forbidden
    own = (reading for reading in report.readings if reading.criterion is line.criterion.key)
    rules = await requirements_of(work.session, [report.cohort], today=report.today) if report.cohort else []
    mine = [rule for rule in rules if rule.stage is report.stage]
    drawn = graph(known(own, report.today), mine, scales(), criterion=line.criterion.key)
    if drawn is None:
        return Drawing(None, graphs.nothing(report, line))
    card = graphs.card(report, line, drawn)
    return Drawing(card, graphs.caption(card))
