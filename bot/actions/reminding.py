"""One reminder into the outbox, for everybody who acts for the seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from bot.actions.telling import ITEM, TOGETHER, addressee_of
from bot.actions.work import Subject, Work
from bot.messages import reminders as messages
from bot.messages.reminders import Reminded
from bot.rules.answers import Given
from bot.rules.lateness import Due
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.reminders import Reason, Step, expires_at, may_ask_for_substitute
from bot.rules.sittings import MeetingView, SittingView
from db.queries.people import Recipient
from db.tables import OutboxMessage, ToldSitting

#: Sittings in one message; more become another.
MOST_IN_ONE = 8

#: Contact, sitting, time revision, step.
_Told = tuple[int | None, int, int, str]


@dataclass(frozen=True, slots=True)
class Ready:
    """A reminder that nothing speaks against, with everything its text needs."""

    due: Due
    meeting: MeetingView
    sitting: SittingView
    answer: Given | None
    is_late: bool
    people: tuple[Recipient, ...]


_Part = tuple[Ready, Recipient]


async def remind_of(work: Work, ready: Sequence[Ready]) -> dict[int, Reason | None]:
    """Enqueue these for everybody; by plan id, why one is not sent by itself.

    What one person is reminded of at once, or within 30 minutes, becomes one message.
    """
    told = await _told_together(work, ready)
    leading: set[int] = set()
    for parts in _by_person(ready, told):
        first, person = parts[0]
        leading.add(first.due.plan_id)
        if len(parts) == 1:
            await _send(work, first, person=person)
        else:
            await _send_together(work, parts)
    return {one.due.plan_id: Reason.DIGABUNG for one in ready if one.due.plan_id not in leading}


async def _told_together(work: Work, ready: Sequence[Ready]) -> set[_Told]:
    """What people have, or will have, in a message about several: it is not said once more."""
    rows = await work.session.execute(
        select(
            col(OutboxMessage.contact_id),
            col(ToldSitting.agenda_item_id),
            col(ToldSitting.time_revision),
            col(ToldSitting.step),
        )
        .join(OutboxMessage, col(OutboxMessage.id) == col(ToldSitting.outbox_id))
        .where(
            col(ToldSitting.agenda_item_id).in_({one.due.item for one in ready}),
            col(ToldSitting.step) != "",
            col(OutboxMessage.state) != OutboxState.WITHDRAWN,
        )
    )
    return {(contact, item, revision or 0, step) for contact, item, revision, step in rows}


def _by_person(ready: Sequence[Ready], told: Collection[_Told]) -> list[list[_Part]]:
    """Each person's reminders, at most one of each step of a sitting, be it for two seats."""
    found: dict[int | None, dict[tuple[int, Step], _Part]] = defaultdict(dict)
    for one in sorted(ready, key=lambda each: (each.due.due_at, each.due.plan_id)):
        for person in one.people:
            own = (person.contact_id, one.due.item, one.sitting.time_revision, one.due.step.value)
            if own not in told:
                found[person.contact_id].setdefault((one.due.item, one.due.step), (one, person))
    return [
        parts[first : first + MOST_IN_ONE]
        for parts in ([*each.values()] for each in found.values())
        for first in range(0, len(parts), MOST_IN_ONE)
    ]


async def _send_together(work: Work, parts: Sequence[_Part]) -> None:
    """Several sittings of one person; the key is that of the first, so it is said once."""
    first, person = parts[0]
    seats = {addressee_of(each).seat for _, each in parts}
    outbox_id = await work.tell(
        person if len(seats) == 1 else replace(person, seat=None),
        messages.together([_in_words(one, each) for one, each in parts], now=work.now),
        key=_key(first, person),
        message_class=MessageClass.REMINDER,
        title=messages.TITLE,
        subject=Subject(TOGETHER, first.due.plan_id),
        expires_at=min(_until(one) for one, _ in parts),
    )
    if outbox_id is not None:
        work.session.add_all(_told(one, each, outbox_id) for one, each in parts)


def _in_words(one: Ready, person: Recipient) -> Reminded:
    to = addressee_of(person)
    return Reminded(one.due.step, one.meeting, one.sitting, to, one.answer, is_late=one.is_late)


def _told(one: Ready, person: Recipient, outbox_id: int) -> ToldSitting:
    return ToldSitting(
        outbox_id=outbox_id,
        agenda_item_id=one.due.item,
        seat_id=addressee_of(person).seat,
        time_revision=one.sitting.time_revision,
        step=one.due.step,
    )


def _key(one: Ready, person: Recipient) -> str:
    return f"rem:{one.due.item}:{one.sitting.time_revision}:{one.due.step}:{person.contact_id}"


def _until(one: Ready) -> datetime:
    return expires_at(one.due.step, starts_at=one.sitting.starts_at, ends_at=one.sitting.ends_at)


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
        key=_key(one, person),
        message_class=MessageClass.REMINDER,
        title=messages.TITLE,
        subject=Subject(ITEM, sitting.item, sitting.time_revision),
        expires_at=_until(one),
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
