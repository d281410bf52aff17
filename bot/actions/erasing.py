"""Erase a person: at once out of every list and queue, and never back, not even from a backup."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlmodel import col

from bot.actions.own_requests import close_requests_for
from bot.actions.question_purges import purge_of
from bot.actions.request_ends import close_requests_by
from bot.actions.staff_endings import withdraw_changes_about
from bot.actions.tenures import Ended, end_tenures
from bot.actions.work import Work
from bot.messages.answers import REASONS
from bot.rules.tombstones import Tombstone, mac_of
from db.alert_traces import forget_in_alerts
from db.answer_traces import forget_reasons
from db.erasing import Person, take_out
from db.persons import person_of
from db.tables import Contact, Erasure, HouseKey, RegistrationRequest, Seat, TenureEnd

_KEY = "tombstones"


async def erase(work: Work, contact_id: int) -> Sequence[Ended]:
    """Take this contact out of everything and keep a tombstone; returns which seats that left.

    What remains is the history of the seat, without the person: that somebody answered, and when.
    Nobody is told here.
    """
    await _lock_seats(work, contact_id)
    contact = await work.session.get(Contact, contact_id, with_for_update=True)
    if contact is None or contact.erased_at is not None:
        return ()
    person = await person_of(work.session, contact)
    stones = await _tombstones_of(work, person)
    work.session.expunge(contact)
    for telegram_id in person.telegram_ids:
        await withdraw_changes_about(work, telegram_id)
    await close_requests_for(work, contact_id)
    await close_requests_by(work, person.telegram_ids)
    ended = await end_tenures(work, reason=TenureEnd.ERASED, contact_id=contact_id)
    await forget_reasons(work.session, person.contact_ids, names=person.names, common=REASONS)
    await forget_in_alerts(work.session, person.contact_ids, names=person.names)
    await purge_of(work, person.contact_ids)
    await take_out(work.session, person, now=work.now)
    work.session.add_all(stones)
    await work.session.flush()
    await work.audit("erase", "contact", contact_id, about=contact_id)
    return ended


async def _lock_seats(work: Work, contact_id: int) -> None:
    """Seats of requests by this person or about him, before the person: as whoever decides them does."""
    own = select(col(Contact.telegram_id)).where(col(Contact.id) == contact_id)
    seats = select(col(RegistrationRequest.seat_id)).where(
        or_(
            col(RegistrationRequest.replaces_contact_id) == contact_id,
            col(RegistrationRequest.telegram_id).in_(own),
        )
    )
    wanted = select(col(Seat.id)).where(col(Seat.id).in_(seats)).order_by(col(Seat.id))
    await work.session.execute(wanted.with_for_update())


async def _tombstones_of(work: Work, person: Person) -> list[Erasure]:
    """One for each record of the person: in a backup they may be two still."""
    key = await _key(work)
    rows = await work.session.execute(
        select(col(Contact.id), col(Contact.created_at)).where(col(Contact.id).in_(person.contact_ids))
    )
    return [
        Erasure(
            contact_id=contact_id,
            mac=mac_of(key, contact_id=contact_id, created_at=created_at),
            erased_at=work.now,
        )
        for contact_id, created_at in rows
        if contact_id is not None
    ]


async def erase_again(work: Work, tombstones: Collection[Tombstone]) -> int:
    """Erase whom a tombstone names and who is back, from a backup; returns how many were."""
    key = await _key(work)
    rows = await work.session.execute(
        select(col(Contact.id), col(Contact.created_at)).where(
            col(Contact.id).in_([one.contact_id for one in tombstones]), col(Contact.erased_at).is_(None)
        )
    )
    back = {row.id: row.created_at for row in rows}
    count = 0
    for one in tombstones:
        if one.contact_id not in back:
            continue
        known = mac_of(key, contact_id=one.contact_id, created_at=back[one.contact_id])
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
