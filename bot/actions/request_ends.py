"""The end of a request without a decision: taken back, overtaken, pointless, run out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select, true, update
from sqlmodel import col

from bot.actions.request_cards import close_cards
from bot.actions.request_purposes import PURPOSES
from bot.actions.request_views import view_of
from bot.actions.work import Work
from bot.messages import request_ends as cards
from bot.messages.titles import TITLE_DECISION
from bot.rules.outbox import MessageClass, Text
from db.queries.people import Recipient
from db.tables import RegistrationRequest, RequestState

#: As many run out in one beat; the others in the next.
_AT_ONCE = 50


async def withdraw_request(work: Work) -> bool:
    """The person takes the own request back; whether there was one."""
    return await _withdraw(work, true(), cards.request_taken_back())


async def overtaken(work: Work, *, seat_id: int) -> None:
    """The person got this seat by a code: nothing is left to decide about the own request for it."""
    await _withdraw(work, col(RegistrationRequest.seat_id) == seat_id, cards.request_overtaken())


async def close_requests_by(work: Work, telegram_ids: Collection[int]) -> None:
    """Whoever asks from one of these accounts is erased: the cards say nothing of him any more."""
    theirs = col(RegistrationRequest.telegram_id).in_(telegram_ids)
    for request in await close_waiting(work, theirs, state=RequestState.WITHDRAWN):
        await close_cards(work, request.id or 0, cards.request_taken_back())


async def _withdraw(work: Work, which: ColumnElement[bool], text: Text) -> bool:
    mine = col(RegistrationRequest.telegram_id) == work.actor.telegram_id
    gone = await close_waiting(work, mine & which, state=RequestState.WITHDRAWN)
    for request in gone:
        await work.audit("withdraw_request", "request", request.id)
        await close_cards(work, request.id or 0, text)
    return bool(gone)


async def expire_requests(work: Work) -> None:
    """A chore: requests nobody decided in seven days are closed, and the person is told."""
    oldest = (
        select(col(RegistrationRequest.id))
        .where(
            col(RegistrationRequest.state) == RequestState.PENDING,
            col(RegistrationRequest.expires_at) <= work.now,
        )
        .order_by(col(RegistrationRequest.id))
        .limit(_AT_ONCE)
    )
    late = col(RegistrationRequest.id).in_(oldest)
    for request in await close_waiting(work, late, state=RequestState.EXPIRED):
        await work.audit("expire_request", "request", request.id)
        await close_cards(work, request.id or 0, cards.request_lapsed())
        await work.tell(
            Recipient(chat_id=request.telegram_id, name=request.name),
            PURPOSES[request.purpose].expired(),
            key=f"reqx:{request.id}",
            message_class=MessageClass.CORRECTION,
            title=TITLE_DECISION,
        )


async def close_pointless(work: Work, which: ColumnElement[bool]) -> None:
    """Nothing is left to decide about these: the cards say so, and whoever asked hears it."""
    for request in await close_waiting(work, which, state=RequestState.WITHDRAWN):
        await close_cards(work, request.id or 0, cards.request_pointless())
        over = PURPOSES[request.purpose].over
        if over is not None:
            await work.tell(
                Recipient(chat_id=request.telegram_id, name=request.name),
                over(),
                key=f"reqv:{request.id}",
                message_class=MessageClass.CORRECTION,
                title=TITLE_DECISION,
            )


async def close_waiting(
    work: Work, which: ColumnElement[bool], *, state: RequestState
) -> Sequence[RegistrationRequest]:
    """End waiting requests without a decision; whoever else was told of them hears of it."""
    closed = await work.session.scalars(
        update(RegistrationRequest)
        .where(which, col(RegistrationRequest.state) == RequestState.PENDING)
        .values(state=state, decided_at=work.now)
        .returning(RegistrationRequest)
        .execution_options(populate_existing=True)
    )
    gone = sorted(closed.all(), key=lambda request: request.id or 0)
    for request in gone:
        await PURPOSES[request.purpose].close(work, await view_of(work, request), state)
    return gone
