"""The status of a region as a picture, for whoever may see it as text."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.status import status_of
from bot.actions.work import Work
from bot.messages import status_cards
from bot.rules.outbox import Text
from bot.rules.status_cards import StatusCard
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
