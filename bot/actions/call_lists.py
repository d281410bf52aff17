"""Whom staff telephone because an answer is missing: three names in one message, the rest on request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.actions.reminding import Ready
from bot.actions.work import Work
from bot.messages import call_lists as messages
from bot.rules.access import Action, require
from bot.rules.actors import Scope
from bot.rules.answers import standing
from bot.rules.calls import Call, in_order
from bot.rules.meeting_mistakes import MeetingUnknown
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import MeetingView
from db.queries.answers import answers_of
from db.queries.coverage import covered_seats
from db.queries.meetings import meeting_view
from db.queries.people import Recipient, officers_of_region

EVERYWHERE = Scope(everywhere=True)


async def tell_calls(work: Work, ready: Sequence[Ready]) -> None:
    """One message a meeting to each officer concerned, about all seats of his regions that are silent."""
    by_meeting: dict[int, list[Ready]] = defaultdict(list)
    for one in ready:
        by_meeting[one.meeting.meeting].append(one)
    for group in by_meeting.values():
        await _tell(work, group)


async def _tell(work: Work, group: Sequence[Ready]) -> None:
    meeting = group[0].meeting
    decision = min(one.due.plan_id for one in group)
    last = max(one.sitting.starts_at for one in group)
    for officer, calls in await by_officer(work, await _calls(work, group)):
        await work.tell(
            officer,
            messages.to_call(meeting, in_order(calls)),
            key=f"telp:{decision}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
            expires_at=last,
        )


async def _calls(work: Work, group: Sequence[Ready]) -> list[Call]:
    seats = await covered_seats(
        work.session, {one.due.seat for one in group}, within=EVERYWHERE, now=work.now
    )
    return [Call(seats[one.due.seat], one.sitting) for one in group if one.due.seat in seats]


async def by_officer(work: Work, calls: Sequence[Call]) -> list[tuple[Recipient, list[Call]]]:
    """The calls of each officer: those of the regions he accompanies, or of those that nobody does."""
    officers: dict[str, Sequence[Recipient]] = {}
    found: dict[int | None, tuple[Recipient, list[Call]]] = {}
    for call in calls:
        region = call.seat.line.region_code
        if region not in officers:
            officers[region] = await officers_of_region(work.session, region)
        for officer in officers[region]:
            found.setdefault(officer.staff_id, (officer, []))[1].append(call)
    return list(found.values())


async def whole_list(work: Work, *, meeting_id: int) -> Text:
    """Every seat that has not answered for a sitting ahead, with its numbers. Raises MeetingUnknown."""
    require(work.actor, Action.CALL_SEATS)
    meeting = await meeting_view(work.session, meeting_id)
    if meeting is None or not meeting.is_published:
        raise MeetingUnknown
    await work.audit("read_call_list", "meeting", meeting_id)
    return messages.whole(meeting, in_order(await _silent(work, meeting)))


async def _silent(work: Work, meeting: MeetingView) -> list[Call]:
    ahead = [sitting for sitting in meeting.standing if sitting.ends_at > work.now]
    answers = await answers_of(work.session, [sitting.item for sitting in ahead])
    silent = [
        (seat, sitting)
        for sitting in ahead
        for seat in sitting.seats
        if standing(answers.get((sitting.item, seat), []), time_revision=sitting.time_revision) is None
    ]
    seats = await covered_seats(work.session, {seat for seat, _ in silent}, within=EVERYWHERE, now=work.now)
    return [Call(seats[seat], sitting) for seat, sitting in silent if seat in seats]
