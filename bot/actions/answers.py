"""What a seat says about its sitting. All answers are kept; the last one for the present time counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.actions import dialogues
from bot.actions.boards import refresh_boards
from bot.actions.unacknowledged import note_answered
from bot.actions.work import Work
from bot.messages import answers as messages
from bot.rules.access import Action, require_seat
from bot.rules.actors import HeldSeat
from bot.rules.answer_notes import in_one_line
from bot.rules.answers import Choice, Given, standing
from bot.rules.clocks import both_clocks, zone_named
from bot.rules.errors import Forbidden
from bot.rules.meeting_mistakes import (
    NotInvited,
    SittingCancelled,
    SittingMoved,
    SittingOver,
    SittingPostponed,
)
from bot.rules.outbox import Text
from bot.rules.sittings import MeetingView, SittingView, addressee
from db.queries.answers import answers_of, last_answer
from db.queries.invitees import was_ever_invited
from db.queries.meetings import sitting_view
from db.tables import Answer

#: Which question the Dialogue keeps open after Diwakilkan and Tidak hadir.
STEP_SUBSTITUTE = "jawaban_wakil"
STEP_REASON = "jawaban_alasan"


@dataclass(frozen=True, slots=True)
class Asked:
    """A sitting this person may answer for, now."""

    meeting: MeetingView
    sitting: SittingView
    seat: HeldSeat


async def answer(work: Work, *, item: int, time_revision: int, seat_id: int, choice: Choice) -> None:
    """Record what was pressed; ask for a name or a reason where one is wanted.

    Raises Forbidden for another's seat; NotInvited, SittingCancelled, SittingOver, SittingMoved when
    the button speaks of something that is no longer so.
    """
    asked = await asked_of(work, item=item, time_revision=time_revision, seat_id=seat_id)
    await _record(work, asked, choice=choice, note=await _note_given(work, asked, choice))
    step = {Choice.DIWAKILKAN: STEP_SUBSTITUTE, Choice.TIDAK_HADIR: STEP_REASON}.get(choice)
    if step is None:
        await _close_own_question(work)
    else:
        await dialogues.ask(work, step, item=item, time_revision=time_revision, seat=seat_id)


async def add_note(
    work: Work, *, item: int, time_revision: int, seat_id: int, choice: Choice, note: str
) -> None:
    """The substitute's name and post, or the reason. Raises as ``answer`` does, and NoteTooLong."""
    words = in_one_line(note)
    asked = await asked_of(work, item=item, time_revision=time_revision, seat_id=seat_id)
    await _record(work, asked, choice=choice, note=words)
    await _close_own_question(work)


async def hear_note(
    work: Work, *, item: int, time_revision: int, seat_id: int, choice: Choice, note: str
) -> None:
    """The same in the person's own words. Where the question is out of date it is closed, and that is
    said once with the card that holds now: it must not take what is said next for an answer."""
    try:
        await add_note(
            work, item=item, time_revision=time_revision, seat_id=seat_id, choice=choice, note=note
        )
    except SittingMoved as moved:
        await dialogues.close(work)
        _meeting, sitting = await sitting_of(work, item=item, seat_id=seat_id)
        await work.receipt(messages.moved_meanwhile(sitting, seat=seat_id, when=moved.when))
    except (SittingCancelled, SittingOver, NotInvited, Forbidden) as mistake:
        await dialogues.close(work)
        await work.receipt(messages.no_longer(mistake))


async def _close_own_question(work: Work) -> None:
    """A name or reason is not wanted any more; a question of another conversation stays open."""
    question = await dialogues.open_question(work)
    if question and question.step in (STEP_SUBSTITUTE, STEP_REASON):
        await dialogues.close(work)


async def asked_of(
    work: Work,
    *,
    item: int,
    time_revision: int,
    seat_id: int,
    to: Action = Action.ANSWER,
    grace: timedelta = timedelta(0),
) -> Asked:
    """The sitting behind a button of this person, until ``grace`` after its end. Raises as ``answer``."""
    seat = require_seat(work.actor, seat_id, to)
    return await standing_for(work, seat, item=item, time_revision=time_revision, grace=grace)


