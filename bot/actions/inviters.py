"""What the holder of a seat hears of those who act for it: approved, not approved, gone."""

from __future__ import annotations

from bot.actions.work import Work
from bot.messages import deputies as words
from bot.messages.titles import TITLE_CAPACITY
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.deputies import InviterGone
from bot.rules.outbox import MessageClass
from bot.rules.requests import RequestView
from db.queries.people import Recipient, people_of_seats


async def holder_of(work: Work, seat_id: int) -> Recipient | None:
    """Whoever holds this seat now and has a Telegram account."""
    for person in await people_of_seats(work.session, [seat_id]):
        if person.seat is not None and person.seat.kind is TenureKind.HOLDER:
            return person
    return None


async def require_inviter(work: Work, request: RequestView) -> None:
    """Whom a holder invited can be approved as long as that person holds the seat. Raises InviterGone."""
    if request.invited_by is None:
        return
    holder = await holder_of(work, request.seat.seat_id)
    if holder is None or holder.contact_id != request.invited_by:
        raise InviterGone


async def tell_inviter(work: Work, request: RequestView, *, is_approved: bool) -> None:
    """The holder who invited hears how staff decided."""
    holder = await holder_of(work, request.seat.seat_id)
    if holder is None or holder.seat is None or holder.contact_id != request.invited_by:
        return
    await work.tell(
        holder,
        words.decided(holder.seat, name=request.name, kind=request.kind, is_approved=is_approved),
        key=f"dep:dec:{request.request_id}",
        message_class=MessageClass.CORRECTION,
        title=TITLE_CAPACITY,
    )


async def tell_holder_left(work: Work, seat: HeldSeat, *, name: str) -> None:
    """The holder hears that somebody who acted for the seat has left it himself."""
    holder = await holder_of(work, seat.seat_id)
    if holder is None or holder.seat is None or seat.kind is TenureKind.HOLDER:
        return
    await work.tell(
        holder,
        words.left(holder.seat, name=name, kind=seat.kind),
        key=f"dep:left:{seat.seat_id}:{work.update_id}",
        message_class=MessageClass.CORRECTION,
        title=TITLE_CAPACITY,
    )
