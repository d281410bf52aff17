"""What an official asks for himself, another account or spelling of the name, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.applicants import Draft
from bot.actions.invitations import lock_seat, seat_card
from bot.actions.registered import candidates_of, registered_of
from bot.actions.request_cards import close_cards, renew_cards
from bot.actions.request_views import view_of
from bot.actions.requests import Asked, ask_for_seat, close_waiting, file_request, refuse_too_many
from bot.actions.work import Work
from bot.messages import name_corrections, new_accounts, request_cards
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.clocks import zone_named
from bot.rules.errors import Stale
from bot.rules.names import typed_name
from bot.rules.outbox import MessageClass
from bot.rules.own_requests import NameUnchanged, who_is_meant
from bot.rules.request_words import Account
from bot.rules.requests import NoteKind
from bot.rules.seats import REQUEST_LASTS, answer_by
from db.queries.people import Recipient, officers_of_region, seats_by_id, staff_at_least
from db.tables import RegistrationRequest, RequestNote, RequestPurpose, RequestState

ASK_NAME = "own_name"


async def ask_new_account(work: Work, draft: Draft, *, account: Account) -> Asked | None:
    """Ask staff to move the person of this seat to the account that acts; None: it speaks for it already.

    Where nobody speaks for the seat by an account it is a request for the seat, answered alike: who holds
    it is nobody's business. Raises RequestOpen, TooManyRequests.
    """
    if any(seat.seat_id == draft.seat_id and seat.kind is draft.kind for seat in work.actor.seats):
        await dialogues.close(work)
        return None
    meant = who_is_meant(await candidates_of(work, draft.seat_id), name=draft.name, kind=draft.kind)
    if meant is None:
        return await ask_for_seat(work, draft, account=account)
    await refuse_too_many(work)
    await dialogues.close(work)
    seat = await seat_card(work, draft.seat_id)
    request = RegistrationRequest(
        telegram_id=work.actor.telegram_id,
        purpose=RequestPurpose.NEW_ACCOUNT,
        name=draft.name,
        telegram_name=account.name,
        username=account.username,
        seat_id=draft.seat_id,
        kind=draft.kind,
        state=RequestState.PENDING,
        requested_at=work.now,
        answer_by=answer_by(work.now, zone=zone_named(seat.zone)),
        expires_at=work.now + REQUEST_LASTS,
        replaces_contact_id=meant.contact_id,
        old_telegram_id=meant.telegram_id,
    )
    await file_request(work, request)
    return Asked(seat=seat, answer_by=request.answer_by or work.now)


async def object_to_move(work: Work, *, request_id: int) -> bool:
    """Bukan saya, from the old account: staff look again. Returns whether it still was in time.

    Raises Stale for anybody else, and when the request came to nothing.
    """
    request = await work.session.get(RegistrationRequest, request_id)
    if request is None:
        raise Stale
    await lock_seat(work, request.seat_id)
    await work.session.refresh(request)
    if request.purpose is not RequestPurpose.NEW_ACCOUNT or request.old_telegram_id != work.actor.telegram_id:
        raise Stale
    if request.state is RequestState.PENDING:
        for waiting in await _waiting_for(work, request.seat_id):
            if await _note_objection(work, waiting, since=waiting.requested_at):
                await renew_cards(work, await view_of(work, waiting))
        return True
    if request.state is not RequestState.APPROVED or request.decided_at is None:
        raise Stale
    if await _note_objection(work, request, since=request.decided_at):
        await _raise_alarm(work, request)
    return False


async def _waiting_for(work: Work, seat_id: int) -> Sequence[RegistrationRequest]:
    """Every request to replace the account that acts, at this seat: in a flood it was told of one only."""
    found = await work.session.scalars(
        select(RegistrationRequest)
        .where(
            col(RegistrationRequest.purpose) == RequestPurpose.NEW_ACCOUNT,
            col(RegistrationRequest.state) == RequestState.PENDING,
            col(RegistrationRequest.seat_id) == seat_id,
            col(RegistrationRequest.old_telegram_id) == work.actor.telegram_id,
        )
        .order_by(col(RegistrationRequest.id))
    )
    return found.all()


async def _note_objection(work: Work, request: RegistrationRequest, *, since: datetime) -> bool:
    """Note it once since this moment; whether it was not there yet."""
    said = select(col(RequestNote.id)).where(
        col(RequestNote.request_id) == request.id,
        col(RequestNote.kind) == NoteKind.OBJECTION,
        col(RequestNote.said_at) >= since,
    )
    if await work.session.scalar(said.limit(1)) is not None:
        return False
    work.session.add(RequestNote(request_id=request.id or 0, kind=NoteKind.OBJECTION, said_at=work.now))
    await work.session.flush()
    await work.audit("object_to_move", "request", request.id, about=request.replaces_contact_id)
    return True


async def _raise_alarm(work: Work, request: RegistrationRequest) -> None:
    """It is done already: the region's officers and every admin hear that it may have been wrong."""
    seat = (await seats_by_id(work.session, [request.seat_id]))[request.seat_id]
    person = await registered_of(work, request)
    told = {one.staff_id: one for one in await officers_of_region(work.session, seat.region_code)}
    told |= {one.staff_id: one for one in await staff_at_least(work.session, Role.ADMIN)}
    for reader in told.values():
        await work.tell(
            reader,
            new_accounts.disputed(seat, name=person.name if person else "", telegram_id=request.telegram_id),
            key=f"acc:{request.id}:alarm:{reader.staff_id}",
            message_class=MessageClass.REQUEST,
        )


