"""Registration without a code, as the person sees it: asked for, taken back, run out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.applicants import Draft
from bot.actions.invitations import SeatCard, seat_card
from bot.actions.request_lists import announce, is_flood
from bot.actions.request_purposes import PURPOSES
from bot.actions.request_views import view_of
from bot.actions.work import Work
from bot.rules.actors import TenureKind
from bot.rules.clocks import zone_named
from bot.rules.errors import UserMistake
from bot.rules.request_words import Account
from bot.rules.requests import NoteKind
from bot.rules.seats import REQUEST_LASTS, answer_by, includes
from db.tables import RegistrationRequest, RequestNote, RequestState

#: Requests one person may make within this time, those that were approved aside.
MOST_REQUESTS = 3
_WITHIN = timedelta(days=30)
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
    request = new_request(work, seat_id=draft.seat_id, zone=seat.zone, kind=draft.kind, account=account)
    request.name, request.invited_by_contact_id = draft.name, invited_by
    await file_request(work, request, notes=(NoteKind.CODE,) if has_code else ())
    return Asked(seat=seat, answer_by=request.answer_by or work.now)


def new_request(
    work: Work, *, seat_id: int, zone: str, kind: TenureKind, account: Account
) -> RegistrationRequest:
    """A request by whoever acts, for a seat in this zone, not stored yet: what is common to every purpose."""
    return RegistrationRequest(
        telegram_id=work.actor.telegram_id,
        name="",
        telegram_name=account.name,
        username=account.username,
        seat_id=seat_id,
        kind=kind,
        state=RequestState.PENDING,
        requested_at=work.now,
        answer_by=answer_by(work.now, zone=zone_named(zone)),
        expires_at=work.now + REQUEST_LASTS,
    )


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
