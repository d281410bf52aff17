"""Of which thread a message is that somebody replies to."""

from __future__ import annotations

from enum import StrEnum

from bot.actions.work import Work
from db.queries.questions import question_of_message
from db.question_traces import QUESTION_LETTER
from db.tables import Question


class Place(StrEnum):
    """Which side holds the message."""

    DESK = "desk"  #: staff: a card, a history, a file
    OFFICIAL = "official"


async def place_of(work: Work, *, message_id: int) -> tuple[Place, int] | None:
    """The side and the thread of a message in the chat of whoever acts.

    None: it is of none, or of one whose seat this official has left; then his words are like any others.
    """
    chat = work.actor.telegram_id
    found = await question_of_message(work.session, chat_id=chat, message_id=message_id)
    if found is None:
        return None
    subject, question_id = found
    if subject != QUESTION_LETTER:
        return Place.DESK, question_id
    thread = await work.session.get(Question, question_id)
    seats = {seat.seat_id for seat in work.actor.seats}
    return (Place.OFFICIAL, question_id) if thread and thread.seat_id in seats else None
