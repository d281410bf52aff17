"""A request to act for a seat: approval gives it, and the present holder of a held one goes with thanks."""

from __future__ import annotations

from bot.actions.applicants import Draft
from bot.actions.invitations import seat_card
from bot.actions.inviters import require_inviter, tell_inviter
from bot.actions.registration import contact_of, leave_capacity, refuse_too_many, take_seat
from bot.actions.request_holders import settle_holder
from bot.actions.successions import release_holder, show_on_boards, thank
from bot.actions.work import Work
from bot.messages import requests as words
from bot.messages.titles import TITLE_DECISION
from bot.rules.actors import TenureEnd
from bot.rules.outbox import MessageClass, Text
from bot.rules.requests import Refused, RequestView
from db.queries.people import Recipient
from db.tables import RequestState


def needs_second(view: RequestView) -> bool:
    """An account that speaks for the seat is replaced by two people of staff only."""
    return view.takes_over


async def approve(work: Work, view: RequestView) -> None:
    """Give the seat; who has it by another way meanwhile keeps it as it is.

    Raises DeputiesFull, InviterGone, Stale.
    """
    seat = await seat_card(work, view.seat.seat_id)
    if not view.acts_already:
        await require_inviter(work, view)
        await _make_room(work, view)
        await refuse_too_many(work, seat, view.kind)
    contact_id = await contact_of(work, telegram_id=view.telegram_id, name=view.name)
    if not view.acts_already:
        await leave_capacity(work, contact_id=contact_id, seat_id=seat.seat_id)
    await work.tell(
        Recipient(chat_id=view.telegram_id, name=view.name, contact_id=contact_id),
        words.request_approved(seat=seat, kind=view.kind),
        key=f"reqd:{view.request_id}",
        message_class=MessageClass.CORRECTION,
        title=TITLE_DECISION,
    )
    if not view.acts_already:
        await take_seat(
            work,
            Draft(seat_id=seat.seat_id, name=view.name, kind=view.kind),
            contact_id=contact_id,
            telegram_id=view.telegram_id,
            invited_by=view.invited_by,
        )
    if view.replaces:
        await show_on_boards(work, seat.seat_id)
    await tell_inviter(work, view, is_approved=True)


async def _make_room(work: Work, view: RequestView) -> None:
    """The present holder, and whom he invited, act no longer. Raises Stale when that changed meanwhile."""
    if view.replaces:
        # the tenure before the messages, as whoever leaves by himself does: else the two wait for each other
        ended = await release_holder(work, view.seat, view.replaces, reason=TenureEnd.REPLACED)
        await settle_holder(work, view, is_kept=False)
        await thank(work, view.seat, [one for one in ended if one.contact_id != view.contact_id])


async def close(work: Work, view: RequestView, state: RequestState) -> None:
    """Holder and inviter learn that it came to nothing."""
    await settle_holder(work, view, is_kept=True)
    if state is RequestState.REFUSED:
        await tell_inviter(work, view, is_approved=False)


def refused(view: RequestView, refused: Refused) -> Text:
    return words.request_refused(seat=view.seat, refused=refused)
