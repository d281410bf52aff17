"""Tandai kehadiran: staff mark a seat of a sitting, or take its mark away. The last of all marks counts."""

from __future__ import annotations

from bot.actions.boards import refresh_boards
from bot.actions.invitations import lock_seat
from bot.actions.sitting_boards import refuse_unless_standing, sitting_of_staff
from bot.actions.tallies import tallies
from bot.actions.work import Work
from bot.messages import staff_marks as messages
from bot.rules.attendance import EARLIEST, LATEST_FOR_STAFF, Method
from bot.rules.errors import Stale
from bot.rules.meeting_mistakes import SittingOver, TooEarly
from bot.rules.outbox import Text
from bot.rules.sittings import MeetingView, SeatAnswer, SittingView, Tally
from db.queries.attendance import last_mark
from db.queries.places import provinces
from db.tables import Attendance, AttendanceMark


async def choose_region(work: Work, *, item: int, province: str = "") -> Text:
    """The regions of the sitting; of many first their provinces. Raises Forbidden, Stale."""
    _meeting, sitting, tally = await _tally(work, item)
    regions = {each.seat.region_code: each.seat.region_name for each in tally.answers}
    if province:
        regions = {code: name for code, name in regions.items() if code.startswith(f"{province}.")}
        if not regions:
            raise Stale
    return messages.choose_region(sitting, regions, provinces=dict(provinces()), is_of_one=bool(province))


async def region_card(work: Work, *, item: int, region: str) -> Text:
    """The seats of one region with their marks. Raises Forbidden, Stale."""
    _meeting, sitting, tally = await _tally(work, item)
    seats = [each for each in tally.answers if each.seat.region_code == region]
    if not seats:
        raise Stale
    return messages.region_card(sitting, seats)


async def seat_card(work: Work, *, item: int, seat_id: int) -> Text:
    """One seat with what may be marked; the buttons name its last mark. Raises Forbidden, Stale."""
    _meeting, sitting, tally = await _tally(work, item)
    return messages.seat_card(sitting, _seat(tally, seat_id), last=await _last(work, item, seat_id))


async def mark_seat(work: Work, *, item: int, seat_id: int, number: int, last: int) -> Text:
    """Mark this seat, if its last mark is still ``last``; the card of its region.

    Raises Forbidden, Stale, SittingCancelled, TooEarly, SittingOver.
    """
    meeting, sitting, tally = await _tally(work, item)
    seat = _seat(tally, seat_id).seat
    if number not in range(len(messages.MARKS)):
        raise Stale
    _refuse_other_times(work, sitting)
    await lock_seat(work, seat_id)
    if await _last(work, item, seat_id) != last:
        raise Stale
    presence = messages.MARKS[number]
    work.session.add(
        Attendance(
            agenda_item_id=item,
            seat_id=seat_id,
            mark=AttendanceMark(presence.value),
            method=Method.STAFF,
            marked_by_staff_id=work.actor.staff_id,
            marked_at=work.now,
        )
    )
    await work.session.flush()
    await work.audit("attendance_by_staff", "agenda_item", item, seat=seat_id, mark=presence.value)
    await work.receipt(messages.marked(sitting, seat, presence))
    await refresh_boards(work, meeting_id=meeting.meeting)
    return await region_card(work, item=item, region=seat.region_code)


def _refuse_other_times(work: Work, sitting: SittingView) -> None:
    refuse_unless_standing(sitting)
    if work.now < sitting.starts_at - EARLIEST:
        raise TooEarly
    if work.now >= sitting.ends_at + LATEST_FOR_STAFF:
        raise SittingOver


async def _tally(work: Work, item: int) -> tuple[MeetingView, SittingView, Tally]:
    meeting, sitting = await sitting_of_staff(work, item=item)
    (tally,) = await tallies(work, [sitting])
    return meeting, sitting, tally


def _seat(tally: Tally, seat_id: int) -> SeatAnswer:
    found = next((each for each in tally.answers if each.seat.seat_id == seat_id), None)
    if found is None:
        raise Stale
    return found


async def _last(work: Work, item: int, seat_id: int) -> int:
    """The number of the newest mark, 0 where there is none."""
    found = await last_mark(work.session, item, seat_id)
    return (found.id or 0) if found else 0
