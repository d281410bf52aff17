"""Cards that ask something of staff: once it is decided they say so, and lose their buttons."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.outbox import MessageClass, OutboxState, Text
from db.outbox import withdraw_about
from db.queries.people import Recipient
from db.tables import OutboxMessage


async def overwrite_cards(work: Work, *, subject_type: str, subject_id: int, text: Text) -> bool:
    """Put ``text`` in the place of every card about this subject; a card that has not left is taken back.

    Returns whether anybody has such a card.
    """
    await withdraw_about(
        work.session, subject_type=subject_type, subject_id=subject_id, reason="decided", now=work.now
    )
    cards = await work.session.execute(
        select(col(OutboxMessage.id), col(OutboxMessage.chat_id), col(OutboxMessage.staff_id)).where(
            col(OutboxMessage.subject_type) == subject_type,
            col(OutboxMessage.subject_id) == subject_id,
            col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.SENDING]),
        )
    )
    held = cards.all()
    for card_id, chat_id, staff_id in held:
        await work.tell(
            Recipient(chat_id=chat_id, name="", staff_id=staff_id),
            text,
            key=f"over:{card_id}",
            message_class=MessageClass.RECEIPT,
            method="editMessageText",
            edits_outbox_id=card_id,
        )
    return bool(held)
