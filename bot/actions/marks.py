"""A mark that somebody makes for the own seat: whether it may be made, and how it is kept."""

from __future__ import annotations

from datetime import datetime

from bot.actions import dialogues
from bot.actions.answers import Asked, asked_of
from bot.actions.boards import refresh_boards
from bot.actions.work import Work
from bot.messages import attendance as messages
from bot.rules.access import Action
from bot.rules.answers import Presence
from bot.rules.attendance import EARLIEST, LATEST, Method
from bot.rules.meeting_mistakes import TooEarly
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import addressee
from db.queries.attendance import last_mark
from db.queries.people import officers_of_region
from db.tables import Attendance, AttendanceMark

#: Which question the Dialogue keeps open after Sudah bergabung, where a code is shown on the screen.
STEP_CODE = "kode_layar"


async def sitting_to_join(work: Work, *, item: int, time_revision: int, seat_id: int) -> Asked:
    """The sitting, from an hour before it to half an hour after. Raises as ``answers.answer``; TooEarly."""
    asked = await asked_of(
        work, item=item, time_revision=time_revision, seat_id=seat_id, to=Action.JOIN, grace=LATEST
    )
    if work.now < asked.sitting.starts_at - EARLIEST:
        raise TooEarly
    return asked


async def close_code_question(work: Work) -> None:
    """The code is not wanted any more; a question of another conversation stays open."""
    question = await dialogues.open_question(work)
    if question and question.step == STEP_CODE:
        await dialogues.close(work)


async def tell_officers(work: Work, asked: Asked, text: Text, *, key: str, expires_at: datetime) -> None:
    """Whoever accompanies the region of the own seat: that somebody needs help."""
    for officer in await officers_of_region(work.session, asked.seat.region_code):
        await work.tell(
            officer,
            text,
            key=f"{key}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
            expires_at=expires_at,
        )


async def record_own(work: Work, asked: Asked, *, presence: Presence, method: Method) -> None:
    """Keep the mark, unless the last one says the same; the receipt, and the boards."""
    item, seat = asked.sitting.item, asked.seat
    row = Attendance(
        agenda_item_id=item,
        seat_id=seat.seat_id,
        contact_id=work.actor.contact_id,
        capacity=seat.kind,
        mark=AttendanceMark(presence.value),
        method=method,
        marked_at=work.now,
    )
    is_new = not await _is_marked_already(work, row)
    if is_new:
        work.session.add(row)
        await work.session.flush()
        await work.audit(
            "attendance", "agenda_item", item, seat=seat.seat_id, mark=presence, method=method.value
        )
    to = addressee(seat, name=work.actor.name)
    await work.receipt(
        messages.marked(
            asked.meeting, asked.sitting, to=to, presence=presence, through=seat.kind, now=work.now
        )
    )
    if is_new:
        await refresh_boards(work, meeting_id=asked.meeting.meeting)


async def _is_marked_already(work: Work, row: Attendance) -> bool:
    """Whether the last mark of this seat says the same: a button pressed twice is one mark."""
    last = await last_mark(work.session, row.agenda_item_id, row.seat_id)
    return last is not None and (last.contact_id, last.mark) == (row.contact_id, row.mark)
