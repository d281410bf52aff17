"""Registration without a code: asked by the official, decided by staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.invitations import SeatCard, seat_card
from bot.actions.registration import Draft, contact_of, take_seat
from bot.actions.work import Subject, Work
from bot.messages import requests as words
from bot.rules.access import Role, TenureKind, require_role
from bot.rules.clocks import zone_named
from bot.rules.errors import Stale, UserMistake
from bot.rules.outbox import MessageClass, Text
from bot.rules.seats import REQUEST_LASTS, answer_by
from db.engine import affected
from db.queries.people import Recipient, officers_of_region
from db.tables import OutboxMessage, RegistrationRequest, RequestState

#: Requests one person may make in all.
MOST_REQUESTS = 3


class RequestOpen(UserMistake):
    """A request of this person is being looked at already."""


class TooManyRequests(UserMistake):
    """This person has asked three times; staff are to be called."""


class SeatOccupied(UserMistake):
    """Approving would put a second holder on a seat."""

    def __init__(self, seat: SeatCard) -> None:
        super().__init__(seat.seat_id)
        self.seat = seat


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was made: what for, and until when it will be answered."""

    seat: SeatCard
    answer_by: datetime


async def ask_for_seat(work: Work, draft: Draft) -> Asked:
    """Ask staff for a seat. Raises RequestOpen, TooManyRequests."""
    await _refuse_too_many(work)
    await dialogues.close(work)
    request = RegistrationRequest(
        telegram_id=work.actor.telegram_id,
        name=draft.name,
        seat_id=draft.seat_id,
        kind=draft.kind,
        state=RequestState.PENDING,
        requested_at=work.now,
        expires_at=work.now + REQUEST_LASTS,
    )
    work.session.add(request)
    await work.session.flush()
    await work.audit("request_seat", "request", request.id, seat_id=draft.seat_id)
    seat = await seat_card(work, draft.seat_id)
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
    return Asked(seat=seat, answer_by=answer_by(work.now, zone=zone_named(seat.zone)))


async def _refuse_too_many(work: Work) -> None:
    mine = col(RegistrationRequest.telegram_id) == work.actor.telegram_id
    states = (
        await work.session.execute(
            select(col(RegistrationRequest.state), func.count())
            .where(mine)
            .group_by(col(RegistrationRequest.state))
        )
    ).all()
    counts = {state: count for state, count in states}
    if counts.get(RequestState.PENDING):
        raise RequestOpen
    if sum(counts.values()) >= MOST_REQUESTS:
        raise TooManyRequests


async def decide(work: Work, *, request_id: int, is_approved: bool) -> int:
    """Approve or refuse a request, once; returns the Telegram id of the person who asked.

    Raises Forbidden, NotRegistered, Stale (decided before), SeatOccupied.
    """
    require_role(work.actor, Role.OFFICER)
    request = await work.session.get(RegistrationRequest, request_id)
    if request is None:
        raise Stale
    seat = await seat_card(work, request.seat_id)
    if (
        is_approved
        and request.kind is TenureKind.HOLDER
        and seat.holder
        and request.state is RequestState.PENDING
    ):
        raise SeatOccupied(seat)
    await _decide_once(work, request_id, is_approved=is_approved)
    draft = Draft(seat_id=request.seat_id, name=request.name, kind=request.kind)
    if is_approved:
        contact_id = await contact_of(work, telegram_id=request.telegram_id, name=request.name)
        await _tell_asker(work, request, words.request_approved(seat=seat, kind=request.kind), contact_id)
        await take_seat(work, draft, contact_id=contact_id, telegram_id=request.telegram_id)
    else:
        await _tell_asker(work, request, words.request_refused(seat=seat), None)
    await _close_cards(
        work,
        request_id,
        words.request_decided(seat=seat, draft=draft, is_approved=is_approved, by=work.actor.name),
    )
    return request.telegram_id


async def _decide_once(work: Work, request_id: int, *, is_approved: bool) -> None:
    state = RequestState.APPROVED if is_approved else RequestState.REFUSED
    statement = (
        update(RegistrationRequest)
        .where(
            col(RegistrationRequest.id) == request_id, col(RegistrationRequest.state) == RequestState.PENDING
        )
        .values(state=state, decided_by_staff_id=work.actor.staff_id, decided_at=work.now)
    )
    if affected(await work.session.execute(statement)) != 1:
        raise Stale
    await work.audit("approve_request" if is_approved else "refuse_request", "request", request_id)


async def _tell_asker(work: Work, request: RegistrationRequest, text: Text, contact_id: int | None) -> None:
    person = Recipient(chat_id=request.telegram_id, name=request.name, contact_id=contact_id)
    await work.tell(person, text, key=f"reqd:{request.id}", message_class=MessageClass.CORRECTION)


async def _close_cards(work: Work, request_id: int, text: Text) -> None:
    """Every officer's card says how it was decided, and loses its buttons."""
    cards = await work.session.execute(
        select(col(OutboxMessage.id), col(OutboxMessage.chat_id), col(OutboxMessage.staff_id)).where(
            col(OutboxMessage.subject_type) == "request", col(OutboxMessage.subject_id) == request_id
        )
    )
    for card_id, chat_id, staff_id in cards.all():
        await work.tell(
            Recipient(chat_id=chat_id, name="", staff_id=staff_id),
            text,
            key=f"reqe:{request_id}:{staff_id}",
            message_class=MessageClass.RECEIPT,
            method="editMessageText",
            edits_outbox_id=card_id,
        )


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
        await _close_cards(work, request_id, words.request_taken_back())
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
        await work.tell(
            Recipient(chat_id=telegram_id, name=name),
            words.request_expired(),
            key=f"reqx:{request_id}",
            message_class=MessageClass.CORRECTION,
        )
