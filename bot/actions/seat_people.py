"""People in a seat as staff set them: somebody without Telegram is recorded, somebody is released."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import dialogues
from bot.actions.invitations import lock_seat, revoke_codes
from bot.actions.seats import close_own, editable, held
from bot.actions.tenures import Ended, end_tenures
from bot.actions.terms import settle_term
from bot.actions.work import Subject, Work
from bot.messages import seat_changes as messages
from bot.rules.actors import TenureKind
from bot.rules.errors import Stale
from bot.rules.names import typed_name
from bot.rules.outbox import MessageClass, Text
from bot.rules.seat_views import SeatView
from bot.rules.sheets import CoverageState
from db.queries.deliveries import FAREWELL
from db.queries.people import Recipient, officers_of_region
from db.queries.seat_cards import open_codes_of
from db.tables import Contact, Reachability, Tenure, TenureEnd

ASK_HOLDER = "seat_holder"


async def ask_holder(work: Work, *, seat_id: int) -> None:
    """Catat pejabat: asks for the name of somebody without Telegram. Raises Forbidden, Stale."""
    seat = await _recordable(work, seat_id)
    await dialogues.ask(work, ASK_HOLDER, seat=seat_id)
    await work.receipt(messages.ask_holder(seat))


async def record_holder(work: Work, *, seat_id: int, typed: str) -> None:
    """The name: a holder who is reached by telephone only. Raises NameUnusable, Forbidden, Stale.

    Somebody recorded before is replaced; whoever came in by himself is not.
    """
    name = typed_name(typed)
    await lock_seat(work, seat_id)
    seat = await _recordable(work, seat_id)
    await close_own(work, ASK_HOLDER)
    if seat.holder:
        await end_tenures(work, reason=TenureEnd.REPLACED, tenure_id=seat.holder.tenure_id)
        await settle_term(work, tenure_id=seat.holder.tenure_id, until_on=None, is_over=True)
    contact = Contact(
        telegram_id=None, name=name, reachability=Reachability.NEVER_STARTED, created_at=work.now
    )
    work.session.add(contact)
    await work.session.flush()
    contact_id = contact.id or 0
    work.session.add(
        Tenure(seat_id=seat_id, contact_id=contact_id, kind=TenureKind.HOLDER, started_at=work.now)
    )
    await work.session.flush()
    await work.audit("record_holder", "seat", seat_id, about=contact_id, text=name)
    await work.receipt(messages.holder_recorded(seat, name))


async def _recordable(work: Work, seat_id: int) -> SeatView:
    """A seat that nobody holds who can speak for himself."""
    seat = await editable(work, seat_id)
    if seat.holder and seat.holder.state is not CoverageState.NO_TELEGRAM:
        raise Stale
    return seat


async def ask_release(work: Work, *, tenure_id: int) -> Text:
    """Lepas: says first what it does. Raises Forbidden, Stale."""
    found = await held(work, tenure_id)
    return messages.ask_release(found.seat, found.one)


async def release(work: Work, *, tenure_id: int) -> None:
    """Somebody acts for the seat no longer, nor do those he invited; they are told kindly. Raises Stale."""
    found = await held(work, tenure_id)
    await lock_seat(work, found.seat.seat_id)
    ended = await end_tenures(work, reason=TenureEnd.REVOKED, tenure_id=tenure_id)
    if not ended:
        raise Stale
    await settle_term(work, tenure_id=tenure_id, until_on=None, is_over=True)
    await tell_released(work, found.seat, ended)
    names = [one.name for one in ended]
    await work.receipt(messages.released(found.seat, names))
    await tell_colleagues(work, found.seat, messages.released_by(found.seat, names, by=work.actor.name))


async def ask_revoke(work: Work, *, seat_id: int) -> Text:
    """Batalkan kode: how many would open nothing any more. Raises Forbidden."""
    seat = await editable(work, seat_id)
    return messages.ask_revoke(seat, await open_codes_of(work.session, seat_id, now=work.now))


async def revoke(work: Work, *, seat_id: int) -> None:
    """Every open code of the seat, those of its holder too, opens nothing any more. Raises Forbidden."""
    seat = await editable(work, seat_id)
    await lock_seat(work, seat_id)
    await work.receipt(messages.revoked(seat, await revoke_codes(work, seat_id, is_for_deputies_too=True)))


async def tell_released(work: Work, seat: SeatView, ended: Sequence[Ended]) -> None:
    """To people who are officials no longer, so without a contact id: it must arrive all the same."""
    for one in ended:
        if one.telegram_id is not None:
            await work.tell(
                Recipient(chat_id=one.telegram_id, name=one.name),
                messages.to_released(seat, name=one.name, kind=one.kind),
                key=f"rel:{one.tenure_id}",
                message_class=MessageClass.CORRECTION,
                title=messages.TITLE_RELEASED,
                subject=Subject(FAREWELL, one.tenure_id),
            )


async def tell_colleagues(work: Work, seat: SeatView, text: Text) -> None:
    """The officers of the region, except whoever did it."""
    for officer in await officers_of_region(work.session, seat.region_code):
        if officer.staff_id != work.actor.staff_id:
            await work.tell(
                officer,
                text,
                key=f"seat:{seat.seat_id}:{work.update_id}:{officer.staff_id}",
                message_class=MessageClass.REQUEST,
            )
