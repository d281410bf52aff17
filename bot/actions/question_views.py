"""A question as staff see it, who gets its cards, and how a thread goes on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions.work import Subject, Work
from bot.messages import question_cards as cards
from bot.messages.seats import through
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.questions import LIVE, EntryView, QuestionState, QuestionView
from bot.rules.sittings import addressee
from db.engine import affected
from db.inbox import forget_words
from db.queries.people import Recipient, officers_of_region, people_of_seats, seats_by_id
from db.queries.questions import entries_of, locked_question, officers_in_charge
from db.question_traces import QUESTION, QUESTION_FILE
from db.tables import Contact, OutboxMessage, Question


async def admit(work: Work) -> None:
    """Let officers pass. What they press or reply to quotes the thread: that copy is not kept.

    Raises Forbidden.
    """
    require(work.actor, Action.ANSWER_QUESTIONS)
    await forget_words(work.session, work.update_id or 0)


async def view_of(work: Work, question_id: int) -> QuestionView:
    """The thread, locked. Raises Stale where there is none."""
    row = await locked_question(work.session, question_id)
    if row is None or row.id is None:
        raise Stale
    asker = await asker_of(work, row)
    seat = (await seats_by_id(work.session, [row.seat_id]))[row.seat_id]
    name = await work.session.scalar(select(col(Contact.name)).where(col(Contact.id) == row.contact_id))
    assigned = await in_charge(work, row.assigned_staff_id)
    return QuestionView(
        question=row.id,
        version=row.version,
        state=row.state,
        region_code=row.region_code,
        region_name=seat.region_name,
        seat=row.seat_id,
        post=addressee(seat).post,
        contact_id=row.contact_id,
        via=through(asker.seat.kind) if asker and asker.seat else "",
        name=name or "",
        opened_at=row.opened_at,
        waiting_since=row.waiting_since,
        is_acting=asker is not None,
        assigned=assigned.name if assigned else "",
        assigned_id=assigned.staff_id if assigned else None,
        entries=tuple(await entries_of(work.session, row.id)),
    )


async def asker_of(work: Work, question: Question) -> Recipient | None:
    """Whoever asked, if he still acts for the seat."""
    people = await people_of_seats(work.session, [question.seat_id])
    return next((one for one in people if one.contact_id == question.contact_id), None)


async def in_charge(work: Work, staff_id: int | None) -> Recipient | None:
    """A member of staff who may have a question; None: he is none any more, or cannot be written to."""
    if staff_id is None:
        return None
    return next((one for one in await officers_in_charge(work.session) if one.staff_id == staff_id), None)


async def readers(work: Work, view: QuestionView) -> Sequence[Recipient]:
    """Whoever has the question; else the officer of the region, else all officers."""
    assigned = await in_charge(work, view.assigned_id)
    return [assigned] if assigned else await officers_of_region(work.session, view.region_code)


async def move_on(work: Work, view: QuestionView, **values: object) -> None:
    """Change a thread that is as it was seen. Raises Stale when somebody was quicker."""
    changed = await work.session.execute(
        update(Question)
        .where(col(Question.id) == view.question, col(Question.version) == view.version)
        .values(version=view.version + 1, **values)
    )
    if affected(changed) != 1:
        raise Stale


async def seen(
    work: Work, *, question_id: int, version: int, states: Collection[QuestionState] = LIVE
) -> QuestionView:
    """The thread behind a button, if it goes on and is as the card showed it. Raises Stale."""
    view = await view_of(work, question_id)
    if view.version != version or view.state not in states:
        raise Stale
    return view


async def send_card(work: Work, reader: Recipient, view: QuestionView, entry: EntryView, *, key: str) -> None:
    """New words on a card of their own, and the file behind it."""
    await work.tell(
        reader,
        cards.card(view, [entry], reader=reader.staff_id),
        key=f"{key}:{reader.staff_id}",
        message_class=MessageClass.REQUEST,
        subject=Subject(QUESTION, view.question),
    )
    if entry.said.file_id:
        await send_file(work, reader, view, entry, key=f"{key}:{reader.staff_id}:berkas")


async def send_file(work: Work, reader: Recipient, view: QuestionView, entry: EntryView, *, key: str) -> None:
    """A file of the thread, as Telegram has it; whoever replies to it answers the question."""
    await work.tell(
        reader,
        cards.file_caption(view, entry),
        key=key,
        message_class=MessageClass.REQUEST,
        method="sendPhoto" if entry.said.file_kind == "photo" else "sendDocument",
        file_id=entry.said.file_id,
        subject=Subject(QUESTION_FILE, view.question),
    )


async def renew_cards(work: Work, question_id: int) -> QuestionView:
    """The newest card of each member of staff says how the thread stands now."""
    view = await view_of(work, question_id)
    newest = (
        select(func.max(col(OutboxMessage.id)))
        .where(
            col(OutboxMessage.subject_type) == QUESTION,
            col(OutboxMessage.subject_id) == question_id,
            col(OutboxMessage.edits_outbox_id).is_(None),
            col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.SENDING]),
        )
        .group_by(col(OutboxMessage.chat_id))
    )
    held = await work.session.execute(
        select(col(OutboxMessage.id), col(OutboxMessage.chat_id), col(OutboxMessage.staff_id)).where(
            col(OutboxMessage.id).in_(newest)
        )
    )
    for card_id, chat_id, staff_id in held.all():
        await work.tell(
            Recipient(chat_id=chat_id, name="", staff_id=staff_id),
            cards.card(view, view.unanswered, reader=staff_id, is_edit=True),
            key=f"qe:{card_id}:{view.version}",
            message_class=MessageClass.RECEIPT,
            method="editMessageText",
            edits_outbox_id=card_id,
            subject=Subject(QUESTION, question_id),
        )
    return view
