"""Registration without a code, as staff see it: approved or refused, once."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col

from bot.actions.applicants import Draft
from bot.actions.invitations import SeatCard, lock_seat, seat_card
from bot.actions.inviters import require_inviter, tell_inviter
from bot.actions.registration import contact_of, refuse_too_many, take_seat
from bot.actions.requests import close_cards
from bot.actions.work import Work
from bot.messages import requests as words
from bot.rules.access import Action, require
from bot.rules.actors import TenureKind
from bot.rules.errors import Stale, UserMistake
from bot.rules.outbox import MessageClass, Text
from db.engine import affected
from db.queries.people import Recipient, actor_of
from db.tables import RegistrationRequest, RequestState


class SeatOccupied(UserMistake):
    """Approving would put a second holder on a seat."""

    def __init__(self, seat: SeatCard) -> None:
        super().__init__(seat.seat_id)
        self.seat = seat


async def decide(work: Work, *, request_id: int, is_approved: bool) -> int:
    """Approve or refuse a request, once; returns the Telegram id of the person who asked.

    Raises Forbidden, NotRegistered, Stale (decided before), SeatOccupied, DeputiesFull, InviterGone.
    """
    require(work.actor, Action.DECIDE_REQUESTS)
    request = await work.session.get(RegistrationRequest, request_id)
    if request is None:
        raise Stale
    await lock_seat(work, request.seat_id)
    await _decide_once(work, request_id, is_approved=is_approved)
    seat = await seat_card(work, request.seat_id)
    draft = Draft(seat_id=request.seat_id, name=request.name, kind=request.kind)
    if is_approved:
        await _approve(work, request, draft, seat)
    else:
        await _tell_asker(work, request, words.request_refused(seat=seat), None)
    await tell_inviter(work, request, is_approved=is_approved)
    await close_cards(
        work,
        request_id,
        words.request_decided(seat=seat, draft=draft, is_approved=is_approved, by=work.actor.name),
    )
    return request.telegram_id


async def _approve(work: Work, request: RegistrationRequest, draft: Draft, seat: SeatCard) -> None:
    """Give the seat; who has it by code meanwhile keeps it as it is."""
    asker = await actor_of(work.session, request.telegram_id)
    acts_already = any(held.seat_id == draft.seat_id for held in asker.seats)
    if draft.kind is TenureKind.HOLDER and seat.holder and not acts_already:
        raise SeatOccupied(seat)
    if not acts_already:
        await require_inviter(work, request)
        await refuse_too_many(work, seat, draft.kind)
    contact_id = await contact_of(work, telegram_id=request.telegram_id, name=request.name)
    await _tell_asker(work, request, words.request_approved(seat=seat, kind=request.kind), contact_id)
    if not acts_already:
        await take_seat(
            work,
            draft,
            contact_id=contact_id,
            telegram_id=request.telegram_id,
            invited_by=request.invited_by_contact_id,
        )


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
