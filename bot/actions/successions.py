"""One holder goes so that another may come: ended, codes revoked, thanked; what is under way stays."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.boards import refresh_boards
from bot.actions.invitations import revoke_codes
from bot.actions.seat_people import tell_released
from bot.actions.tenures import Ended, end_tenures
from bot.actions.terms import settle_term
from bot.actions.work import Subject, Work
from bot.messages import handovers as messages
from bot.messages.seats import seat_in_words
from bot.rules.actors import TenureEnd, TenureKind
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.seat_views import Acting, SeatView
from db.queries.deliveries import FAREWELL
from db.queries.meetings import meetings_of_seats
from db.queries.people import Recipient, actor_of


async def release_holder(work: Work, seat: SeatView, holder: Acting, *, reason: TenureEnd) -> Sequence[Ended]:
    """End the holder and whom he invited, and revoke every code of the seat, which is locked already.

    Raises Stale when somebody was quicker. Nobody is told here.
    """
    ended = await end_tenures(work, reason=reason, tenure_id=holder.tenure_id)
    if not ended:
        raise Stale
    await settle_term(work, tenure_id=holder.tenure_id, until_on=None, is_over=True)
    await revoke_codes(work, seat.seat_id, is_for_deputies_too=True)
    return ended


async def thank(work: Work, seat: SeatView, ended: Sequence[Ended]) -> None:
    """The holder is thanked and learns what stays his; those he invited are told that it is over."""
    await tell_released(work, seat, [one for one in ended if one.kind is not TenureKind.HOLDER])
    for one in ended:
        if one.kind is TenureKind.HOLDER and one.telegram_id is not None:
            others = (await actor_of(work.session, one.telegram_id)).seats
            await work.tell(
                Recipient(chat_id=one.telegram_id, name=one.name),
                messages.thanks(seat, name=one.name, others=[seat_in_words(it) for it in others]),
                key=f"thx:{one.tenure_id}",
                message_class=MessageClass.CORRECTION,
                title=messages.TITLE_THANKS,
                subject=Subject(FAREWELL, one.tenure_id),
            )


async def show_on_boards(work: Work, seat_id: int) -> None:
    """The boards of meetings ahead name whoever holds the seat now."""
    for meeting in await meetings_of_seats(work.session, [seat_id], now=work.now):
        await refresh_boards(work, meeting_id=meeting.meeting)
