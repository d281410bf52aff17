"""On the day: who is in, and who cannot get in."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.answers import asked_of
from bot.actions.boards import refresh_boards
from bot.actions.work import Work
from bot.messages import attendance as messages
from bot.rules.access import Action
from bot.rules.answers import Presence
from bot.rules.attendance import EARLIEST, Method
from bot.rules.meeting_mistakes import TooEarly
from bot.rules.outbox import MessageClass
from bot.rules.sittings import addressee
from db.queries.attendance import last_mark
from db.queries.people import officers_of_region
from db.tables import Attendance, AttendanceMark

#: However often the button is pressed, staff hear of it once in this time.
TOLD_ONCE_IN = timedelta(minutes=10)


async def mark(work: Work, *, item: int, time_revision: int, seat_id: int, presence: Presence) -> None:
    """Sudah bergabung, or Terkendala masuk: then the region's officer is told.

    Raises as ``answers.answer`` does, and TooEarly.
    """
    asked = await asked_of(work, item=item, time_revision=time_revision, seat_id=seat_id, to=Action.JOIN)
    if work.now < asked.sitting.starts_at - EARLIEST:
        raise TooEarly
    row = Attendance(
        agenda_item_id=item,
        seat_id=seat_id,
        contact_id=work.actor.contact_id,
        capacity=asked.seat.kind,
        mark=AttendanceMark(presence.value),
        method=Method.BUTTON,
        marked_at=work.now,
    )
    is_new = not await _is_marked_already(work, row)
    if is_new:
        work.session.add(row)
        await work.session.flush()
        await work.audit("attendance", "agenda_item", item, seat=seat_id, mark=presence)
    to = addressee(asked.seat, name=work.actor.name)
    through = asked.seat.kind
    await work.receipt(
        messages.marked(asked.meeting, asked.sitting, to=to, presence=presence, through=through, now=work.now)
    )
    if presence is Presence.TROUBLE:
        for officer in await officers_of_region(work.session, asked.seat.region_code):
            await work.tell(
                officer,
                messages.trouble(
                    asked.meeting,
                    asked.sitting,
                    to=to,
                    name=work.actor.name,
                    through=through,
                    now=work.now,
                ),
                key=f"kendala:{item}:{seat_id}:{_slot(work.now)}:{officer.staff_id}",
                message_class=MessageClass.REQUEST,
                expires_at=asked.sitting.ends_at,
            )
    if is_new:
        await refresh_boards(work, meeting_id=asked.meeting.meeting)


async def _is_marked_already(work: Work, row: Attendance) -> bool:
    """Whether the last mark of this seat says the same: a button pressed twice is one mark."""
    last = await last_mark(work.session, row.agenda_item_id, row.seat_id)
    return last is not None and (last.contact_id, last.mark) == (row.contact_id, row.mark)


def _slot(now: datetime) -> int:
    return int(now.timestamp() // TOLD_ONCE_IN.total_seconds())
