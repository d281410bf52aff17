"""What each kind of request means: its card, who has to agree, what approval does, what the asker reads.

A new purpose is a module with these five, as ``seat_requests`` is, and a line in ``PURPOSES``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.actions import seat_requests
from bot.actions.work import Work
from bot.messages import request_cards, requests
from bot.rules.outbox import Text
from bot.rules.requests import Refused, RequestPurpose, RequestView
from db.tables import RequestState


@dataclass(frozen=True, slots=True)
class Purpose:
    """How requests of one purpose are decided. Seat and asker are locked when ``approve`` is called."""

    card: Callable[[RequestView], Text]
    needs_second: Callable[[RequestView], bool]
    #: Carries it out and tells everybody concerned, the asker too; who decided is ``work.actor``.
    approve: Callable[[Work, RequestView], Awaitable[None]]
    #: Refused, taken back or run out: tells whoever else was told of the request.
    close: Callable[[Work, RequestView, RequestState], Awaitable[None]]
    refused: Callable[[RequestView, Refused], Text]
    expired: Callable[[], Text]


PURPOSES: Mapping[RequestPurpose, Purpose] = {
    RequestPurpose.SEAT: Purpose(
        card=request_cards.approval_card,
        needs_second=seat_requests.needs_second,
        approve=seat_requests.approve,
        close=seat_requests.close,
        refused=seat_requests.refused,
        expired=requests.request_expired,
    ),
}
