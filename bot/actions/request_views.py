"""A request that waits, put together from everything staff have to see before they decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from bot.actions.registered import registered_of
from bot.actions.work import Work
from bot.rules.actors import Role, Scope, rank
from bot.rules.errors import Stale
from bot.rules.names import resembles
from bot.rules.request_words import Account
from bot.rules.requests import RequestView
from bot.rules.staff import Member
from db.queries.requests import notes_of, rivals_of, waiting_request
from db.queries.seat_cards import seat_view
from db.queries.staff import members
from db.tables import Contact, RegistrationRequest


async def waiting(work: Work, request_id: int) -> RequestView:
    """The request as it stands now. Raises Stale when it does not wait (any more)."""
    request = await waiting_request(work.session, request_id)
    if request is None:
        raise Stale
    return await view_of(work, request)


async def view_of(work: Work, request: RegistrationRequest) -> RequestView:
    """This request as it stands now."""
    seat = await seat_view(work.session, request.seat_id, within=Scope(everywhere=True))
    if seat is None:
        raise LookupError(f"request {request.id} is for no seat")
    people = await members(work.session)
    view = RequestView(
        request_id=request.id or 0,
        purpose=request.purpose,
        telegram_id=request.telegram_id,
        name=request.name,
        account=Account(request.telegram_name, request.username),
        kind=request.kind,
        requested_at=request.requested_at,
        answer_by=request.answer_by,
        expires_at=request.expires_at,
        seat=seat,
        contact_id=await _contact_id(work, request.telegram_id),
        invited_by=request.invited_by_contact_id,
        replaces_id=request.replaces_contact_id,
        rivals=tuple(await rivals_of(work.session, request)),
        notes=tuple(await notes_of(work.session, request.id or 0)),
        resembles_staff=_resembles(request, [one.name for one in people]),
        registered=await registered_of(work, request),
    )
    # given against somebody, a first approval does not count against his successor
    first = _first(request, people) if view.stands_against == view.replaces_id else None
    return replace(view, first=first, first_at=request.first_approved_at if first else None)


async def deciders(work: Work) -> Sequence[Member]:
    """Officers and admins as they are now."""
    return [one for one in await members(work.session) if rank(one.role) >= rank(Role.OFFICER)]


def _first(request: RegistrationRequest, people: Collection[Member]) -> Member | None:
    """Who approved first, as long as he may decide."""
    return next(
        (
            one
            for one in people
            if one.staff_id == request.first_approved_by_staff_id and rank(one.role) >= rank(Role.OFFICER)
        ),
        None,
    )


def _resembles(request: RegistrationRequest, names: Collection[str]) -> bool:
    own = (request.name, request.telegram_name)
    return any(resembles(name, other) for name in own for other in names if name and other)


async def _contact_id(work: Work, telegram_id: int) -> int | None:
    return await work.session.scalar(select(col(Contact.id)).where(col(Contact.telegram_id) == telegram_id))