async def ask_name(work: Work) -> None:
    """Perbaiki nama: asks for it.

    Raises NotRegistered, NotApprovedYet, Forbidden, RequestOpen, TooManyRequests.
    """
    require(work.actor, Action.CORRECT_OWN_RECORD)
    await refuse_too_many(work)
    await dialogues.ask(work, ASK_NAME)
    await work.receipt(name_corrections.ask(work.actor.name))


async def ask_for_name(work: Work, typed: str, *, account: Account) -> None:
    """The name as it should be, for staff. Raises NameUnusable, NameUnchanged and what ``ask_name`` does."""
    require(work.actor, Action.CORRECT_OWN_RECORD)
    name = typed_name(typed)
    if name == work.actor.name:
        raise NameUnchanged
    await refuse_too_many(work)
    await dialogues.close(work)
    seat = work.actor.seats[0]
    request = RegistrationRequest(
        telegram_id=work.actor.telegram_id,
        purpose=RequestPurpose.NAME,
        name=name,
        former_name=work.actor.name,
        telegram_name=account.name,
        username=account.username,
        seat_id=seat.seat_id,
        kind=seat.kind,
        state=RequestState.PENDING,
        requested_at=work.now,
        answer_by=answer_by(work.now, zone=zone_named(seat.zone)),
        expires_at=work.now + REQUEST_LASTS,
        replaces_contact_id=work.actor.contact_id,
    )
    await file_request(work, request)
    await work.receipt(name_corrections.received(seat, name=name, until=request.answer_by or work.now))


async def close_requests_for(work: Work, contact_id: int) -> None:
    """This person leaves or is erased: what waits about account or name is over; the asker is told."""
    about = (col(RegistrationRequest.replaces_contact_id) == contact_id) & col(
        RegistrationRequest.purpose
    ).in_([RequestPurpose.NEW_ACCOUNT, RequestPurpose.NAME])
    for request in await close_waiting(work, about, state=RequestState.WITHDRAWN):
        await close_cards(work, request.id or 0, request_cards.request_taken_back())
        if request.purpose is RequestPurpose.NEW_ACCOUNT:
            await work.tell(
                Recipient(chat_id=request.telegram_id, name=request.name),
                new_accounts.over(),
                key=f"acc:{request.id}:over",
                message_class=MessageClass.CORRECTION,
            )
