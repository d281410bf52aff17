"""The living card of each officer: what the seats of a meeting answered."""

from __future__ import annotations

from bot.actions.live_cards import edit, hash_of, mark_stale, to_edit
from bot.actions.sitting_boards import sitting_board
from bot.actions.tallies import tallies_of
from bot.actions.work import Work
from bot.messages import boards as messages
from bot.rules.actors import Role
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import MeetingView
from db.queries.meetings import meeting_view
from db.queries.people import staff_at_least
from db.tables import LiveCard


async def show_board(work: Work, meeting: MeetingView) -> None:
    """Give every officer and admin the card of a newly published meeting."""
    text = messages.board(meeting, await tallies_of(work, meeting))
    for officer in await staff_at_least(work.session, Role.OFFICER):
        outbox_id = await work.tell(
            officer,
            text,
            key=f"card:{meeting.meeting}:{officer.chat_id}:0",
            message_class=MessageClass.RECEIPT,
        )
        work.session.add(
            LiveCard(
                meeting_id=meeting.meeting,
                chat_id=officer.chat_id,
                outbox_id=outbox_id,
                shown_hash=hash_of(text),
            )
        )
    await work.session.flush()


async def refresh_boards(work: Work, *, meeting_id: int) -> None:
    """Something changed: edit the cards of the meeting and of its sittings, those that may be edited now.

    The others are edited by the chore, as soon as they may be.
    """
    await mark_stale(work, meeting_id=meeting_id)
    await _edit_all(work, meeting_id=meeting_id)


async def refresh_stale(work: Work) -> None:
    """Chore: the edits that had to wait, and the boards of sittings that begin or end."""
    await _edit_all(work)


async def _edit_all(work: Work, *, meeting_id: int | None = None) -> None:
    texts: dict[tuple[int, int | None], Text | None] = {}
    for card in await to_edit(work, meeting_id=meeting_id):
        of = card.meeting_id, card.agenda_item_id
        if of not in texts:
            texts[of] = await _text_of(work, meeting_id=card.meeting_id, item=card.agenda_item_id)
        await edit(work, card, texts[of])


async def _text_of(work: Work, *, meeting_id: int, item: int | None) -> Text | None:
    meeting = await meeting_view(work.session, meeting_id)
    if meeting is None:
        return None
    if item is None:
        return messages.board(meeting, await tallies_of(work, meeting))
    sitting = meeting.sitting(item)
    return await sitting_board(work, meeting, sitting) if sitting else None
