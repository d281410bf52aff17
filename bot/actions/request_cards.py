"""The cards of a request: sent to whoever may decide, renewed when something was said, closed at the end."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.actions.cards import overwrite_cards
from bot.actions.request_purposes import PURPOSES
from bot.actions.work import Subject, Work
from bot.messages import request_ends
from bot.rules.actors import Role
from bot.rules.outbox import MessageClass, Text
from bot.rules.requests import RequestView
from db.queries.people import Recipient, officers_of_region, staff_at_least
from db.tables import OutboxMessage
from db.traces import REQUEST_CARD

#: Subject of every card of one request.
REQUEST = REQUEST_CARD


def card_of(view: RequestView) -> Text:
    """The card as its purpose writes it."""
    return PURPOSES[view.purpose].card(view)


async def send_cards(work: Work, view: RequestView) -> None:
    """A card to each who decides or waits for an answer."""
    for reader in await readers(work, view):
        await work.tell(
            reader,
            card_of(view),
            key=f"req:{view.request_id}:{view.seen}:{reader.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject(REQUEST, view.request_id),
        )


async def readers(work: Work, view: RequestView) -> Sequence[Recipient]:
    """The region's officers, whoever asked the asker something, and admins once one has approved."""
    found = list(await officers_of_region(work.session, view.seat.region_code))
    known = {one.staff_id for one in found}
    others = [note.staff_id for note in view.notes if note.staff_id is not None]
    if view.first is not None:
        others += [one.staff_id for one in await staff_at_least(work.session, Role.ADMIN) if one.staff_id]
    everybody = await staff_at_least(work.session, Role.OFFICER)
    return found + [one for one in everybody if one.staff_id in others and one.staff_id not in known]


async def renew_cards(work: Work, view: RequestView) -> None:
    """Something was said or noted: old cards lose their buttons, new ones come."""
    await close_cards(work, view.request_id, request_ends.request_moved_on())
    await send_cards(work, view)


async def has_cards(work: Work, request_id: int) -> bool:
    """Whether anybody was sent a card of this request, or is about to be."""
    found = await work.session.scalar(
        select(col(OutboxMessage.id))
        .where(col(OutboxMessage.subject_type) == REQUEST, col(OutboxMessage.subject_id) == request_id)
        .limit(1)
    )
    return found is not None


async def show_card(work: Work, view: RequestView) -> None:
    """The card as it is now to whoever acts; it is closed with the others."""
    await work.receipt(card_of(view), subject=Subject(REQUEST, view.request_id))


async def close_cards(work: Work, request_id: int, text: Text) -> None:
    """Every card says this, and has no buttons any more."""
    await overwrite_cards(work, subject_type=REQUEST, subject_id=request_id, text=text)
