"""The holder of a seat somebody else asks for: told at once, heard, and told how it ended."""

from __future__ import annotations

from bot.actions.cards import overwrite_cards
from bot.actions.inviters import holder_of
from bot.actions.work import Subject, Work
from bot.messages import request_holders as words
from bot.messages.titles import TITLE_NEWS
from bot.rules.outbox import MessageClass
from bot.rules.requests import RequestView

#: Subject of what the holder is told about one request.
HOLDER = "request_holder"


async def tell_holder(work: Work, view: RequestView, *, is_flood: bool) -> None:
    """Somebody asks for his seat; not for one that nobody with an account holds.

    In a flood he is told once an hour; his word counts for every request that waits then.
    """
    holder = await holder_of(work, view.seat.seat_id) if view.takes_over else None
    if holder is None or holder.seat is None:
        return
    await work.tell(
        holder,
        words.told(holder.seat, request_id=view.request_id, asked_at=view.requested_at),
        key=f"reqh:{f'{view.seat.seat_id}.{work.now:%Y%m%d%H}' if is_flood else view.request_id}",
        message_class=MessageClass.CORRECTION,
        title=words.TITLE,
        subject=Subject(HOLDER, view.request_id),
    )


async def settle_holder(work: Work, view: RequestView, *, is_kept: bool) -> None:
    """What the holder was told is over: it loses its button, and who stays holder hears that he does."""
    text = words.settled(title=view.seat.title, region_name=view.seat.region_name, is_kept=is_kept)
    was_told = await overwrite_cards(work, subject_type=HOLDER, subject_id=view.request_id, text=text)
    holder = await holder_of(work, view.seat.seat_id) if is_kept and was_told else None
    if holder is not None:
        await work.tell(
            holder,
            text,
            key=f"reqhk:{view.request_id}",
            message_class=MessageClass.CORRECTION,
            title=TITLE_NEWS,
        )
