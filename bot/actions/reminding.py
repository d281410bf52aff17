"""One reminder into the outbox, for everybody who acts for the seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.telling import ITEM, addressee_of
from bot.actions.work import Subject, Work
from bot.messages import reminders as messages
from bot.rules.answers import Given
from bot.rules.lateness import Due
from bot.rules.outbox import MessageClass
from bot.rules.reminders import Reason, expires_at, may_ask_for_substitute
from bot.rules.sittings import MeetingView, SittingView
from db.queries.people import Recipient


@dataclass(frozen=True, slots=True)
class Ready:
    """A reminder that nothing speaks against, with everything its text needs."""

    due: Due
    meeting: MeetingView
    sitting: SittingView
    answer: Given | None
    is_late: bool
    people: tuple[Recipient, ...]


async def remind_of(work: Work, ready: Sequence[Ready]) -> dict[int, Reason | None]:
    """Enqueue these for everybody; by plan id, why one is not sent by itself."""
    for one in ready:
        for person in one.people:
            await _send(work, one, person=person)
    return {}


async def _send(work: Work, one: Ready, *, person: Recipient) -> None:
    """One step for one person; somebody who acts for two seats of a sitting gets it once."""
    text = messages.reminder(
        one.due.step,
        one.meeting,
        one.sitting,
        to=addressee_of(person),
        post_title=person.seat.title if person.seat else "",
        answer=one.answer,
        is_late=one.is_late,
        now=work.now,
    )
    sitting = one.sitting
    await work.tell(
        person,
        text,
        key=f"rem:{sitting.item}:{sitting.time_revision}:{one.due.step}:{person.contact_id}",
        message_class=MessageClass.REMINDER,
        title=messages.TITLE,
        subject=Subject(ITEM, sitting.item, sitting.time_revision),
        expires_at=expires_at(one.due.step, starts_at=sitting.starts_at, ends_at=sitting.ends_at),
    )


async def ask_for_substitute(work: Work, one: Ready) -> bool:
    """After Tidak hadir, once for each time of a sitting: whether somebody comes instead.

    It takes the place of the next reminder of a day. False where it was asked before, or nobody can be.
    """
    if one.answer is None or not may_ask_for_substitute(one.due.step):
        return False
    sitting, asked = one.sitting, False
    for person in one.people:
        to = addressee_of(person)
        outbox_id = await work.tell(
            person,
            messages.substitute(one.meeting, sitting, to=to, answer=one.answer, now=work.now),
            key=f"wakil:{sitting.item}:{sitting.time_revision}:{person.contact_id}:{to.seat}",
            message_class=MessageClass.REMINDER,
            title=messages.TITLE,
            subject=Subject(ITEM, sitting.item, sitting.time_revision),
            expires_at=sitting.starts_at,
        )
        asked = asked or outbox_id is not None
    return asked
