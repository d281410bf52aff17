"""One siaran that has not begun to leave, as it concerns whoever asks."""

from __future__ import annotations

from bot.actions import broadcast_cards
from bot.actions.broadcast_agreeing import request_card
from bot.actions.broadcast_audiences import found
from bot.actions.broadcast_drafts import card, draft_view
from bot.actions.broadcast_previews import shown
from bot.actions.work import Work
from bot.messages import broadcast_confirming as messages
from bot.rules.access import Action, require
from bot.rules.audiences import audience_of
from bot.rules.broadcast_confirming import BroadcastUnknown
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from db.tables import Broadcast, BroadcastState


async def view(work: Work, *, number: int) -> Text:
    """An own draft, or one that is confirmed: with what can be done about it. Raises Forbidden, Stale."""
    row = await shown(work, number)
    if row.state is BroadcastState.DRAFT:
        return await card(work, row)
    people = row.recipient_count or 0
    if row.state is BroadcastState.SCHEDULED:
        return messages.leaving(draft_view(row), people=people)
    if row.created_by_staff_id == work.actor.staff_id:
        return messages.waiting(draft_view(row), people=people)
    return await request_card(work, row, await found(work, audience_of(row.audience)))


async def open_one(work: Work, *, number: int) -> None:
    """/siaran 12, whatever has become of it. Raises Forbidden, BroadcastUnknown."""
    require(work.actor, Action.RUN_BROADCASTS)
    row = await work.session.get(Broadcast, number)
    if row is not None and row.started_at is not None:
        await broadcast_cards.show_card(work, broadcast_id=number)
        return
    try:
        text = await view(work, number=number)
    except Stale:
        raise BroadcastUnknown from None
    await work.receipt(text)
