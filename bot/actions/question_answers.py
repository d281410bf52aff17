"""Staff answer: by replying to a card or after Jawab; the official reads a letter of the office."""

from __future__ import annotations

from bot.actions import dialogues
from bot.actions.question_awaited import awaited_step, say_again
from bot.actions.question_views import admit, asker_of, in_charge, move_on, renew_cards, view_of
from bot.actions.work import Subject, Work
from bot.messages import question_cards as cards
from bot.messages import questions as messages
from bot.messages import unsent_answers as unsent
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.questions import EntryView, OwnQuestion, QuestionState, QuestionView, Said
from bot.rules.sittings import addressee
from db.queries.people import Recipient
from db.queries.questions import locked_question
from db.question_traces import AGAIN, ANSWER, QUESTION_LETTER, QUESTION_TALK
from db.tables import QuestionEntry


async def ask_answer(work: Work, *, question_id: int) -> None:
    """Jawab: the next words go to the official. Raises Forbidden, Stale, OwnQuestion."""
    await admit(work)
    view = await _of_others(work, question_id)
    if view.state is QuestionState.COMPLAINT:
        raise Stale
    step, said = await awaited_step(work)
    if step == AGAIN and said.get("question") == question_id:
        await say_again(work, question_id=question_id)  # what was written waits for its button
        return
    await _stop_waiting(work, question_id, ANSWER, AGAIN)
    await dialogues.ask(work, ANSWER, question=question_id)
    await work.receipt(cards.ask_answer(view))


async def hear_answer(work: Work, said: Said, *, question_id: int) -> None:
    """The words that were awaited. Raises Forbidden, Stale, OwnQuestion."""
    await admit(work)
    await dialogues.end(work)
    await answer(work, said, question_id=question_id)


async def answer(work: Work, said: Said, *, question_id: int) -> None:
    """Send an answer, unless a colleague has just answered: then it is kept, and asked whether to send it.

    Raises Forbidden, Stale, OwnQuestion.
    """
    await admit(work)
    await _stop_waiting(work, question_id, ANSWER)
    view = await _of_others(work, question_id)
    if view.state is QuestionState.COMPLAINT:
        await work.receipt(unsent.not_sent_gone(view, is_complaint=True))
        return
    last = view.last_answer
    if view.state is QuestionState.ANSWERED and last and last.staff_id != work.actor.staff_id:
        kept = [said.text, said.file_kind, said.file_id, said.filename, said.message_id]
        await _stop_waiting(work, question_id, AGAIN)
        await dialogues.ask(work, AGAIN, question=question_id, said=kept)
        await work.receipt(cards.answered_before(view, last), subject=Subject(QUESTION_TALK, question_id))
        return
    await _send(work, view, said)


async def _of_others(work: Work, question_id: int) -> QuestionView:
    """The thread, asked by somebody else. Raises Stale, OwnQuestion."""
    view = await view_of(work, question_id)
    if view.contact_id == work.actor.contact_id:
        raise OwnQuestion
    return view


async def _stop_waiting(work: Work, question_id: int, *steps: str) -> None:
    """Whoever pressed Jawab and then replied has answered: his next words are none."""
    question = await dialogues.open_question(work)
    if question and question.step in steps and question.said.get("question") == question_id:
        await dialogues.end(work)


async def answer_again(work: Work, *, question_id: int) -> None:
    """Kirim juga: the second answer goes too, and whoever gave the first one is told.

    Raises Forbidden, Stale.
    """
    await admit(work)
    kept = await _kept(work, question_id)
    await dialogues.end(work)
    view = await view_of(work, question_id)
    before = view.last_answer
    await _send(work, view, kept)
    if before is not None:
        await _tell_first(work, view, before, kept)


async def drop(work: Work, *, question_id: int) -> None:
    """Jangan kirim: the second answer is not sent. Raises Forbidden, Stale."""
    await admit(work)
    await _kept(work, question_id)
    await dialogues.end(work)
    await work.receipt(unsent.not_sent_twice())


async def _kept(work: Work, question_id: int) -> Said:
    question = await dialogues.open_question(work)
    row = question.said.get("said") if question and question.step == AGAIN else None
    if question is None or not isinstance(row, list) or question.said.get("question") != question_id:
        raise Stale
    text, kind, file_id, filename, message_id = row
    return Said(str(text), str(kind), str(file_id), str(filename), message_id)


async def _send(work: Work, view: QuestionView, said: Said) -> None:
    thread = await locked_question(work.session, view.question)
    if thread is None or view.state is QuestionState.COMPLAINT:
        raise Stale
    asker = await asker_of(work, thread)
    if asker is None or not asker.is_reachable:  # whoever left the seat hears nothing of it any more
        await work.receipt(unsent.not_sent(view, has_left=asker is None))
        return
    key = f"qa:{view.question}:{view.version + 1}"
    await _store(work, view, said, key=key)
    await _letter(work, view, asker, said, key=key)
    await work.audit("question_answered", "question", view.question, about=thread.contact_id)
    await renew_cards(work, view.question)
    await work.receipt(cards.answer_sent(view), subject=Subject(QUESTION_TALK, view.question))


async def _store(work: Work, view: QuestionView, said: Said, *, key: str) -> None:
    await move_on(
        work,
        view,
        state=QuestionState.ANSWERED,
        waiting_since=None,
        reminded_at=None,
        last_entry_at=work.now,
        closed_at=None,
        closed_by_staff_id=None,
    )
    work.session.add(
        QuestionEntry(
            question_id=view.question,
            staff_id=work.actor.staff_id,
            said=said.text,
            file_kind=said.file_kind,
            file_id=said.file_id,
            filename=said.filename,
            message_id=said.message_id,
            outbox_key=key,
            said_at=work.now,
        )
    )
    await work.session.flush()


async def _letter(work: Work, view: QuestionView, asker: Recipient, said: Said, *, key: str) -> None:
    if asker.seat is None:
        raise Stale
    to, about = addressee(asker.seat, name=asker.name), Subject(QUESTION_LETTER, view.question)
    await work.tell(
        asker,
        messages.letter(to, said, on=view.opened_at),
        key=key,
        message_class=MessageClass.CORRECTION,
        title=messages.TITLE,
        subject=about,
    )
    if said.file_id:
        await work.tell(
            asker,
            messages.letter_file(said),
            key=f"{key}:berkas",
            message_class=MessageClass.CORRECTION,
            method="sendPhoto" if said.file_kind == "photo" else "sendDocument",
            file_id=said.file_id,
            subject=about,
        )


async def _tell_first(work: Work, view: QuestionView, before: EntryView, said: Said) -> None:
    """Whoever answered before, that a colleague answered too, and what."""
    person = await in_charge(work, before.staff_id)
    if person is not None:
        await work.tell(
            person,
            cards.also_answered(view, said, by=work.actor.name),
            key=f"qb:{view.question}:{view.version + 1}",
            message_class=MessageClass.REQUEST,
            subject=Subject(QUESTION_TALK, view.question),
        )
