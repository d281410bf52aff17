"""The words and files of questions: out of every table once they are not to be kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.outbox import WAITING, OutboxState
from db.engine import affected
from db.tables import Dialogue, InboxState, InboxUpdate, OutboxMessage, Question, QuestionEntry

#: Subjects of messages about a thread: cards of staff, files handed to them, what else they read of it.
QUESTION, QUESTION_FILE, QUESTION_TALK = "question", "question_file", "question_talk"
#: The same of what the official reads.
QUESTION_LETTER = "question_letter"
OF_STAFF = (QUESTION, QUESTION_FILE, QUESTION_TALK)
QUESTION_SUBJECTS = (*OF_STAFF, QUESTION_LETTER)
#: The next words of staff answer a thread; or a button is awaited, since somebody was quicker.
ANSWER, AGAIN = "question_answer", "question_again"
#: Steps of open questions (percakapan) that keep words or a file of a thread.
KEEPING = ("question", "question_offer", ANSWER, AGAIN, "question_album")
#: Instead of the awaited answer of staff: whoever writes it hears why it goes nowhere.
GONE = "question_gone"


async def forget_entries(session: AsyncSession, question_ids: Collection[int], *, now: datetime) -> int:
    """What was said, and how to get the files; that something was said, by whom and when, stays."""
    gone = await session.execute(
        update(QuestionEntry)
        .where(col(QuestionEntry.question_id).in_(question_ids), col(QuestionEntry.purged_at).is_(None))
        .values(said="", file_kind="", file_id="", filename="", about_code="", purged_at=now)
    )
    return affected(gone)


async def forget_messages(
    session: AsyncSession, question_ids: Collection[int], *, instead: dict[str, object], now: datetime
) -> None:
    """Everything written about these threads. What has not left does not leave; what is leaving in this
    moment cannot be held, but a second try would say ``instead``."""
    about = (
        col(OutboxMessage.subject_type).in_(QUESTION_SUBJECTS),
        col(OutboxMessage.subject_id).in_(question_ids),
    )
    waiting = update(OutboxMessage).where(*about, col(OutboxMessage.state).in_(WAITING))
    await session.execute(waiting.values(state=OutboxState.WITHDRAWN, reason="purged", finished_at=now))
    leaving = update(OutboxMessage).where(*about, col(OutboxMessage.state) == OutboxState.SENDING)
    await session.execute(leaving.values(payload=instead))
    over = update(OutboxMessage).where(*about, col(OutboxMessage.state) != OutboxState.SENDING)
    await session.execute(over.values(payload={}, last_error=""))


async def forget_updates(session: AsyncSession, telegram_ids: Collection[int], *, since: datetime) -> None:
    """Updates of these people that are over: a press or a reply quotes the message it belongs to."""
    if not telegram_ids:
        return
    theirs = or_(*(col(InboxUpdate.payload).contains(str(one)) for one in telegram_ids))
    over = (col(InboxUpdate.state) != InboxState.NEW, col(InboxUpdate.received_at) >= since)
    await session.execute(update(InboxUpdate).where(*over, theirs).values(payload="{}"))


async def forget_half_said(
    session: AsyncSession, question_ids: Collection[int], *, telegram_ids: Collection[int]
) -> None:
    """What these officials have not sent off yet, and answers of staff that were begun or kept.

    Staff who are about to answer are not left alone with it: the question open to them becomes ``GONE``.
    """
    rows = await session.execute(
        select(col(Dialogue.telegram_id), col(Dialogue.said)).where(col(Dialogue.step).in_(KEEPING))
    )
    kept = rows.all()
    half_asked = col(Dialogue.step).in_(KEEPING) & col(Dialogue.telegram_id).in_(telegram_ids)
    await session.execute(delete(Dialogue).where(half_asked))
    for person, said in kept:
        number = said.get("question")
        if number in set(question_ids) and person not in telegram_ids:
            begun = update(Dialogue).where(
                col(Dialogue.telegram_id) == person, col(Dialogue.step).in_(KEEPING)
            )
            await session.execute(begun.values(step=GONE, said={"question": number}))


async def questions_of(session: AsyncSession, contact_ids: Collection[int]) -> Sequence[int]:
    """Threads these people began."""
    rows = await session.scalars(select(col(Question.id)).where(col(Question.contact_id).in_(contact_ids)))
    return [one for one in rows if one is not None]


async def old_questions(session: AsyncSession, *, before: datetime) -> Sequence[int]:
    """Threads that were closed before then and still have words."""
    rows = await session.scalars(
        select(col(Question.id))
        .where(
            col(Question.closed_at) < before,
            col(Question.id).in_(
                select(col(QuestionEntry.question_id)).where(col(QuestionEntry.purged_at).is_(None))
            ),
        )
        .order_by(col(Question.id))
    )
    return [one for one in rows if one is not None]
