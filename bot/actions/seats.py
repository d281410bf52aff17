"""What staff change about a seat and its holder: prefix, last day, the telephone of the office."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.seat_views import reader_of, seat_details
from bot.actions.terms import settle_term
from bot.actions.work import Work
from bot.messages import contacts, seat_changes
from bot.rules.access import Action, require, scope
from bot.rules.actors import TenureKind
from bot.rules.clocks import local_date, zone_named
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import Text
from bot.rules.seat_entries import office_phone
from bot.rules.seat_views import Acting, SeatView
from bot.rules.terms import PREFIXES, term_end
from db.engine import affected
from db.queries.seat_cards import seat_view
from db.tables import Seat, Tenure

ASK_TERM, ASK_PHONE = "seat_term", "seat_phone"


@dataclass(frozen=True, slots=True)
class Held:
    """A seat, and one of those who act for it now."""

    seat: SeatView
    one: Acting


async def held(work: Work, tenure_id: int) -> Held:
    """Somebody who acts for a seat now, for whoever may change that. Raises Forbidden, Stale."""
    require(work.actor, Action.EDIT_SEATS)
    seat_id = await work.session.scalar(
        select(col(Tenure.seat_id)).where(col(Tenure.id) == tenure_id, col(Tenure.ended_at).is_(None))
    )
    seat = await editable(work, seat_id) if seat_id is not None else None
    one = next((one for one in seat.acting if one.tenure_id == tenure_id), None) if seat else None
    if seat is None or one is None:
        raise Stale
    return Held(seat, one)


async def holding(work: Work, tenure_id: int) -> Held:
    """The same of a holder. Raises Forbidden, Stale."""
    found = await held(work, tenure_id)
    if found.one.kind is not TenureKind.HOLDER:
        raise Stale
    return found


async def editable(work: Work, seat_id: int) -> SeatView:
    """A seat for whoever may change it. Raises Forbidden."""
    require(work.actor, Action.EDIT_SEATS)
    seat = await seat_view(work.session, seat_id, within=scope(work.actor, Action.EDIT_SEATS))
    if seat is None:
        raise Forbidden
    return seat


async def choose_prefix(work: Work, *, tenure_id: int) -> Text:
    """Ubah sebutan: Pj., Plt., Plh. or none."""
    found = await holding(work, tenure_id)
    return seat_changes.choose_prefix(found.seat, found.one)


async def set_prefix(work: Work, *, tenure_id: int, number: int) -> Text:
    """One of the prefixes by its place; returns the card as it is now. Raises Forbidden, Stale."""
    if number not in range(len(PREFIXES)):
        raise Stale
    found = await holding(work, tenure_id)
    about, prefix = found.one.contact_id, PREFIXES[number]
    if await _update(work, tenure_id, col(Tenure.prefix) != prefix, prefix=prefix):
        await work.audit("set_prefix", "seat", found.seat.seat_id, about=about, prefix=prefix)
    await work.receipt(seat_changes.prefix_set(await editable(work, found.seat.seat_id)))
    return await _card(work, found.seat.seat_id)


async def ask_term(work: Work, *, tenure_id: int) -> None:
    """Berlaku sampai: asks for the last day."""
    found = await holding(work, tenure_id)
    await dialogues.ask(work, ASK_TERM, tenure=tenure_id)
    await work.receipt(seat_changes.ask_term(found.seat, found.one, today=_today(work, found.seat)))


async def hear_term(work: Work, *, tenure_id: int, typed: str) -> None:
    """The last day, typed. Raises TermDate, Forbidden, Stale."""
    found = await holding(work, tenure_id)
    await set_term(work, tenure_id=tenure_id, until_on=term_end(typed, today=_today(work, found.seat)))


async def set_term(work: Work, *, tenure_id: int, until_on: date | None) -> None:
    """Until when the holder holds the seat; what was asked of staff about it is settled."""
    found = await holding(work, tenure_id)
    await close_own(work, ASK_TERM)
    about, detail = found.one.contact_id, until_on.isoformat() if until_on else ""
    other = col(Tenure.until_on).is_distinct_from(until_on)
    if await _update(work, tenure_id, other, until_on=until_on, term_told_on=None):
        await work.audit("set_term", "seat", found.seat.seat_id, about=about, until=detail)
    await settle_term(work, tenure_id=tenure_id, until_on=until_on)
    await work.receipt(seat_changes.term_set(found.seat, replace(found.one, until_on=until_on)))


async def ask_phone(work: Work, *, seat_id: int) -> None:
    """Telepon kantor: asks for the number."""
    seat = await editable(work, seat_id)
    await dialogues.ask(work, ASK_PHONE, seat=seat_id)
    await work.receipt(seat_changes.ask_phone(seat))


async def set_phone(work: Work, *, seat_id: int, typed: str) -> None:
    """The number of the office; "-" takes it away. Raises PhoneUnusable, Forbidden."""
    seat = await editable(work, seat_id)
    number = office_phone(typed)
    await close_own(work, ASK_PHONE)
    other = update(Seat).where(col(Seat.id) == seat_id, col(Seat.office_phone) != number)
    if affected(await work.session.execute(other.values(office_phone=number))):
        await work.audit("set_office_phone", "seat", seat_id, is_set=bool(number))
    await work.receipt(seat_changes.phone_set(replace(seat, office_phone=number)))


async def close_own(work: Work, *steps: str) -> None:
    """Close the open question if it is one of these."""
    question = await dialogues.open_question(work)
    if question and question.step in steps:
        await dialogues.close(work)


async def _update(work: Work, tenure_id: int, differs: ColumnElement[bool], **values: object) -> bool:
    """Whether anything changed: somebody may have said the same before. Raises Stale when it has ended."""
    running = (col(Tenure.id) == tenure_id, col(Tenure.ended_at).is_(None))
    change = update(Tenure).where(*running, differs).values(**values)
    if affected(await work.session.execute(change)) == 1:
        return True
    if await work.session.scalar(select(col(Tenure.id)).where(*running)) is None:
        raise Stale
    return False


async def _card(work: Work, seat_id: int) -> Text:
    return contacts.seat(await seat_details(work, seat_id=seat_id), reader=reader_of(work))


def _today(work: Work, seat: SeatView) -> date:
    return local_date(work.now, zone_named(seat.zone))
