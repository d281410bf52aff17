"""Daftar hadir: who was invited to a sitting, what they said, and whether they came. Recorded, only reads."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.sitting_boards import sitting_of_staff
from bot.actions.tallies import tallies
from bot.actions.work import Work
from bot.messages import attendance_sheets as messages
from bot.rules.access import Action, require
from bot.rules.attendance_sheets import AttendanceSheet, Present, Roll
from bot.rules.sittings import MeetingView, SeatAnswer, SittingView
from db.queries.attendance import Maker, holders_at, makers_of
from db.queries.meetings import meeting_view


async def attendance_sheet(work: Work, *, item: int) -> AttendanceSheet:
    """The sheet of one sitting, for whoever runs sittings. Raises Forbidden."""
    require(work.actor, Action.RUN_SITTINGS)
    meeting, sitting = await sitting_of_staff(work, item=item)
    await work.audit("export_attendance", "agenda_item", item)
    return await _sheet(work, meeting, sitting)


async def sheets_of_meeting(work: Work, *, meeting_id: int) -> Sequence[AttendanceSheet]:
    """The sheets of all its sittings that were not cancelled; empty where there is no such meeting."""
    meeting = await meeting_view(work.session, meeting_id)
    if meeting is None or not meeting.is_published:
        return ()
    await work.audit("export_attendance", "meeting", meeting_id)
    held = [sitting for sitting in meeting.sittings if not sitting.is_cancelled]
    return [await _sheet(work, meeting, sitting) for sitting in held]


async def _sheet(work: Work, meeting: MeetingView, sitting: SittingView) -> AttendanceSheet:
    (tally,) = await tallies(work, [sitting])
    makers = await makers_of(work.session, sitting.item)
    holders = await holders_at(work.session, sitting.seats, at=min(work.now, sitting.ends_at))
    present = [
        _present(each, makers.get(each.seat.seat_id), holder=holders.get(each.seat.seat_id, ""))
        for each in tally.answers
    ]
    return messages.sheet(Roll(meeting, sitting, present), now=work.now)


def _present(each: SeatAnswer, maker: Maker | None, *, holder: str) -> Present:
    if each.mark is None or maker is None:
        return Present(each, holder, None)
    return Present(each, maker.person or holder, each.mark.through, maker.staff)
