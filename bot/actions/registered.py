"""The official whose account or name a request is about, as he is recorded now."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.actions.work import Work
from bot.messages.seats import seat_in_words
from bot.rules.own_requests import Candidate, Registered
from bot.rules.requests import ABOUT_A_PERSON
from db.queries.people import actor_of
from db.queries.seat_cards import reach
from db.tables import Contact, RegistrationRequest, Tenure


async def registered_of(work: Work, request: RegistrationRequest) -> Registered | None:
    """Whom this request is about; None where it is about a seat, or the person was erased."""
    if request.purpose not in ABOUT_A_PERSON or request.replaces_contact_id is None:
        return None
    row = (
        await work.session.execute(
            select(
                col(Contact.name),
                col(Contact.telegram_id),
                col(Contact.reachability),
                col(Contact.last_seen_at),
            ).where(col(Contact.id) == request.replaces_contact_id, col(Contact.erased_at).is_(None))
        )
    ).first()
    if row is None:
        return None
    name, telegram_id, reachability, last_seen_at = row
    own = (await actor_of(work.session, telegram_id)).seats if telegram_id else ()
    asker = await actor_of(work.session, request.telegram_id)
    return Registered(
        contact_id=request.replaces_contact_id,
        name=name,
        telegram_id=telegram_id,
        state=reach(telegram_id, reachability),
        last_seen_at=last_seen_at,
        posts=tuple(seat_in_words(seat) for seat in own),
        is_current=telegram_id == request.old_telegram_id
        and any(seat.seat_id == request.seat_id and seat.kind is request.kind for seat in own),
        further=() if asker.telegram_id == telegram_id else tuple(map(seat_in_words, asker.seats)),
    )


async def candidates_of(work: Work, seat_id: int) -> list[Candidate]:
    """Everybody but the person who acts that speaks for this seat by an account."""
    rows = await work.session.execute(
        select(col(Contact.id), col(Contact.telegram_id), col(Contact.name), col(Tenure.kind))
        .join(Tenure, col(Tenure.contact_id) == col(Contact.id))
        .where(
            col(Tenure.seat_id) == seat_id,
            col(Tenure.ended_at).is_(None),
            col(Contact.telegram_id).is_not(None),
            col(Contact.telegram_id) != work.actor.telegram_id,
        )
        .order_by(col(Tenure.id))
    )
    return [
        Candidate(contact_id or 0, telegram_id or 0, name, kind)
        for contact_id, telegram_id, name, kind in rows
    ]
