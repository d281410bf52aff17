"""Before a question is one: words that wait for Kirim, or for the seat they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import dialogues
from bot.actions.question_threads import keep_courtesy, put
from bot.actions.work import Work
from bot.messages import questions as messages
from bot.rules.access import Action, require, require_seat
from bot.rules.actors import HeldSeat
from bot.rules.courtesies import is_courtesy
from bot.rules.errors import Stale
from bot.rules.questions import MOST_KEPT, QuestionFull, Said
from db.inbox import forget_words
from db.queries.questions import live_seats

#: Words are awaited for a seat; or a button, while the words are kept.
WORDS, OFFER = "question", "question_offer"


async def begin(work: Work) -> None:
    """/tanya by itself: for which seat, then the words. Raises NotRegistered, NotApprovedYet, Forbidden."""
    require(work.actor, Action.ASK)
    if len(work.actor.seats) == 1:
        return await _await_words(work, work.actor.seats[0])
    await dialogues.ask(work, OFFER, **_kept((), is_sure=True))
    await work.receipt(messages.choose_seat(work.actor.seats))
    return None


async def ask_at_once(work: Work, said: Said) -> None:
    """/tanya with words: they go, unless it has to be said for which seat. Raises what ``put`` raises."""
    require(work.actor, Action.ASK)
    question = await dialogues.open_question(work)
    if len(work.actor.seats) == 1:
        if question is not None and question.step == WORDS:
            await dialogues.close(work)  # any other conversation goes on
        return await put(work, work.actor.seats[0], [said])
    await _keep(work, [said], is_sure=True)
    await work.receipt(messages.choose_seat(work.actor.seats))
    return None


async def hear_words(work: Work, said: Said, *, seat_id: int) -> None:
    """The words that were awaited. Raises what ``put`` raises."""
    seat = require_seat(work.actor, seat_id, Action.ASK)
    await dialogues.close(work)
    await put(work, seat, [said])


async def hear_free(work: Work, said: Said) -> None:
    """Words nobody asked for: into the one thread that is open, else offered to be sent as a question.

    Thanks and greetings never become a question, nor anybody's turn.
    """
    require(work.actor, Action.ASK)
    seats = {seat.seat_id: seat for seat in work.actor.seats}
    live = await live_seats(work.session, contact_id=work.actor.contact_id or 0, seats=seats)
    polite = not said.file_id and is_courtesy(said.text)
    if len(live) == 1 and polite:
        await keep_courtesy(work, seats[live[0]], said)
    elif len(live) == 1:
        await put(work, seats[live[0]], [said])
    elif polite:
        await forget_words(work.session, work.update_id or 0)
        await work.receipt(messages.courtesy())
    else:
        await _offer(work, [said])


async def hear_more(work: Work, said: Said) -> None:
    """Further words while a button is awaited: they are kept with the others. Raises QuestionFull."""
    require(work.actor, Action.ASK)
    kept, is_sure = await _so_far(work)
    if len(kept) >= MOST_KEPT:
        raise QuestionFull
    if not is_sure:
        return await _offer(work, [*kept, said])
    await _keep(work, [*kept, said], is_sure=True)
    await work.receipt(messages.choose_seat(work.actor.seats))
    return None


async def send(work: Work) -> None:
    """Kirim. Raises NotRegistered, Forbidden, Stale and what ``put`` raises."""
    require(work.actor, Action.ASK)
    kept, _ = await _so_far(work)
    if not kept:
        raise Stale
    if len(work.actor.seats) == 1:
        await dialogues.close(work)
        return await put(work, work.actor.seats[0], kept)
    await _keep(work, kept, is_sure=True)
    await work.receipt(messages.choose_seat(work.actor.seats))
    return None


async def choose(work: Work, *, seat_id: int) -> None:
    """The seat: what is kept goes; where nothing is, the words are asked for. Raises Forbidden, Stale."""
    seat = require_seat(work.actor, seat_id, Action.ASK)
    kept, _ = await _so_far(work)
    if not kept:
        return await _await_words(work, seat)
    await dialogues.close(work)
    return await put(work, seat, kept)


async def drop(work: Work) -> None:
    """Batal: nothing is passed on, nothing kept. Raises Stale."""
    await _so_far(work)
    await dialogues.close(work)
    await work.receipt(messages.dropped())


async def _await_words(work: Work, seat: HeldSeat) -> None:
    live = await live_seats(work.session, contact_id=work.actor.contact_id or 0, seats=[seat.seat_id])
    await dialogues.ask(work, WORDS, seat=seat.seat_id)
    await work.receipt(messages.begin(seat, is_open=bool(live)))


async def _offer(work: Work, kept: Sequence[Said]) -> None:
    await _keep(work, kept, is_sure=False)
    await work.receipt(messages.offer(len(kept)))


async def _keep(work: Work, kept: Sequence[Said], *, is_sure: bool) -> None:
    """The words stand in the dialogue now; the update they came with is not needed any more."""
    await dialogues.ask(work, OFFER, **_kept(kept, is_sure=is_sure))
    await forget_words(work.session, work.update_id or 0)


async def _so_far(work: Work) -> tuple[list[Said], bool]:
    """What is kept, and whether only the seat is missing. Raises Stale."""
    question = await dialogues.open_question(work)
    if question is None or question.step != OFFER or question.is_expired:
        raise Stale
    rows = question.said.get("said")
    found = [_remembered(row) for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    return found, question.said.get("sure") is True


def _kept(said: Sequence[Said], *, is_sure: bool) -> dict[str, object]:
    rows = [[one.text, one.file_kind, one.file_id, one.filename, one.message_id, one.about] for one in said]
    return {"said": rows, "sure": is_sure}


def _remembered(row: list[object]) -> Said:
    text, kind, file_id, filename, message_id, *about = row  # kept by an earlier version: nothing about
    number = message_id if isinstance(message_id, int) else None
    return Said(str(text), str(kind), str(file_id), str(filename), number, *(str(one) for one in about))
