"""Serah terima: the holder goes with thanks, what is under way stays with the seat, and a code is made."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.boards import refresh_boards
from bot.actions.invitations import NewCode, lock_seat, make_code, revoke_codes
from bot.actions.seat_matters import matters_of
from bot.actions.seat_people import tell_colleagues, tell_released
from bot.actions.seats import Held, holding
from bot.actions.tenures import Ended, end_tenures
from bot.actions.terms import settle_term
from bot.actions.work import Work
from bot.messages import handovers as messages
from bot.messages.seats import seat_in_words
from bot.rules.actors import HeldSeat, TenureEnd, TenureKind
from bot.rules.errors import Stale
from bot.rules.handovers import who_leaves
from bot.rules.outbox import MessageClass, Text
from db.queries.meetings import meetings_of_seats
from db.queries.people import Recipient, actor_of, seats_by_id
from db.queries.seat_cards import open_codes_of


async def preview(work: Work, *, tenure_id: int) -> Text:
    """What passes on and who goes, before it is done. Raises Forbidden, Stale."""
    found = await holding(work, tenure_id)
    leaving, staying = who_leaves(found.seat.acting, found.one)
    return messages.preview(
        found.seat,
        found.one,
        await matters_of(work, await _seat(work, found)),
        leaving=leaving,
        staying=staying,
        open_codes=await open_codes_of(work.session, found.seat.seat_id, now=work.now),
        now=work.now,
    )


async def hand_over(work: Work, *, tenure_id: int) -> NewCode:
    """Release the holder and whom he invited, revoke every code, make one for the successor; all or nothing.

    The code is returned to be shown once. Raises Forbidden, Stale (somebody was quicker).
    """
    found = await holding(work, tenure_id)
    seat = found.seat
    await lock_seat(work, seat.seat_id)
    ended = await end_tenures(work, reason=TenureEnd.HANDED_OVER, tenure_id=tenure_id)
    if not ended:
        raise Stale
    await settle_term(work, tenure_id=tenure_id, until_on=None, is_over=True)
    await revoke_codes(work, seat.seat_id, is_for_deputies_too=True)
    made = await make_code(work, region_code=seat.region_code, post=seat.post)
    await work.audit("hand_over", "seat", seat.seat_id, about=found.one.contact_id, tenure=tenure_id)
    await _thank(work, found, ended)
    names = [one.name for one in ended]
    await work.receipt(messages.done(seat, names))
    await tell_colleagues(work, seat, messages.done_by(seat, names, by=work.actor.name))
    for meeting in await meetings_of_seats(work.session, [seat.seat_id], now=work.now):
        await refresh_boards(work, meeting_id=meeting.meeting)
    return made


async def _thank(work: Work, found: Held, ended: Sequence[Ended]) -> None:
    """The holder is thanked and learns what stays his; those he invited are told that it is over."""
    await tell_released(work, found.seat, [one for one in ended if one.kind is not TenureKind.HOLDER])
    for one in ended:
        if one.kind is TenureKind.HOLDER and one.telegram_id is not None:
            others = (await actor_of(work.session, one.telegram_id)).seats
            await work.tell(
                Recipient(chat_id=one.telegram_id, name=one.name),
                messages.thanks(found.seat, name=one.name, others=[seat_in_words(it) for it in others]),
                key=f"thx:{one.tenure_id}",
                message_class=MessageClass.CORRECTION,
                title=messages.TITLE_THANKS,
            )


async def _seat(work: Work, found: Held) -> HeldSeat:
    return (await seats_by_id(work.session, [found.seat.seat_id]))[found.seat.seat_id]
