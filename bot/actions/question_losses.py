"""A chore: an answer that did not arrive is staff's turn again, and whoever wrote it hears so."""

from __future__ import annotations

from sqlalchemy import Boolean, ColumnElement, literal_column, or_, select, update
from sqlmodel import col

from bot.actions.question_views import in_charge, move_on, readers, renew_cards, view_of
from bot.actions.work import Subject, Work
from bot.messages import question_cards as cards
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.questions import QuestionState
from db.queries.questions import IS_LIVE
from db.question_traces import QUESTION_TALK
from db.tables import OutboxMessage, Question, QuestionEntry

#: Not withdrawn: whoever left the seat has his thread closed.
_LOST = (OutboxState.UNDELIVERABLE, OutboxState.EXPIRED, OutboxState.UNCERTAIN)
#: In letters: only then the index of keys fits.
_IS_THERE: ColumnElement[bool] = literal_column("outbox.state <> 'withdrawn'", Boolean)
_FILE = ":berkas"


async def tell_of_lost_answers(work: Work) -> None:
    """Once for each answer."""
    key = col(QuestionEntry.outbox_key)
    found = await work.session.execute(
        select(col(QuestionEntry.id), col(QuestionEntry.question_id), col(QuestionEntry.staff_id))
        .join(Question, col(Question.id) == col(QuestionEntry.question_id))
        .join(OutboxMessage, or_(col(OutboxMessage.key) == key, col(OutboxMessage.key) == key + _FILE))
        .where(IS_LIVE, key != "", _IS_THERE, col(OutboxMessage.state).in_(_LOST))
        .distinct()
        .order_by(col(QuestionEntry.id))
    )
    for entry_id, question_id, staff_id in found.all():
        entry = update(QuestionEntry).where(col(QuestionEntry.id) == entry_id)
        await work.session.execute(entry.values(outbox_key=""))
        await _tell(work, question_id, entry_id or 0, staff_id)


async def _tell(work: Work, question_id: int, entry_id: int, staff_id: int | None) -> None:
    view = await view_of(work, question_id)
    if view.state is QuestionState.ANSWERED:
        await move_on(work, view, state=QuestionState.OPEN, waiting_since=work.now, reminded_at=None)
        view = await renew_cards(work, question_id)
    await work.audit("question_answer_lost", "question", question_id)
    author = await in_charge(work, staff_id)
    for reader in [author] if author else await readers(work, view):
        await work.tell(
            reader,
            cards.answer_lost(view),
            key=f"ql:{entry_id}:{reader.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject(QUESTION_TALK, question_id),
        )
