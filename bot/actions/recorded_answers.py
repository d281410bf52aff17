"""Catat jawaban: what a seat said on the telephone, in a letter or face to face, recorded by staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.answers import Asked, is_said_already, standing_for
from bot.actions.boards import refresh_boards
from bot.actions.invitations import lock_seat
from bot.actions.seat_matters import matters_of
from bot.actions.seats import close_own
from bot.actions.telling import people_invited
from bot.actions.unacknowledged import note_answered
from bot.actions.work import Subject, Work
from bot.messages import recorded_answers as messages
from bot.rules.access import Action, require
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.answer_notes import in_one_line
from bot.rules.answers import Channel, Choice, Given
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import addressee
from db.queries.people import Recipient, seats_by_id
from db.tables import Answer, Tenure

_Kind = TypeVar("_Kind", Choice, Channel)

ASK_NOTE = "staff_answer"

CHOICES, CHANNELS = tuple(Choice), tuple(Channel)
#: With these, a name or a reason is asked for.
WITH_NOTE = (Choice.DIWAKILKAN, Choice.TIDAK_HADIR)


@dataclass(frozen=True, slots=True)
class Place:
    """Which seat is answered for, and which time of which sitting; a claim of a button."""

    seat_id: int
    item: int
    time_revision: int


async def choose_sitting(work: Work, *, seat_id: int) -> Text:
    """The sittings ahead to which the seat is invited. Raises Forbidden."""
    seat = await _seat(work, seat_id)
    matters = await matters_of(work, seat)
    return messages.choose_sitting(seat, matters.sittings, now=work.now)


async def choose_answer(work: Work, at: Place) -> Text:
    """The four answers. Raises Forbidden, and what an answer raises when the sitting has changed."""
    return messages.choose_answer(await _asked(work, at), now=work.now)


async def choose_channel(work: Work, at: Place, *, choice: int) -> Text:
    """How staff heard it. Raises as above, and Stale."""
    return messages.choose_channel(await _asked(work, at), choice=_of(CHOICES, choice), now=work.now)


async def answered(work: Work, at: Place, *, choice: int, channel: int) -> None:
    """Record it; where a name or a reason belongs to it, ask for that first. Raises as above."""
    asked, said = await _asked(work, at), (_of(CHOICES, choice), _of(CHANNELS, channel))
    if said[0] not in WITH_NOTE:
        await _record(work, asked, choice=said[0], channel=said[1], note="")
        return
    await dialogues.ask(
        work,
        ASK_NOTE,
        seat=at.seat_id,
        item=at.item,
        time_revision=at.time_revision,
        choice=choice,
        channel=channel,
    )
    await work.receipt(messages.ask_note(asked, choice=said[0]))


async def hear_note(work: Work, said: dict[str, object], *, note: str) -> None:
    """The name of the substitute, the reason, or nothing. Raises as above, and NoteTooLong."""
    at = Place(int(str(said["seat"])), int(str(said["item"])), int(str(said["time_revision"])))
    choice, channel = _of(CHOICES, int(str(said["choice"]))), _of(CHANNELS, int(str(said["channel"])))
    words = in_one_line(note)
    await _record(work, await _asked(work, at), choice=choice, channel=channel, note=words)


async def without_note(work: Work) -> None:
    """Tanpa keterangan. Raises Stale when the question is not open any more."""
    question = await dialogues.open_question(work)
    if question is None or question.step != ASK_NOTE:
        raise Stale
    await hear_note(work, question.said, note="")


async def _record(work: Work, asked: Asked, *, choice: Choice, channel: Channel, note: str) -> None:
    item, seat = asked.sitting.item, asked.seat
    await close_own(work, ASK_NOTE)
    row = Answer(
        agenda_item_id=item,
        seat_id=seat.seat_id,
        time_revision=asked.sitting.time_revision,
        choice=choice,
        note=note,
        capacity=TenureKind.HOLDER,
        recorded_by_staff_id=work.actor.staff_id,
        channel=channel,
        answered_at=work.now,
    )
    given = Given(choice, asked.sitting.time_revision, work.now, note, channel=channel)
    people = await people_invited(work, [seat.seat_id])
    await lock_seat(work, seat.seat_id)
    if not await is_said_already(work, row):
        work.session.add(row)
        await work.session.flush()
        await work.audit(
            "answer_for_seat",
            "agenda_item",
            item,
            text=note,
            about=await _holder(work, seat.seat_id),
            seat=seat.seat_id,
            choice=choice,
            channel=channel,
        )
        await _tell(work, asked, given, people, answer_id=row.id or 0)
        await note_answered(work, item=item, seat_id=seat.seat_id)
        await refresh_boards(work, meeting_id=asked.meeting.meeting)
    await work.receipt(messages.recorded(asked, given, people=len(people), now=work.now))


async def _holder(work: Work, seat_id: int) -> int | None:
    """About whom it is: the holder, with Telegram or without."""
    holder = select(col(Tenure.contact_id)).where(
        col(Tenure.seat_id) == seat_id, col(Tenure.kind) == TenureKind.HOLDER, col(Tenure.ended_at).is_(None)
    )
    return await work.session.scalar(holder)


async def _tell(
    work: Work, asked: Asked, given: Given, people: Sequence[Recipient], *, answer_id: int
) -> None:
    """Whoever acts for the seat and can be reached may correct it."""
    for person in people:
        if person.seat is not None:
            await work.tell(
                person,
                messages.to_seat(asked, given, to=addressee(person.seat, name=person.name), now=work.now),
                key=f"sta:{answer_id}:{person.contact_id}",
                message_class=MessageClass.CORRECTION,
                title=messages.TITLE_RECORDED,
                subject=Subject("answer", answer_id),
                expires_at=asked.sitting.ends_at,
            )


async def _asked(work: Work, at: Place) -> Asked:
    seat = await _seat(work, at.seat_id)
    return await standing_for(work, seat, item=at.item, time_revision=at.time_revision)


async def _seat(work: Work, seat_id: int) -> HeldSeat:
    require(work.actor, Action.ANSWER_FOR_SEAT)
    seat = (await seats_by_id(work.session, [seat_id])).get(seat_id)
    if seat is None:
        raise Forbidden
    return seat


def _of(kinds: Sequence[_Kind], number: int) -> _Kind:
    if number not in range(len(kinds)):
        raise Stale
    return kinds[number]
