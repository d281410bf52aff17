"""It was a pengaduan: referred to whom it belongs, and gone from here; so are words of the erased."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.question_views import admit, asker_of, move_on, seen
from bot.actions.work import Subject, Work
from bot.messages import question_cards as cards
from bot.messages import questions as messages
from bot.rules.outbox import MessageClass, OutboxState, Text
from bot.rules.questions import LIVE, QuestionState
from bot.rules.sittings import addressee
from db.outbox import Outgoing, payload_of
from db.queries.people import Recipient
from db.queries.questions import locked_question
from db.question_traces import (
    OF_STAFF,
    QUESTION_FILE,
    forget_entries,
    forget_half_said,
    forget_messages,
    forget_updates,
    old_questions,
    questions_of,
)
from db.tables import Contact, OutboxMessage, Question

#: Of the last word to the sender, which is not purged with the others.
_REFERRED = "question_referred"
#: Words wait for Kirim so long before there is a thread.
_BEFORE = dialogues.LASTS
#: It may be seen late that it was a complaint.
_REFERABLE = (*LIVE, QuestionState.CLOSED)
#: Telegram lets a bot delete its messages so long.
_DELETABLE = timedelta(hours=48)


async def ask(work: Work, *, question_id: int, version: int) -> None:
    """Ini pengaduan: what that means, asked once more. Raises Forbidden, Stale."""
    await admit(work)
    view = await seen(work, question_id=question_id, version=version, states=_REFERABLE)
    await work.receipt(cards.ask_complaint(view))


async def refer(work: Work, *, question_id: int, version: int) -> None:
    """Ya: the sender is told where complaints are heard, and all that was said is gone.

    Raises Forbidden, Stale.
    """
    await admit(work)
    view = await seen(work, question_id=question_id, version=version, states=_REFERABLE)
    thread = await locked_question(work.session, question_id)
    asker = await asker_of(work, thread) if thread else None
    await move_on(
        work,
        view,
        state=QuestionState.COMPLAINT,
        waiting_since=None,
        closed_at=work.now,
        closed_by_staff_id=work.actor.staff_id,
    )
    await purge(work, [question_id], text=cards.gone_as_complaint(view).html)
    await work.audit("question_complaint", "question", question_id)
    if asker is not None and asker.seat is not None and asker.is_reachable:
        await work.tell(
            asker,
            messages.referred(addressee(asker.seat, name=asker.name)),
            key=f"qp:{question_id}",
            message_class=MessageClass.CORRECTION,
            title=messages.TITLE,
            subject=Subject(_REFERRED, question_id),
        )
    await work.receipt(cards.referred(view, is_told=asker is not None and asker.is_reachable))


async def purge_of(work: Work, contact_ids: Collection[int]) -> None:
    """Somebody is erased: all threads of his are over, and their words gone."""
    threads = await questions_of(work.session, contact_ids)
    await work.session.execute(
        update(Question)
        .where(col(Question.id).in_(threads), col(Question.state).in_(LIVE))
        .values(
            state=QuestionState.CLOSED,
            waiting_since=None,
            closed_at=work.now,
            version=col(Question.version) + 1,
        )
    )
    await purge(work, threads, text=cards.gone().html)


async def forget_old_questions(work: Work, *, before: datetime) -> int:
    """Threads closed before then lose their words; returns how many messages that were."""
    return await purge(work, await old_questions(work.session, before=before), text=cards.gone().html)


async def purge(work: Work, question_ids: Sequence[int], *, text: str) -> int:
    """Words and files out of every table, and out of the chats of staff as far as Telegram lets us.

    Cards say ``text`` instead; files are deleted, which Telegram allows for two days. Returns how many
    messages were said.
    """
    if not question_ids:
        return 0
    await work.session.flush()
    held = await _held(work, question_ids)
    await _updates(work, question_ids, {one.chat_id for one in held})
    gone = Outgoing(key="", message_class=MessageClass.RECEIPT, chat_id=0, html=text)
    await forget_messages(work.session, question_ids, instead=payload_of(gone), now=work.now)
    count = await forget_entries(work.session, question_ids, now=work.now)
    for message in held:
        await _clear(work, message, text)
    return count


async def _held(work: Work, question_ids: Sequence[int]) -> Sequence[OutboxMessage]:
    """What staff have before them of these threads: cards, histories, files."""
    found = await work.session.scalars(
        select(OutboxMessage)
        .where(
            col(OutboxMessage.subject_type).in_(OF_STAFF),
            col(OutboxMessage.subject_id).in_(question_ids),
            col(OutboxMessage.edits_outbox_id).is_(None),
            col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.SENDING]),
        )
        .order_by(col(OutboxMessage.id))
    )
    return found.all()


async def _updates(work: Work, question_ids: Sequence[int], staff: set[int]) -> None:
    """The copies of what came in: from whoever asked, and from staff, whose presses quote the card."""
    rows = await work.session.execute(
        select(col(Question.opened_at), col(Contact.telegram_id))
        .join(Contact, col(Contact.id) == col(Question.contact_id))
        .where(col(Question.id).in_(question_ids))
    )
    found = rows.all()
    askers = {row.telegram_id for row in found if row.telegram_id is not None}
    people = askers | staff | ({work.actor.telegram_id} if work.actor.is_staff else set())
    since = min(row.opened_at for row in found) - _BEFORE
    await forget_updates(work.session, people, since=since)
    await forget_half_said(work.session, question_ids, telegram_ids=askers)


async def _clear(work: Work, message: OutboxMessage, text: str) -> None:
    """A card says that its words are gone, a file goes out of the chat."""
    is_file = message.subject_type == QUESTION_FILE
    if is_file and message.finished_at and message.finished_at < work.now - _DELETABLE:
        return
    await work.tell(
        Recipient(chat_id=message.chat_id, name="", staff_id=message.staff_id),
        Text("" if is_file else text),
        key=f"qx:{message.id}",
        message_class=MessageClass.RECEIPT,
        method="deleteMessage" if is_file else "editMessageText",
        edits_outbox_id=message.id,
    )
