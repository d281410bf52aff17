"""Codes as people meet them: tried, tried again, replaced, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.invitations import (
    NewCode,
    SeatCard,
    ensure_seat,
    is_open,
    lock_seat,
    make_code,
    seat_card,
)
from bot.actions.work import Work
from bot.messages import codes as words
from bot.rules.access import Action, require
from bot.rules.actors import TenureKind
from bot.rules.codes import hashed
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from db.queries.people import officers_of_region
from db.tables import InvitationCode, RegistrationRequest, RequestState, Staff


@dataclass(frozen=True, slots=True)
class Standing:
    """A code of staff that still opens a seat. The code itself is known to nobody but its reader."""

    code_id: int
    seat: SeatCard
    made_by: str
    made_at: datetime
    expires_at: datetime
    batch: str  #: of the printed sheet it stands on, if any


async def invite(work: Work, *, region_code: str, post: str, instead_of: int = 0) -> NewCode | Standing:
    """Make a single-use code for one seat; where one is open already, that is returned instead.

    ``instead_of`` is the open code that staff were shown and want replaced; it is revoked.
    Raises Forbidden, NotRegistered; Stale when another code is open now than the one that was shown.
    """
    require(work.actor, Action.INVITE)
    seat_id = await ensure_seat(work, region_code, post)
    await lock_seat(work, seat_id)
    standing = await standing_code(work, seat_id)
    if standing is not None and not instead_of:
        return standing
    if (standing.code_id if standing else 0) != instead_of:
        raise Stale
    return await make_code(work, region_code=region_code, post=post)


async def standing_code(work: Work, seat_id: int) -> Standing | None:
    """The code of staff that opens this seat now, the newest where an older bot left several."""
    row = (
        await work.session.execute(
            select(
                col(InvitationCode.id),
                col(InvitationCode.created_at),
                col(InvitationCode.expires_at),
                col(InvitationCode.batch),
                col(Staff.name),
            )
            .outerjoin(Staff, col(Staff.id) == col(InvitationCode.created_by_staff_id))
            .where(
                col(InvitationCode.seat_id) == seat_id,
                col(InvitationCode.invited_by_contact_id).is_(None),
                *is_open(work.now),
            )
            .order_by(col(InvitationCode.id).desc())
            .limit(1)
        )
    ).first()
    if row is None:
        return None
    code_id, made_at, expires_at, batch, name = row
    return Standing(code_id or 0, await seat_card(work, seat_id), name or "", made_at, expires_at, batch)


async def revoke(work: Work, *, code_id: int) -> SeatCard:
    """Batalkan kode lama, by staff; returns the seat it was for. Raises Forbidden, Stale."""
    require(work.actor, Action.INVITE)
    gone = await work.session.scalar(
        update(InvitationCode)
        .where(
            col(InvitationCode.id) == code_id,
            col(InvitationCode.invited_by_contact_id).is_(None),
            *is_open(work.now),
        )
        .values(revoked_at=work.now)
        .returning(col(InvitationCode.seat_id))
    )
    if gone is None:
        raise Stale
    await work.audit("revoke_code", "seat", gone, code_id=code_id)
    return await seat_card(work, gone)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a code opens: a seat, and the capacity that the holder who made it has fixed."""

    seat_id: int
    code_hash: str
    kind: TenureKind | None = None
    invited_by: int | None = None


class Closed(StrEnum):
    """Why a code opens nothing. Only whoever used it up learns more than that it is refused."""

    REFUSED = "refused"  #: wrong, used, revoked or expired: they look the same
    OWN = "own"  #: used by this very person, who acts for its seat
    WAITING = "waiting"  #: used by this very person, whose request waits for staff


async def look_at(work: Work, code: str | None) -> Opened | Closed:
    """What comes of a code that was tapped or typed. Uses nothing up; a second use is told to staff."""
    if code is None:
        return Closed.REFUSED
    found = await work.session.scalar(
        select(InvitationCode).where(col(InvitationCode.code_hash) == hashed(code))
    )
    if found is None:
        return Closed.REFUSED
    if found.used_at is not None:
        return await _again(work, found, found.used_at)
    if found.revoked_at is not None or found.expires_at <= work.now:
        return Closed.REFUSED
    return Opened(found.seat_id, found.code_hash, found.kind, found.invited_by_contact_id)


async def tell_used(work: Work, code_hash: str) -> None:
    """Somebody found his code gone when he pressed Benar: if another used it, staff hear of it."""
    found = await work.session.scalar(
        select(InvitationCode).where(col(InvitationCode.code_hash) == code_hash)
    )
    if found is not None and found.used_at is not None:
        await _again(work, found, found.used_at)


async def _again(work: Work, code: InvitationCode, used_at: datetime) -> Closed:
    if code.used_by_contact_id is not None and code.used_by_contact_id == work.actor.contact_id:
        acts = any(seat.seat_id == code.seat_id for seat in work.actor.seats)
        return Closed.OWN if acts else Closed.REFUSED
    if work.actor.is_pending and code.invited_by_contact_id and await _waits(work, code):
        return Closed.WAITING
    seat = await seat_card(work, code.seat_id)
    await work.audit("code_tried_again", "seat", code.seat_id, code_id=code.id)
    for officer in await officers_of_region(work.session, seat.region_code):
        await work.tell(
            officer,
            words.tried_again(seat=seat, used_at=used_at, telegram_id=work.actor.telegram_id),
            key=f"again:{code.id}:{work.actor.telegram_id}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
        )
    return Closed.REFUSED


async def _waits(work: Work, code: InvitationCode) -> bool:
    """Whether the request of this person came by this code's invitation."""
    found = await work.session.scalar(
        select(col(RegistrationRequest.id)).where(
            col(RegistrationRequest.telegram_id) == work.actor.telegram_id,
            col(RegistrationRequest.state) == RequestState.PENDING,
            col(RegistrationRequest.seat_id) == code.seat_id,
            col(RegistrationRequest.invited_by_contact_id) == code.invited_by_contact_id,
        )
    )
    return found is not None
