"""Bukan saya: the account that would be replaced speaks against it, in time or afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from bot.actions.invitations import lock_seat
from bot.actions.registered import registered_of
from bot.actions.request_cards import has_cards, renew_cards
from bot.actions.request_views import view_of
from bot.actions.work import Work
from bot.messages import new_accounts
from bot.rules.actors import Role
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.requests import NoteKind
from db.queries.people import officers_of_region, seats_by_id, staff_at_least
from db.tables import RegistrationRequest, RequestNote, RequestPurpose, RequestState


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
            is_new = await _note_objection(work, waiting, since=waiting.requested_at)
            if is_new and await has_cards(work, waiting.id or 0):  # in a flood most have none
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
