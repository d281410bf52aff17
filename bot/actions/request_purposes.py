"""What each kind of request means: its card, who has to agree, what approval does, what the asker reads.

A new purpose is a module with these, as ``seat_requests`` is, and a line in ``PURPOSES``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, false

from bot.actions import name_corrections, new_accounts, seat_requests
from bot.actions.request_holders import tell_holder
from bot.actions.work import Work
from bot.messages import name_corrections as name_words
from bot.messages import new_accounts as account_words
from bot.messages import request_cards, requests
from bot.rules.outbox import Text
from bot.rules.requests import Refused, RequestPurpose, RequestView
from db.tables import RequestState


def nothing(view: RequestView) -> ColumnElement[bool]:
    """Every other request goes on waiting."""
    return false()


class Told(Protocol):
    """In a flood of requests people are told once an hour, and not of each."""

    def __call__(self, work: Work, view: RequestView, *, is_flood: bool) -> Awaitable[None]: ...


@dataclass(frozen=True, slots=True)
class Purpose:
    """How requests of one purpose are decided. Seat and asker are locked when ``approve`` is called."""

    card: Callable[[RequestView], Text]
    #: Tells whoever would have to go, at once.
    asked: Told
    needs_second: Callable[[RequestView], bool]
    #: Carries it out and tells everybody concerned, the asker too; who decided is ``work.actor``.
    approve: Callable[[Work, RequestView], Awaitable[None]]
    #: Refused, taken back or run out: tells whoever else was told of the request.
    close: Callable[[Work, RequestView, RequestState], Awaitable[None]]
    refused: Callable[[RequestView, Refused], Text]
    expired: Callable[[], Text]
    #: Which others there is nothing left to decide about, once this one is approved.
    pointless: Callable[[RequestView], ColumnElement[bool]] = nothing
    #: What whoever asked in vain reads then; None where he did it himself.
    over: Callable[[], Text] | None = None


PURPOSES: Mapping[RequestPurpose, Purpose] = {
    RequestPurpose.SEAT: Purpose(
        card=request_cards.approval_card,
        asked=tell_holder,
        needs_second=seat_requests.needs_second,
        approve=seat_requests.approve,
        close=seat_requests.close,
        refused=seat_requests.refused,
        expired=requests.request_expired,
    ),
    RequestPurpose.NEW_ACCOUNT: Purpose(
        card=account_words.card,
        asked=new_accounts.tell_old_account,
        needs_second=new_accounts.needs_second,
        approve=new_accounts.approve,
        close=new_accounts.close,
        refused=new_accounts.refused,
        expired=account_words.expired,
        pointless=new_accounts.pointless,
        over=account_words.over,
    ),
    RequestPurpose.NAME: Purpose(
        card=name_words.card,
        asked=name_corrections.tell_nobody,
        needs_second=name_corrections.needs_second,
        approve=name_corrections.approve,
        close=name_corrections.close,
        refused=name_corrections.refused,
        expired=name_words.expired,
    ),
}
