"""What a person may see of the own record, and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.requests import withdraw_request
from bot.actions.tenures import end_tenures
from bot.actions.work import Work
from bot.messages import invitations as words
from bot.messages.seats import seat_in_words
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.wording import post
from db.queries.people import officers_of_region
from db.tables import Consent, TenureEnd


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The stored data of the person who asks."""

    name: str
    telegram_id: int
    seats: tuple[str, ...]
    consented_at: datetime | None
    notice_version: str


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
    return OwnRecord(work.actor.name, work.actor.telegram_id, _posts(work), given_at, version)


def seats_to_leave(work: Work) -> tuple[str, ...]:
    """The own posts, in words. Raises NotRegistered for a stranger, Forbidden for staff without a seat."""
    require(work.actor, Action.LEAVE)
    return _posts(work)


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
    await work.audit("stop", "contact", work.actor.contact_id)
    for seat in work.actor.seats:
        for officer in await officers_of_region(work.session, seat.region_code):
            await work.tell(
                officer,
                words.seat_left(post_name=post(seat.title, seat.region_name), name=work.actor.name),
                key=f"left:{seat.seat_id}:{work.update_id}:{officer.staff_id}",
                message_class=MessageClass.REQUEST,
            )


def _posts(work: Work) -> tuple[str, ...]:
    return tuple(seat_in_words(seat) for seat in work.actor.seats)
