"""What a person may see of the own record, and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.erasing import erase
from bot.actions.inviters import tell_holder_left
from bot.actions.own_requests import close_requests_for
from bot.actions.request_ends import withdraw_request
from bot.actions.tenures import end_tenures
from bot.actions.work import Work
from bot.messages import privacy as words
from bot.messages.seats import seat_in_words
from bot.rules.access import Action, require
from bot.rules.actors import TenureKind
from bot.rules.audit_words import action_in_words, who_in_words
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.wording import post
from db.queries.audit_trail import Trace, about
from db.queries.people import officers_of_region
from db.tables import Consent, Contact, TenureEnd

#: As many of the last things done with one's data as fit under them.
_NEWEST = 5


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The stored data of the person who asks."""

    name: str
    telegram_id: int
    seats: tuple[str, ...]
    consented_at: datetime | None
    notice_version: str
    phone: str = ""
    is_official: bool = False  #: a contact of ours, so there is something to erase
    traces: tuple[tuple[datetime, str], ...] = ()  #: the last things done with these data: when, what by whom


async def own_record(work: Work) -> OwnRecord:
    """Also of whoever has left, as long as something is stored. Raises NotRegistered for a stranger."""
    if work.actor.contact_id is None:
        require(work.actor, Action.SEE_OWN_RECORD)
    row = (
        await work.session.execute(
            select(col(Consent.given_at), col(Consent.notice_version))
            .where(col(Consent.telegram_id) == work.actor.telegram_id, col(Consent.withdrawn_at).is_(None))
            .order_by(col(Consent.id).desc())
            .limit(1)
        )
    ).first()
    given_at, version = row or (None, "")
    contact_id = work.actor.contact_id
    phone = await work.session.scalar(select(col(Contact.phone)).where(col(Contact.id) == contact_id))
    traces = await about(work.session, contact_id, limit=_NEWEST) if contact_id is not None else []
    return OwnRecord(
        work.actor.name,
        work.actor.telegram_id,
        posts_of(work),
        given_at,
        version,
        phone or "",
        contact_id is not None,
        tuple((trace.at, _trace(trace)) for trace in traces),
    )


def _trace(trace: Trace) -> str:
    who = who_in_words(trace.actor_kind, trace.actor_id, trace.who)
    return f"{action_in_words(trace.action)}, oleh {who}"


def seats_to_leave(work: Work) -> tuple[str, ...]:
    """The own posts, in words. Raises NotRegistered for a stranger, Forbidden for staff without a seat."""
    require(work.actor, Action.LEAVE)
    return posts_of(work)


async def stop(work: Work) -> None:
    """End all own tenures at once: nothing waiting is sent any more, and staff are told.

    Raises Stale when there is none (any more).
    """
    if work.actor.contact_id is None or not work.actor.is_official:
        raise Stale
    await end_tenures(work, reason=TenureEnd.LEFT, contact_id=work.actor.contact_id)
    await work.session.execute(
        update(Consent)
        .where(col(Consent.telegram_id) == work.actor.telegram_id, col(Consent.withdrawn_at).is_(None))
        .values(withdrawn_at=work.now)
    )
    await withdraw_request(work)
    await close_requests_for(work, work.actor.contact_id)
    await work.audit("stop", "contact", work.actor.contact_id)
    for seat in work.actor.seats:
        await tell_holder_left(work, seat, name=work.actor.name)
        for officer in await officers_of_region(work.session, seat.region_code):
            await work.tell(
                officer,
                words.seat_left(post_name=post(seat.title, seat.region_name), name=work.actor.name),
                key=f"left:{seat.seat_id}:{work.update_id}:{officer.staff_id}",
                message_class=MessageClass.REQUEST,
            )


async def erase_me(work: Work) -> None:
    """Hapus data saya: everything at once, and the seats are empty. Raises Stale when there is nothing."""
    if work.actor.contact_id is None:
        raise Stale
    seats = work.actor.seats
    await erase(work, work.actor.contact_id)
    for seat in seats:
        if seat.kind is not TenureKind.HOLDER:
            continue
        for officer in await officers_of_region(work.session, seat.region_code):
            await work.tell(
                officer,
                words.seat_erased(post_name=post(seat.title, seat.region_name)),
                key=f"erased:{seat.seat_id}:{work.update_id}:{officer.staff_id}",
                message_class=MessageClass.REQUEST,
            )


def posts_of(work: Work) -> tuple[str, ...]:
    return tuple(seat_in_words(seat) for seat in work.actor.seats)
