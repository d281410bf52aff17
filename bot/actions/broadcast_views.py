"""One siaran that has not begun to leave, as it concerns whoever asks."""

from __future__ import annotations

from bot.actions.broadcast_agreeing import request_card
from bot.actions.broadcast_audiences import found
from bot.actions.broadcast_drafts import card, draft_view
from bot.actions.broadcast_previews import shown
from bot.actions.work import Work
from bot.messages import broadcast_confirming as messages
from bot.rules.audiences import audience_of
from bot.rules.outbox import Text
from db.tables import BroadcastState


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
