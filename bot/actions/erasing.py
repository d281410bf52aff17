"""Erase a person: at once out of every list and queue, and never back, not even from a backup."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.actions.staff_endings import withdraw_changes_about
from bot.actions.tenures import Ended, end_tenures
from bot.actions.work import Work
from bot.rules.tombstones import Tombstone, mac_of
from bot.rules.wording import post
from db.erasing import Person, take_out
from db.tables import (
    Contact,
    Erasure,
    HouseKey,
    Region,
    RegistrationRequest,
    Seat,
    StaffChange,
    Tenure,
    TenureEnd,
)

_KEY = "tombstones"


async def erase(work: Work, contact_id: int) -> Sequence[Ended]:
    """Take this contact out of everything and keep a tombstone; returns which seats that left.

    What remains is the history of the seat, without the person: that somebody answered, and when.
    Nobody is told here.
    """
    contact = await work.session.get(Contact, contact_id, with_for_update=True)
    if contact is None or contact.erased_at is not None:
        return ()
    person = Person(
        contact_id,
        contact.telegram_id,
        contact.name,
        await _posts_ever(work, contact_id),
        phone=contact.phone,
        other_names=await _other_names(work, contact.telegram_id),
    )
    mac = mac_of(
        await _key(work),
        contact_id=contact_id,
        telegram_id=contact.telegram_id,
        created_at=contact.created_at,
    )
    work.session.expunge(contact)
    if person.telegram_id is not None:
        await withdraw_changes_about(work, person.telegram_id)
    ended = await end_tenures(work, reason=TenureEnd.ERASED, contact_id=contact_id)
    await take_out(work.session, person, now=work.now)
    work.session.add(Erasure(contact_id=contact_id, mac=mac, erased_at=work.now))
    await work.session.flush()
    await work.audit("erase", "contact", contact_id, about=contact_id)
    return ended


async def erase_again(work: Work, tombstones: Collection[Tombstone]) -> int:
    """Erase whom a tombstone names and who is back, from a backup; returns how many were."""
    key = await _key(work)
    rows = await work.session.execute(
        select(col(Contact.id), col(Contact.telegram_id), col(Contact.created_at)).where(
            col(Contact.id).in_([one.contact_id for one in tombstones]), col(Contact.erased_at).is_(None)
        )
    )
    back = {contact_id: (telegram_id, created_at) for contact_id, telegram_id, created_at in rows}
    count = 0
    for one in tombstones:
        if one.contact_id not in back:
            continue
        telegram_id, created_at = back[one.contact_id]
        known = mac_of(key, contact_id=one.contact_id, telegram_id=telegram_id, created_at=created_at)
        if secrets.compare_digest(known, one.mac):
            await erase(work, one.contact_id)
            count += 1
    return count


async def tombstones(work: Work) -> list[Tombstone]:
    """Everybody who was erased from this database."""
    rows = await work.session.scalars(select(Erasure).order_by(col(Erasure.contact_id)))
    return [Tombstone(row.contact_id, row.mac, row.erased_at) for row in rows]


async def _key(work: Work) -> str:
    """The secret of this database. A migration made it, so that every backup since has it too."""
    found = select(col(HouseKey.value)).where(col(HouseKey.name) == _KEY)
    return (await work.session.scalars(found)).one()


async def _other_names(work: Work, telegram_id: int | None) -> list[str]:
    """What this account is called in requests and proposals, besides the name of the record."""
    if telegram_id is None:
        return []
    asked = select(col(RegistrationRequest.name), col(RegistrationRequest.telegram_name)).where(
        col(RegistrationRequest.telegram_id) == telegram_id
    )
    proposed = select(col(StaffChange.name)).where(col(StaffChange.telegram_id) == telegram_id)
    names = {name for row in await work.session.execute(asked) for name in row}
    names |= set(await work.session.scalars(proposed))
    return sorted(name for name in names if len(name) > 1)


async def _posts_ever(work: Work, contact_id: int) -> list[str]:
    rows = await work.session.execute(
        select(col(Seat.title), col(Region.name))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .join(Tenure, col(Tenure.seat_id) == col(Seat.id))
        .where(col(Tenure.contact_id) == contact_id)
        .distinct()
    )
    return [post(title, region) for title, region in rows]
