"""The board of one sitting on its day: one living message a chat, until the sitting is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from bot.actions.live_cards import hash_of, leave
from bot.actions.tallies import tallies
from bot.actions.work import Work
from bot.messages import sitting_boards as messages
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.attendance import EARLIEST, gathering
from bot.rules.errors import Forbidden
from bot.rules.meeting_mistakes import SittingCancelled, SittingPostponed
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import MeetingView, SittingView
from db.queries.attendance import check_in_key
from db.queries.meetings import sitting_view
from db.queries.people import Recipient, staff_at_least
from db.tables import AgendaItem, ItemState, LiveCard, Meeting, MeetingState, OutboxMessage


async def sitting_board(work: Work, meeting: MeetingView, sitting: SittingView) -> Text:
    """The board as it stands now."""
    (tally,) = await tallies(work, [sitting])
    has_code = await check_in_key(work.session, sitting.item) is not None
    return messages.board(meeting, tally, gathering(tally), now=work.now, has_code=has_code)


async def sitting_of_staff(work: Work, *, item: int) -> tuple[MeetingView, SittingView]:
    """A sitting of a published meeting, for whoever runs sittings. Raises Forbidden."""
    require(work.actor, Action.RUN_SITTINGS)
    found = await sitting_view(work.session, item)
    if found is None or not found[0].is_published:
        raise Forbidden
    return found


def refuse_unless_standing(sitting: SittingView) -> None:
    """Raises SittingPostponed, SittingCancelled."""
    if not sitting.is_standing:
        raise SittingPostponed if sitting.is_postponed else SittingCancelled


async def open_board(work: Work, *, item: int) -> None:
    """Papan hari-H: the board comes to the end of this chat; an earlier one there points to it."""
    meeting, sitting = await sitting_of_staff(work, item=item)
    text = await sitting_board(work, meeting, sitting)
    outbox_id = await work.receipt(text)
    await _remember(work, meeting, sitting, text, chat_id=work.me.chat_id, outbox_id=outbox_id)


async def show_boards_of_the_day(work: Work) -> None:
    """Chore: an hour before a sitting its board comes to every officer and admin by itself."""
    due = (
        select(col(AgendaItem.id), col(AgendaItem.starts_at))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(
            col(AgendaItem.state) == ItemState.PLANNED,
            col(AgendaItem.starts_at) <= work.now + EARLIEST,
            col(AgendaItem.ends_at) > work.now,
            col(Meeting.state) == MeetingState.PUBLISHED,
        )
        .order_by(col(AgendaItem.id))
    )
    sittings = (await work.session.execute(due)).all()
    officers = await staff_at_least(work.session, Role.OFFICER) if sittings else ()
    for item, starts_at in sittings:
        if item is None:
            continue
        have = await _chats_with_board(work, item, since=starts_at - EARLIEST)
        missing = [officer for officer in officers if officer.chat_id not in have]
        if missing:
            await _show_to(work, item, missing)


async def _chats_with_board(work: Work, item: int, *, since: datetime) -> set[int]:
    """Chats whose board came when the day of the sitting had begun; before a move it was for another time."""
    rows = await work.session.execute(
        select(col(LiveCard.chat_id))
        .join(OutboxMessage, col(OutboxMessage.id) == col(LiveCard.outbox_id))
        .where(col(LiveCard.agenda_item_id) == item, col(OutboxMessage.created_at) >= since)
    )
    return set(rows.scalars())


async def _show_to(work: Work, item: int, officers: list[Recipient]) -> None:
    found = await sitting_view(work.session, item)
    if found is None:
        return
    meeting, sitting = found
    text = await sitting_board(work, meeting, sitting)
    for officer in officers:
        outbox_id = await work.tell(
            officer,
            text,
            key=f"board:{item}:{officer.chat_id}:at:{int(sitting.starts_at.timestamp())}",
            message_class=MessageClass.REQUEST,
            expires_at=sitting.ends_at,
        )
        if outbox_id is not None:
            await _remember(work, meeting, sitting, text, chat_id=officer.chat_id, outbox_id=outbox_id)


async def _remember(
    work: Work,
    meeting: MeetingView,
    sitting: SittingView,
    text: Text,
    *,
    chat_id: int,
    outbox_id: int | None,
) -> None:
    """From now on this message is edited; an earlier one says once that it is continued below."""
    mine = (col(LiveCard.agenda_item_id) == sitting.item, col(LiveCard.chat_id) == chat_id)
    card = await work.session.scalar(select(LiveCard).where(*mine).with_for_update())
    if card is not None:
        await leave(work, card, messages.continued(sitting))
    else:
        card = LiveCard(meeting_id=meeting.meeting, agenda_item_id=sitting.item, chat_id=chat_id)
        work.session.add(card)
    card.version += 1
    card.outbox_id, card.shown_hash, card.shown_at = outbox_id, hash_of(text), work.now
    card.is_stale = False
    await work.session.flush()
