"""Codes for seats: made by staff, used once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true, update
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.actors import TenureKind
from bot.rules.codes import hashed, new_invitation_code
from bot.rules.errors import Stale
from bot.rules.seats import CODE_LASTS, WRONG_TRIES, WRONG_TRIES_WITHIN
from db.engine import affected
from db.inserting import insert_into
from db.tables import Contact, InvitationCode, Post, Region, Seat, Tenure, WrongCode


@dataclass(frozen=True, slots=True)
class SeatCard:
    """A seat in words."""

    seat_id: int
    title: str
    region_code: str
    region_name: str
    province: str
    zone: str
    holder: str = ""  #: name of the present holder, if any


@dataclass(frozen=True, slots=True)
class NewCode:
    """A fresh code. ``code`` is shown once and stored nowhere."""

    code: str
    seat: SeatCard
    expires_at: datetime
    revoked: int = 0  #: earlier codes of this seat that open nothing any more


async def make_code(work: Work, *, region_code: str, post: str) -> NewCode:
    """Make a single-use code for one seat; a seat has one open code of staff, so earlier ones are revoked.

    For the command line, where whoever may run it may do it; in the chat ``codes.invite`` asks first.
    """
    seat = await seat_card(work, await ensure_seat(work, region_code, post))
    await lock_seat(work, seat.seat_id)
    revoked = await revoke_codes(work, seat.seat_id)
    code = new_invitation_code()
    row = InvitationCode(
        code_hash=hashed(code),
        seat_id=seat.seat_id,
        created_by_staff_id=work.actor.staff_id,
        created_at=work.now,
        expires_at=work.now + CODE_LASTS,
    )
    work.session.add(row)
    await work.session.flush()
    await work.audit("invite", "seat", seat.seat_id, code_id=row.id)
    return NewCode(code=code, seat=seat, expires_at=row.expires_at, revoked=revoked)


def is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a code opens something."""
    return (
        col(InvitationCode.used_at).is_(None),
        col(InvitationCode.revoked_at).is_(None),
        col(InvitationCode.expires_at) > now,
    )


async def revoke_codes(work: Work, seat_id: int, *, is_for_deputies_too: bool = False) -> int:
    """The open codes that staff made for this seat open nothing any more; returns how many they were.

    Those by which a holder invited somebody to act for him stay, unless ``is_for_deputies_too``.
    """
    of_holder = col(InvitationCode.invited_by_contact_id).is_not(None)
    gone = await work.session.execute(
        update(InvitationCode)
        .where(
            col(InvitationCode.seat_id) == seat_id,
            true() if is_for_deputies_too else ~of_holder,
            *is_open(work.now),
        )
        .values(revoked_at=work.now)
        .returning(col(InvitationCode.id))
    )
    ids = sorted(code_id or 0 for code_id in gone.scalars())
    for code_id in ids:
        await work.audit("revoke_code", "seat", seat_id, code_id=code_id)
    return len(ids)


async def ensure_seat(work: Work, region_code: str, post: str) -> int:
    """The id of this seat, made where it is not there yet. Raises Stale for a post nobody has added."""
    known = select(col(Seat.id)).where(col(Seat.region_code) == region_code, col(Seat.post) == post)
    found = await work.session.scalar(known)
    if found is not None:
        return found
    title = await work.session.scalar(select(col(Post.title)).where(col(Post.key) == post))
    if title is None:
        raise Stale
    row = {"region_code": region_code, "post": post, "title": title}
    made = insert_into(work.session, Seat).values(row).on_conflict_do_nothing().returning(col(Seat.id))
    seat_id = await work.session.scalar(made)
    if seat_id is None:  # somebody was quicker
        return int(await work.session.scalar(known) or 0)
    await work.audit("add_seat", "seat", seat_id)
    return int(seat_id)


async def known_seat(work: Work, seat_id: int) -> int:
    """The same id, if there is such a seat. Raises Stale."""
    if await work.session.get(Seat, seat_id) is None:
        raise Stale
    return seat_id


async def lock_seat(work: Work, seat_id: int) -> None:
    """Let one transaction at a time give this seat away (SQLite has one writer anyway).

    Whoever only refers to the seat goes on: waiting for each other, an erasure and an approval would stop.
    """
    seat = select(col(Seat.id)).where(col(Seat.id) == seat_id)
    await work.session.execute(seat.with_for_update(key_share=True))


async def seat_card(work: Work, seat_id: int) -> SeatCard:
    """A seat in words, with its present holder."""
    row = (
        await work.session.execute(
            select(
                col(Seat.id),
                col(Seat.title),
                col(Region.code),
                col(Region.name),
                col(Region.province),
                col(Region.zone),
                col(Contact.name),
            )
            .join(Region, col(Region.code) == col(Seat.region_code))
            .outerjoin(
                Tenure,
                (col(Tenure.seat_id) == col(Seat.id))
                & col(Tenure.ended_at).is_(None)
                & (col(Tenure.kind) == TenureKind.HOLDER),
            )
            .outerjoin(Contact, col(Contact.id) == col(Tenure.contact_id))
            .where(col(Seat.id) == seat_id)
        )
    ).one()
    found_id, title, code, name, province, zone, holder = row
    return SeatCard(int(found_id or 0), title, code, name, province, zone, holder or "")


async def seat_of_code(work: Work, code_hash: str) -> int | None:
    """The seat that a code, known by its hash, opens now. Uses nothing up."""
    return await work.session.scalar(
        select(col(InvitationCode.seat_id)).where(
            col(InvitationCode.code_hash) == code_hash, *is_open(work.now)
        )
    )


async def use_code(work: Work, *, code_hash: str, contact_id: int | None) -> None:
    """Use a code up. Raises Stale when somebody was quicker, or it has expired since."""
    statement = (
        update(InvitationCode)
        .where(col(InvitationCode.code_hash) == code_hash, *is_open(work.now))
        .values(used_at=work.now, used_by_contact_id=contact_id)
    )
    if affected(await work.session.execute(statement)) != 1:
        raise Stale


async def wrong_tries(work: Work) -> int:
    """How many wrong codes this person tried within the last hour."""
    count = await work.session.scalar(
        select(func.count()).where(
            col(WrongCode.telegram_id) == work.actor.telegram_id,
            col(WrongCode.tried_at) > work.now - WRONG_TRIES_WITHIN,
            col(WrongCode.is_check).is_(False),
        )
    )
    return count or 0


async def count_wrong_try(work: Work) -> None:
    """Remember a wrong code. Returned, never raised: an exception would roll the count back."""
    work.session.add(WrongCode(telegram_id=work.actor.telegram_id, tried_at=work.now))
    await work.audit("wrong_code", "code")


async def may_try(work: Work) -> bool:
    """Whether this person may still try a code; after five wrong ones in an hour we are silent."""
    return await wrong_tries(work) < WRONG_TRIES
