"""What an official asks for himself, another account or spelling of the name, and what speaks against it."""

from __future__ import annotations

from sqlalchemy import ColumnElement
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.applicants import Draft
from bot.actions.invitations import seat_card
from bot.actions.registered import candidates_of
from bot.actions.request_cards import close_cards
from bot.actions.requests import Asked, ask_for_seat, close_waiting, file_request, refuse_too_many
from bot.actions.work import Work
from bot.messages import name_corrections, new_accounts, request_cards
from bot.rules.access import Action, require
from bot.rules.clocks import zone_named
from bot.rules.names import typed_name
from bot.rules.outbox import MessageClass
from bot.rules.own_requests import NameUnchanged, who_is_meant
from bot.rules.request_words import Account
from bot.rules.seats import REQUEST_LASTS, answer_by
from db.queries.people import Recipient
from db.tables import RegistrationRequest, RequestPurpose, RequestState

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
    await _close(work, about)


async def close_requests_for_account(work: Work, telegram_id: int) -> None:
    """This account was replaced: whoever else asked to replace it is told that it is over."""
    about = (col(RegistrationRequest.purpose) == RequestPurpose.NEW_ACCOUNT) & (
        col(RegistrationRequest.old_telegram_id) == telegram_id
    )
    await _close(work, about)


async def _close(work: Work, about: ColumnElement[bool]) -> None:
    for request in await close_waiting(work, about, state=RequestState.WITHDRAWN):
        await close_cards(work, request.id or 0, request_cards.request_taken_back())
        if request.purpose is RequestPurpose.NEW_ACCOUNT:
            await work.tell(
                Recipient(chat_id=request.telegram_id, name=request.name),
                new_accounts.over(),
                key=f"acc:{request.id}:over",
                message_class=MessageClass.CORRECTION,
            )
