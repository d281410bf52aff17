"""Registration without a code, as the person sees it: asked for, taken back, run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.applicants import Draft
from bot.actions.cards import overwrite_cards
from bot.actions.invitations import SeatCard, seat_card
from bot.actions.work import Subject, Work
from bot.messages import requests as words
from bot.rules.clocks import zone_named
from bot.rules.errors import UserMistake
from bot.rules.outbox import MessageClass, Text
from bot.rules.seats import REQUEST_LASTS, answer_by
from db.queries.people import Recipient, officers_of_region
from db.tables import RegistrationRequest, RequestState

#: Requests one person may make within this time, those that were approved aside.
MOST_REQUESTS = 3
_WITHIN = timedelta(days=30)


class RequestOpen(UserMistake):
    """A request of this person is being looked at already."""


class TooManyRequests(UserMistake):
    """This person has asked three times; staff are to be called."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was made: what for, and until when it will be answered."""

    seat: SeatCard
    answer_by: datetime


async def ask_for_seat(work: Work, draft: Draft, *, invited_by: int | None = None) -> Asked | None:
    """Ask staff for a seat; None: this person acts for it already. Raises RequestOpen, TooManyRequests.

    ``invited_by`` is the contact of the holder by whose code this person came, if one did.
    """
    if any(seat.seat_id == draft.seat_id for seat in work.actor.seats):
        await dialogues.close(work)
        return None
    await _refuse_too_many(work)
    await dialogues.close(work)
    seat = await seat_card(work, draft.seat_id)
    promised = answer_by(work.now, zone=zone_named(seat.zone))
    request = RegistrationRequest(
        telegram_id=work.actor.telegram_id,
        name=draft.name,
        seat_id=draft.seat_id,
        kind=draft.kind,
        state=RequestState.PENDING,
        requested_at=work.now,
        answer_by=promised,
        invited_by_contact_id=invited_by,
        expires_at=work.now + REQUEST_LASTS,
    )
    work.session.add(request)
    await work.session.flush()
    await work.audit("request_seat", "request", request.id, seat_id=draft.seat_id)
    for officer in await officers_of_region(work.session, seat.region_code):
        await work.tell(
            officer,
            words.approval_card(
                request_id=request.id or 0, seat=seat, draft=draft, telegram_id=work.actor.telegram_id
            ),
            key=f"req:{request.id}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject("request", request.id or 0),
        )
    return Asked(seat=seat, answer_by=promised)


async def _refuse_too_many(work: Work) -> None:
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


async def close_cards(work: Work, request_id: int, text: Text) -> None:
    """Every officer's card says how it was decided."""
    await overwrite_cards(work, subject_type="request", subject_id=request_id, text=text)


async def withdraw_request(work: Work) -> bool:
    """The person takes the own request back; whether there was one."""
    statement = (
        update(RegistrationRequest)
        .where(
            col(RegistrationRequest.telegram_id) == work.actor.telegram_id,
            col(RegistrationRequest.state) == RequestState.PENDING,
        )
        .values(state=RequestState.WITHDRAWN, decided_at=work.now)
        .returning(col(RegistrationRequest.id))
    )
    request_id = (await work.session.execute(statement)).scalar_one_or_none()
    if request_id is not None:
        await work.audit("withdraw_request", "request", request_id)
        await close_cards(work, request_id, words.request_taken_back())
    return request_id is not None


async def expire_requests(work: Work) -> None:
    """A chore: requests nobody decided in seven days are closed, and the person is told."""
    late = await work.session.execute(
        update(RegistrationRequest)
        .where(
            col(RegistrationRequest.state) == RequestState.PENDING,
            col(RegistrationRequest.expires_at) <= work.now,
        )
        .values(state=RequestState.EXPIRED, decided_at=work.now)
        .returning(
            col(RegistrationRequest.id), col(RegistrationRequest.telegram_id), col(RegistrationRequest.name)
        )
    )
    for request_id, telegram_id, name in late.all():
        await work.audit("expire_request", "request", request_id)
        await close_cards(work, request_id or 0, words.request_lapsed())
        await work.tell(
            Recipient(chat_id=telegram_id, name=name),
            words.request_expired(),
            key=f"reqx:{request_id}",
            message_class=MessageClass.CORRECTION,
        )
