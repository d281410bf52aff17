"""Registration without a code, as the person sees it: asked for, taken back, run out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, true, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.applicants import Draft
from bot.actions.invitations import SeatCard, seat_card
from bot.actions.request_cards import close_cards
from bot.actions.request_lists import announce, is_flood
from bot.actions.request_purposes import PURPOSES
from bot.actions.request_views import view_of
from bot.actions.work import Work
from bot.messages import request_cards as cards
from bot.rules.clocks import zone_named
from bot.rules.errors import UserMistake
from bot.rules.outbox import MessageClass, Text
from bot.rules.request_words import Account
from bot.rules.requests import NoteKind
from bot.rules.seats import REQUEST_LASTS, answer_by, includes
from db.queries.people import Recipient
from db.tables import RegistrationRequest, RequestNote, RequestState

#: Requests one person may make within this time, those that were approved aside.
MOST_REQUESTS = 3
_WITHIN = timedelta(days=30)
#: As many run out in one beat; the others in the next.
_AT_ONCE = 50
#: An account nothing was heard of.
NOBODY_KNOWN = Account()


class RequestOpen(UserMistake):
    """A request of this person is being looked at already."""


class TooManyRequests(UserMistake):
    """This person has asked three times; staff are to be called."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was made: what for, and until when it will be answered."""

    seat: SeatCard
    answer_by: datetime


async def ask_for_seat(
    work: Work,
    draft: Draft,
    *,
    account: Account = NOBODY_KNOWN,
    invited_by: int | None = None,
    has_code: bool = False,
) -> Asked | None:
    """Ask staff for a seat; None: this person acts for it already, in this capacity or holding it.

    Raises RequestOpen, TooManyRequests.

    ``invited_by`` is the contact of the holder by whose code this person came, if one did; ``has_code``
    that he has a code of staff for a seat which somebody holds, so that staff decide all the same.
    """
    if any(seat.seat_id == draft.seat_id and includes(seat.kind, draft.kind) for seat in work.actor.seats):
        await dialogues.close(work)
        return None
    await refuse_too_many(work)
    await dialogues.close(work)
    seat = await seat_card(work, draft.seat_id)
    request = RegistrationRequest(
        telegram_id=work.actor.telegram_id,
        name=draft.name,
        telegram_name=account.name,
        username=account.username,
        seat_id=draft.seat_id,
        kind=draft.kind,
        state=RequestState.PENDING,
        requested_at=work.now,
        answer_by=answer_by(work.now, zone=zone_named(seat.zone)),
        invited_by_contact_id=invited_by,
        expires_at=work.now + REQUEST_LASTS,
    )
    await file_request(work, request, notes=(NoteKind.CODE,) if has_code else ())
    return Asked(seat=seat, answer_by=request.answer_by or work.now)


async def file_request(work: Work, request: RegistrationRequest, *, notes: Collection[NoteKind] = ()) -> None:
    """Store a request of any purpose, send its cards to staff, and tell whoever would have to go."""
    work.session.add(request)
    await work.session.flush()
    request_id = request.id or 0
    work.session.add_all(RequestNote(request_id=request_id, kind=kind, said_at=work.now) for kind in notes)
    await work.session.flush()
    await work.audit(
        "request_seat", "request", request_id, seat_id=request.seat_id, purpose=request.purpose.value
    )
    view = await view_of(work, request)
    if view.replaces:
        request.replaces_contact_id = view.replaces.contact_id
        await work.session.flush()
    flooded = await is_flood(work)
    await announce(work, view, is_flood=flooded)
    await PURPOSES[view.purpose].asked(work, view, is_flood=flooded)


async def refuse_too_many(work: Work) -> None:
    """Raises RequestOpen, TooManyRequests, for whoever acts."""
    mine = col(RegistrationRequest.telegram_id) == work.actor.telegram_id
    states = (
        await work.session.execute(
            select(col(RegistrationRequest.state), func.count())
            .where(mine, col(RegistrationRequest.requested_at) > work.now - _WITHIN)
            .where(col(RegistrationRequest.state) != RequestState.APPROVED)
            .group_by(col(RegistrationRequest.state))
        )
    ).all()
    if any(state is RequestState.PENDING for state, _ in states):
        raise RequestOpen
    if sum(count for _, count in states) >= MOST_REQUESTS:
        raise TooManyRequests


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
