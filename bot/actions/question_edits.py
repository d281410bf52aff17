"""Somebody changes a message after it has gone into a thread: the other side does not see that."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.actions.work import Subject, Work
from bot.messages import unsent_answers as unsent
from bot.rules.outbox import MessageClass
from db.question_traces import QUESTION_LETTER, QUESTION_TALK
from db.tables import QuestionEntry


async def tell(work: Work, *, message_id: int) -> None:
    """What to do instead, to whoever wrote it; once for each message."""
    actor = work.actor
    if actor.staff_id is None and actor.contact_id is None:
        return
    by_staff, by_official = col(QuestionEntry.staff_id), col(QuestionEntry.contact_id)
    found = await work.session.execute(
        select(col(QuestionEntry.id), col(QuestionEntry.question_id), by_staff).where(
            col(QuestionEntry.message_id) == message_id,
            (by_staff == (actor.staff_id or 0)) | (by_official == (actor.contact_id or 0)),
            col(QuestionEntry.purged_at).is_(None),
        )
    )
    row = found.first()
    if row is None:
        return
    entry_id, question_id, staff_id = row
    is_answer = staff_id is not None
    await work.tell(
        work.me,
        unsent.edited_answer(question_id) if is_answer else unsent.edited_question(),
        key=f"qz:{entry_id}",
        message_class=MessageClass.RECEIPT,
        subject=Subject(QUESTION_TALK if is_answer else QUESTION_LETTER, question_id),
    )