async def standing_for(
    work: Work, seat: HeldSeat, *, item: int, time_revision: int, grace: timedelta = timedelta(0)
) -> Asked:
    """The sitting, if this seat can be answered for now. Raises what ``answer`` says but about the person."""
    meeting, sitting = await sitting_of(work, item=item, seat_id=seat.seat_id)
    if not sitting.is_standing:
        raise SittingPostponed if sitting.is_postponed else SittingCancelled
    if seat.seat_id not in sitting.seats:
        raise NotInvited
    if sitting.time_revision != time_revision:
        when = both_clocks(sitting.starts_at, reader=zone_named(seat.zone), until=sitting.ends_at)
        raise SittingMoved(when)
    if sitting.ends_at + grace <= work.now:
        raise SittingOver
    return Asked(meeting, sitting, seat)


async def sitting_of(work: Work, *, item: int, seat_id: int) -> tuple[MeetingView, SittingView]:
    """The sitting, for a seat that is or was invited to it; for any other there is none. Raises Forbidden."""
    if not await was_ever_invited(work.session, item, seat_id):
        raise Forbidden
    found = await sitting_view(work.session, item)
    if found is None or not found[0].is_published:
        raise Forbidden
    return found


async def _record(work: Work, asked: Asked, *, choice: Choice, note: str) -> None:
    item, seat = asked.sitting.item, asked.seat
    row = Answer(
        agenda_item_id=item,
        seat_id=seat.seat_id,
        time_revision=asked.sitting.time_revision,
        choice=choice,
        note=note,
        contact_id=work.actor.contact_id,
        capacity=seat.kind,
        answered_at=work.now,
    )
    is_new = not await is_said_already(work, row)
    if is_new:
        work.session.add(row)
        await work.session.flush()
        about, seat_id = work.actor.contact_id, seat.seat_id
        await work.audit("answer", "agenda_item", item, text=note, about=about, seat=seat_id, choice=choice)
    given = Given(choice, asked.sitting.time_revision, work.now, note, seat.kind)
    to = addressee(seat, name=work.actor.name)
    await work.receipt(messages.recorded(asked.meeting, asked.sitting, to=to, answer=given, now=work.now))
    await note_answered(work, item=item, seat_id=seat.seat_id)
    if is_new:
        await refresh_boards(work, meeting_id=asked.meeting.meeting)


async def _note_given(work: Work, asked: Asked, choice: Choice) -> str:
    """The name or reason this person gave with the same answer before: another press does not lose it."""
    last = await last_answer(work.session, asked.sitting.item, asked.seat.seat_id)
    if last is None or last.contact_id != work.actor.contact_id or last.choice is not choice:
        return ""
    return last.note if last.time_revision == asked.sitting.time_revision else ""


async def is_said_already(work: Work, row: Answer) -> bool:
    """Whether the last answer says the very same: a button pressed twice is one answer."""
    last = await last_answer(work.session, row.agenda_item_id, row.seat_id)
    return last is not None and _said(last) == _said(row)


def _said(row: Answer) -> tuple[object, ...]:
    return row.time_revision, row.choice, row.note, row.contact_id, row.capacity, row.channel


async def answer_card(work: Work, *, item: int, seat_id: int) -> Text:
    """The sitting with its four buttons, to answer again. Raises as ``answer`` does."""
    require_seat(work.actor, seat_id, Action.ANSWER)
    _meeting, present = await sitting_of(work, item=item, seat_id=seat_id)
    asked = await asked_of(work, item=item, time_revision=present.time_revision, seat_id=seat_id)
    answers = await answers_of(work.session, [item])
    last = standing(answers.get((item, seat_id), []), time_revision=present.time_revision)
    to = addressee(asked.seat, name=work.actor.name)
    return messages.card(asked.meeting, asked.sitting, to=to, answer=last, now=work.now)
