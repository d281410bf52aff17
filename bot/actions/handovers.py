"""Serah terima: the holder goes with thanks, what is under way stays with the seat, and a code is made."""

from __future__ import annotations

from bot.actions.invitations import NewCode, lock_seat, make_code
from bot.actions.seat_matters import matters_of
from bot.actions.seat_people import tell_colleagues
from bot.actions.seats import Held, holding
from bot.actions.successions import release_holder, show_on_boards, thank
from bot.actions.work import Work
from bot.messages import handovers as messages
from bot.rules.actors import HeldSeat, TenureEnd
from bot.rules.handovers import who_leaves
from bot.rules.outbox import Text
from db.queries.people import seats_by_id
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
    ended = await release_holder(work, seat, found.one, reason=TenureEnd.HANDED_OVER)
    made = await make_code(work, region_code=seat.region_code, post=seat.post)
    await work.audit("hand_over", "seat", seat.seat_id, about=found.one.contact_id, tenure=tenure_id)
    await thank(work, seat, ended)
    names = [one.name for one in ended]
    await work.receipt(messages.done(seat, names))
    await tell_colleagues(work, seat, messages.done_by(seat, names, by=work.actor.name))
    await show_on_boards(work, seat.seat_id)
    return made


async def _seat(work: Work, found: Held) -> HeldSeat:
    return (await seats_by_id(work.session, [found.seat.seat_id]))[found.seat.seat_id]
