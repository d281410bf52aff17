"""What an official says goes into a thread: a new one, the one that is open, or one closed not long ago."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from bot.actions.question_views import readers, send_card, view_of
from bot.actions.work import Subject, Work
from bot.messages import questions as messages
from bot.rules.access import Action, require, require_seat
from bot.rules.actors import HeldSeat
from bot.rules.courtesies import is_courtesy
from bot.rules.errors import Stale
from bot.rules.questions import (
    LIVE,
    MOST_A_DAY,
    MOST_UNANSWERED,
    REOPENS,
    QuestionFull,
    QuestionState,
    Said,
    TooManyQuestions,
    a_day_before,
)
from db.inbox import forget_words
from db.queries.questions import begun_since, locked_question, thread_of
from db.question_traces import QUESTION_LETTER
from db.tables import Question, QuestionEntry


class How(StrEnum):
    """What became of the words."""

    BEGUN = "begun"
    ADDED = "added"
    REOPENED = "reopened"


async def put(work: Work, seat: HeldSeat, said: Sequence[Said]) -> None:
    """Pass words on to staff, for this seat. Raises TooManyQuestions, QuestionFull."""
    contact = work.actor.contact_id or 0
    since = work.now - REOPENS
    thread = await thread_of(work.session, contact_id=contact, seat_id=seat.seat_id, since=since)
    how = How.BEGUN if thread is None else How.ADDED if thread.state in LIVE else How.REOPENED
    await _store(work, thread or await _new(work, seat), seat, said, how)


async def reply(work: Work, said: Said, *, question_id: int) -> None:
    """Telegram's reply to one of our messages about a thread: it goes into that one.

    Where that is over for good it is a question of its own. Raises NotRegistered, Forbidden, Stale and
    what ``put`` raises.
    """
    require(work.actor, Action.ASK)
    thread = await locked_question(work.session, question_id)
    if thread is None or thread.contact_id != work.actor.contact_id:
        raise Stale
    seat = require_seat(work.actor, thread.seat_id, Action.ASK)
    if not said.file_id and is_courtesy(said.text) and thread.state in LIVE:
        await _quietly(work, thread, said)
    else:
        await put(work, seat, [replace(said, about="")])  # the thread says what it is about


async def keep_courtesy(work: Work, seat: HeldSeat, said: Said) -> None:
    """Thanks within a thread: kept there, and it is nobody's turn by them."""
    contact = work.actor.contact_id or 0
    thread = await thread_of(work.session, contact_id=contact, seat_id=seat.seat_id, since=work.now)
    if thread is None:
        raise Stale
    await _quietly(work, thread, said)


async def _quietly(work: Work, thread: Question, said: Said) -> None:
    thread.last_entry_at = work.now
    await _entries(work, thread, [said])
    await work.audit("question_added", "question", thread.id, about=thread.contact_id)
    await work.receipt(messages.courtesy_kept(), subject=Subject(QUESTION_LETTER, thread.id or 0))


async def _new(work: Work, seat: HeldSeat) -> Question:
    contact = work.actor.contact_id or 0
    begun = await begun_since(work.session, contact_id=contact, since=a_day_before(work.now))
    if begun >= MOST_A_DAY:
        raise TooManyQuestions
    thread = Question(
        region_code=seat.region_code,
        seat_id=seat.seat_id,
        contact_id=contact,
        state=QuestionState.OPEN,
        version=0,
        opened_at=work.now,
        last_entry_at=work.now,
    )
    work.session.add(thread)
    await work.session.flush()
    return thread


async def _store(work: Work, thread: Question, seat: HeldSeat, said: Sequence[Said], how: How) -> None:
    before = await view_of(work, thread.id or 0)
    if len(before.unanswered) + len(said) > MOST_UNANSWERED and thread.state is QuestionState.OPEN:
        raise QuestionFull
    if thread.waiting_since is None:
        thread.waiting_since, thread.reminded_at = work.now, None
    thread.state, thread.version, thread.last_entry_at = QuestionState.OPEN, thread.version + 1, work.now
    thread.closed_at = thread.closed_by_staff_id = None
    await _entries(work, thread, said)
    await work.audit(f"question_{how}", "question", thread.id, about=thread.contact_id, seat=seat.seat_id)
    await _tell(work, thread, len(said))
    files = sum(bool(one.file_id) for one in said)
    receipt = messages.received(how.value, seat, files=files, now=work.now, is_staff=work.actor.is_staff)
    await work.receipt(receipt, subject=Subject(QUESTION_LETTER, thread.id or 0))


async def _entries(work: Work, thread: Question, said: Sequence[Said]) -> None:
    work.session.add_all(
        QuestionEntry(
            question_id=thread.id or 0,
            contact_id=thread.contact_id,
            said=one.text,
            file_kind=one.file_kind,
            file_id=one.file_id,
            filename=one.filename,
            message_id=one.message_id,
            about_code=one.about,
            said_at=work.now,
        )
        for one in said
    )
    await work.session.flush()
    await forget_words(work.session, work.update_id or 0)


async def _tell(work: Work, thread: Question, count: int) -> None:
    """A card of each new message to whoever has the thread, or has the region."""
    view = await view_of(work, thread.id or 0)
    fresh = view.entries[-count:]
    for reader in await readers(work, view):
        for number, entry in enumerate(fresh, start=1):
            key = f"q:{view.question}:{view.version}:{number}"
            await send_card(work, reader, view, entry, key=key)
