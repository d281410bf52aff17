"""Whose question it is and when it is over: Ambil, Serahkan, Selesai; and what was said so far."""

from __future__ import annotations

from bot.actions.question_views import (
    admit,
    asker_of,
    in_charge,
    move_on,
    renew_cards,
    seen,
    send_file,
    view_of,
)
from bot.actions.work import Subject, Work
from bot.messages import question_cards as cards
from bot.messages import questions as messages
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from bot.rules.questions import QuestionState, QuestionView
from bot.rules.sittings import addressee
from db.queries.questions import locked_question, officers_in_charge
from db.question_traces import QUESTION, QUESTION_LETTER, QUESTION_TALK


async def open_card(work: Work, *, question_id: int) -> None:
    """The thread as it stands, with its buttons; every look is recorded. Raises Forbidden, Stale."""
    await admit(work)
    view = await view_of(work, question_id)
    await _read(work, view)
    card = cards.card(view, view.unanswered, reader=work.actor.staff_id)
    await work.receipt(card, subject=Subject(QUESTION, question_id))


async def history(work: Work, *, question_id: int) -> None:
    """Riwayat: everything that was said. Raises Forbidden, Stale."""
    await admit(work)
    view = await view_of(work, question_id)
    await _read(work, view)
    await work.receipt(cards.history(view), subject=Subject(QUESTION_TALK, question_id))


async def hand_out(work: Work, *, question_id: int) -> None:
    """Lihat berkas: every file anew. Raises Forbidden, Stale."""
    await admit(work)
    view = await view_of(work, question_id)
    if not view.files:
        raise Stale
    await _read(work, view)
    for number, entry in enumerate(view.files, start=1):
        await send_file(work, work.me, view, entry, key=f"re:{work.update_id}:file:{number}")


async def take(work: Work, *, question_id: int, version: int) -> None:
    """Ambil: from now on the thread is with whoever presses. Raises Forbidden, Stale."""
    await admit(work)
    view = await seen(work, question_id=question_id, version=version)
    await _assign(work, view, work.actor.staff_id or 0)
    await work.receipt(cards.taken(view))


async def choose_hand(work: Work, *, question_id: int, version: int) -> None:
    """Serahkan: to whom. Raises Forbidden, Stale."""
    await admit(work)
    view = await seen(work, question_id=question_id, version=version)
    others = [
        one
        for one in await officers_in_charge(work.session)
        if one.staff_id not in (view.assigned_id, work.actor.staff_id)
    ]
    await work.receipt(cards.choose_hand(view, [(one.staff_id or 0, one.name) for one in others]))


async def hand(work: Work, *, question_id: int, staff_id: int, version: int) -> None:
    """Serahkan kepada: he gets the card, the others read whose it is. Raises Forbidden, Stale."""
    await admit(work)
    view = await seen(work, question_id=question_id, version=version)
    person = await in_charge(work, staff_id)
    if person is None:
        raise Stale
    await _assign(work, view, staff_id)
    view = await view_of(work, question_id)
    await work.tell(
        person,
        cards.card(view, view.unanswered, reader=staff_id, by=work.actor.name),
        key=f"qh:{question_id}:{view.version}:{staff_id}",
        message_class=MessageClass.REQUEST,
        subject=Subject(QUESTION, question_id),
    )
    await work.receipt(cards.handed(view))


async def close(work: Work, *, question_id: int, version: int) -> None:
    """Selesai: the official reads that it is, and how it goes on if it is not. Raises Forbidden, Stale."""
    await admit(work)
    view = await seen(work, question_id=question_id, version=version)
    await end(work, view)
    await work.audit("question_closed", "question", question_id)
    thread = await locked_question(work.session, question_id)
    asker = await asker_of(work, thread) if thread else None
    if asker is not None and asker.seat is not None and asker.is_reachable:
        await work.tell(
            asker,
            messages.closed(addressee(asker.seat, name=asker.name), on=view.opened_at),
            key=f"qc:{question_id}:{view.version + 1}",
            message_class=MessageClass.CORRECTION,
            title=messages.TITLE,
            subject=Subject(QUESTION_LETTER, question_id),
        )
    await work.receipt(cards.closed(view, is_told=asker is not None and asker.is_reachable))


async def end(work: Work, view: QuestionView) -> None:
    """The thread is closed and its cards say so. Raises Stale."""
    await move_on(
        work,
        view,
        state=QuestionState.CLOSED,
        waiting_since=None,
        closed_at=work.now,
        closed_by_staff_id=work.actor.staff_id,
    )
    await renew_cards(work, view.question)


async def _assign(work: Work, view: QuestionView, staff_id: int) -> None:
    await move_on(work, view, assigned_staff_id=staff_id, assigned_at=work.now)
    await work.audit("question_assigned", "question", view.question, told=staff_id)
    await renew_cards(work, view.question)


async def _read(work: Work, view: QuestionView) -> None:
    thread = await locked_question(work.session, view.question)
    await work.audit("read_question", "question", view.question, about=thread.contact_id if thread else None)
