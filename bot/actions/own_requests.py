"""What an official asks for himself, another account or spelling of the name, and what speaks against it."""

from __future__ import annotations

from sqlmodel import col

from bot.actions import dialogues
from bot.actions.applicants import Draft
from bot.actions.invitations import seat_card
from bot.actions.registered import candidates_of
from bot.actions.request_ends import close_pointless
from bot.actions.requests import Asked, ask_for_seat, file_request, new_request, refuse_too_many
from bot.actions.work import Work
from bot.messages import name_corrections
from bot.rules.access import Action, require
from bot.rules.names import typed_name
from bot.rules.own_requests import NameUnchanged, who_is_meant
from bot.rules.request_words import Account
from bot.rules.requests import ABOUT_A_PERSON
from db.tables import RegistrationRequest, RequestPurpose

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
    request = new_request(work, seat_id=draft.seat_id, zone=seat.zone, kind=draft.kind, account=account)
    request.purpose, request.name = RequestPurpose.NEW_ACCOUNT, draft.name
    request.replaces_contact_id, request.old_telegram_id = meant.contact_id, meant.telegram_id
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
    request = new_request(work, seat_id=seat.seat_id, zone=seat.zone, kind=seat.kind, account=account)
    request.purpose, request.name, request.former_name = RequestPurpose.NAME, name, work.actor.name
    request.replaces_contact_id = work.actor.contact_id
    await file_request(work, request)
    await work.receipt(name_corrections.received(seat, name=name, until=request.answer_by or work.now))


async def close_requests_for(work: Work, contact_id: int) -> None:
    """This person leaves or is erased: what waits about account or name is over; the asker is told."""
    await close_pointless(
        work,
        (col(RegistrationRequest.replaces_contact_id) == contact_id)
        & col(RegistrationRequest.purpose).in_(ABOUT_A_PERSON),
    )
