"""What is next, for whoever asks; and the calendar file of one sitting. Only reads."""

from __future__ import annotations

from bot.actions.answers import sitting_of
from bot.actions.holdings import who_know_the_way_in
from bot.actions.tallies import tallies_of
from bot.actions.work import Work
from bot.messages import calendar as calendar_messages
from bot.messages import schedule as messages
from bot.pictures.calendar_files import CalendarEntry, CalendarFile, Off, calendar_file
from bot.rules.access import Action, require, require_seat
from bot.rules.answers import standing
from bot.rules.clocks import zone_named
from bot.rules.outbox import Text
from bot.rules.reveal import way_in_is_told
from bot.rules.sittings import MeetingView, SittingView, addressee
from db.queries.answers import answers_of
from db.queries.invitees import newest_invitation
from db.queries.materials import materials_of
from db.queries.meetings import meetings_ahead, meetings_of_seats


async def schedule(work: Work) -> Text:
    """An official's own sittings with the own answers; for staff everything. Raises NotRegistered."""
    require(work.actor, Action.READ_SCHEDULE)
    return await _for_official(work) if work.actor.is_official else await _for_staff(work)


async def _for_official(work: Work) -> Text:
    seats = {seat.seat_id: seat for seat in work.actor.seats}
    found: list[messages.Appointment] = []
    for meeting in await meetings_of_seats(work.session, seats, now=work.now):
        answers = await answers_of(work.session, [sitting.item for sitting in meeting.standing])
        files = await materials_of(work.session, [sitting.item for sitting in meeting.standing])
        for sitting in meeting.sittings:
            if sitting.is_cancelled or (sitting.is_standing and sitting.ends_at <= work.now):
                continue
            for seat_id in sitting.seats:
                if seat_id not in seats:
                    continue
                given = standing(
                    answers.get((sitting.item, seat_id), []), time_revision=sitting.time_revision
                )
                to = addressee(seats[seat_id], name=work.actor.name)
                is_known = await _knows_the_way_in(work, sitting)
                found.append(
                    messages.Appointment(meeting, sitting, to, given, is_known, sitting.item in files)
                )
    found.sort(key=lambda each: (each.sitting.is_postponed, each.sitting.starts_at))
    return messages.for_official(found, now=work.now)


async def _knows_the_way_in(work: Work, sitting: SittingView) -> bool:
    """The person who asks was told before, be H-1 ahead again after a move."""
    return bool(await who_know_the_way_in(work, sitting, contact_id=work.actor.contact_id))


async def _for_staff(work: Work) -> Text:
    meetings = [
        meeting for meeting in await meetings_ahead(work.session, now=work.now) if meeting.is_published
    ]
    return messages.for_staff(
        [
            (
                meeting,
                [tally for tally in await tallies_of(work, meeting) if tally.sitting.ends_at > work.now],
            )
            for meeting in meetings
        ]
    )


async def calendar_of(work: Work, *, item: int, seat_id: int) -> CalendarFile:
    """The file of one sitting for one own seat. Where it is cancelled or postponed, or the seat is not
    invited any more, it takes the entry out of the calendar again.

    Raises Forbidden for another's seat.
    """
    seat = require_seat(work.actor, seat_id, Action.READ_SCHEDULE)
    meeting, sitting = await sitting_of(work, item=item, seat_id=seat_id)
    uid, sequence = await _calendar_key(work, meeting, sitting, seat_id=seat_id)
    sitting = await _same_entry(work, meeting, sitting, seat_id=seat_id, uid=uid)
    zone = zone_named(seat.zone)
    to = addressee(seat, name=work.actor.name)
    off = _why_off(sitting, seat_id=seat_id)
    is_told = bool(sitting.join) and (
        way_in_is_told(sitting, zone=zone, now=work.now, extra=meeting.days_off)
        or await _knows_the_way_in(work, sitting)
    )
    entry = CalendarEntry(
        uid=uid,
        sequence=max(sequence, sitting.sequence),
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        zone=zone,
        summary=calendar_messages.summary(meeting, sitting, to=to),
        description=calendar_messages.description(
            meeting, sitting, to=to, is_link_told=is_told and off is None
        ),
        organizer=calendar_messages.ORGANIZER,
        location=sitting.join.link if is_told and off is None else "",
        off=off,
    )
    return calendar_file(entry, now=work.now, region_name=seat.region_name)


def _why_off(sitting: SittingView, *, seat_id: int) -> Off | None:
    if sitting.is_cancelled:
        return Off.CANCELLED
    if seat_id not in sitting.seats:
        return Off.NOT_INVITED
    return Off.POSTPONED if sitting.is_postponed else None


async def _calendar_key(
    work: Work, meeting: MeetingView, sitting: SittingView, *, seat_id: int
) -> tuple[str, int]:
    """UID and SEQUENCE of the entry: the UID outlives a swap, the SEQUENCE grows with its revisions."""
    usual = f"{meeting.uid}-{sitting.item}@permas-bot"
    invitation = await newest_invitation(work.session, sitting.item, seat_id)
    if invitation is None:
        return usual, sitting.sequence
    changed = invitation.withdrawn_revision or invitation.invited_revision
    return invitation.calendar_uid or usual, max(sitting.sequence, changed - 1)


async def _same_entry(
    work: Work, meeting: MeetingView, sitting: SittingView, *, seat_id: int, uid: str
) -> SittingView:
    """After a swap the entry belongs to another sitting: a button of before must not take it out."""
    if seat_id in sitting.seats:
        return sitting
    for other in meeting.sittings:
        if seat_id in other.seats:
            theirs, _sequence = await _calendar_key(work, meeting, other, seat_id=seat_id)
            if theirs == uid:
                return other
    return sitting
