"""A confirmed siaran whose hour has come: by then it may go to more than one officer alone may send to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.broadcast_agreeing import ask_others
from bot.actions.broadcast_audiences import found
from bot.actions.broadcast_drafts import draft_view
from bot.actions.broadcast_leaving import GATE, back_to_draft, tell_author
from bot.actions.cards import overwrite_cards
from bot.actions.work import Work
from bot.messages import broadcast_confirming as messages
from bot.rules.audiences import Addressee, audience_of
from bot.rules.broadcast_confirming import NobodyElseToAgree, has_outgrown
from db.tables import Broadcast, BroadcastState


async def needs_another(work: Work, row: Broadcast, people: Sequence[Addressee]) -> bool:
    """Whether it has grown past a hundred since Konfirmasi; then a second officer is asked first."""
    reached = sum(person.is_reachable for person in people)
    is_agreed = row.approved_by_staff_id is not None
    if is_agreed or not has_outgrown(confirmed=row.recipient_count, now=reached):
        return False
    try:
        text = await ask_others(
            work,
            row,
            await found(work, audience_of(row.audience)),
            before=BroadcastState.SCHEDULED,
            starts_at=None,
        )
    except NobodyElseToAgree:
        await back_to_draft(work, row)
        text = messages.lapsed(draft_view(row))
    await tell_author(work, row, text)
    return True


async def close_gates(work: Work, row: Broadcast) -> None:
    """Once it leaves, the card with Batalkan says so."""
    if row.started_at is not None:
        text = messages.begun(draft_view(row))
        await overwrite_cards(work, subject_type=GATE, subject_id=row.id or 0, text=text)
