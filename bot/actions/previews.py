"""/pratinjau: what goes when to whom, and each text by the very functions that make it when it goes."""

from __future__ import annotations

from datetime import datetime

from bot.actions.drafts import known_meeting, reach_of
from bot.actions.outlook import Outlook, outlook
from bot.actions.telling import addressee_of
from bot.actions.work import Work
from bot.messages import previews as messages
from bot.messages import reminders as reminder_messages
from bot.messages import sittings as sitting_messages
from bot.messages.reasons import NAMES, SUBSTITUTE
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.outlooks import Entry, Expected
from bot.rules.regions import Ambiguous, Found, Unknown
from bot.rules.reminders import Reason, Step
from bot.rules.sittings import SittingView, addressee
from db.queries.meetings import meetings_ahead
from db.queries.people import Recipient, seats_by_id
from db.reference import gazetteer


async def choose(work: Work) -> Text:
    """The meetings ahead. Raises Forbidden."""
    require(work.actor, Action.SEE_MEETINGS)
    return messages.choose(await meetings_ahead(work.session, now=work.now))


async def timeline(work: Work, *, meeting_id: int, page: int = 0) -> Text:
    """What goes when to how many, who gets nothing, and the regions to look at. Raises MeetingUnknown."""
    require(work.actor, Action.SEE_MEETINGS)
    meeting = await known_meeting(work, meeting_id)
    found = await outlook(work, meeting)
    regions = sorted({(seat.region_name, seat.region_code) for seat in found.seats.values()})
    if page:
        if not 0 < page * messages.ON_A_PAGE < len(regions):
            raise Stale
        return messages.regions(meeting, regions, page=page)
    return messages.timeline(
        meeting,
        seats=found.seats,
        people={
            seat: tuple(person.contact_id or 0 for person in found.round.people.get(seat, ()))
            for seat in found.seats
        },
        expected=found.expected,
        reach=await reach_of(work, meeting),
        regions=regions,
        now=work.now,
    )


async def region_named(work: Work, *, meeting_id: int, typed: str) -> Text:
    """The same for a region typed, or those that may be meant. Raises MeetingUnknown."""
    require(work.actor, Action.SEE_MEETINGS)
    meeting = await known_meeting(work, meeting_id)
    seats = await seats_by_id(work.session, {seat for each in meeting.standing for seat in each.seats})
    named = {seat.region_code: seat.region_name for seat in seats.values()}
    match gazetteer().find(typed):
        case Found(place=place, is_exact=True) if place.code in named:
            return await region(work, meeting_id=meeting_id, region_code=place.code)
        case Found(place=place):
            meant: tuple[str, ...] = (place.code,)
        case Ambiguous(places=places) | Unknown(suggestions=places):
            meant = tuple(place.code for place in places)
    return messages.which_region(meeting, typed, [(named[code], code) for code in meant if code in named])


async def region(work: Work, *, meeting_id: int, region_code: str) -> Text:
    """Every message for each seat of one region, with its hour. Raises MeetingUnknown, Stale."""
    require(work.actor, Action.SEE_MEETINGS)
    meeting = await known_meeting(work, meeting_id)
    found = await outlook(work, meeting, region_code=region_code)
    seats = [seat for seat in found.seats.values() if seat.region_code == region_code]
    if not seats:
        raise Stale
    await work.audit("read_preview", "region", region_code)
    rows = [(seat, _entries(work, found, seat.seat_id), _not_sent(found, seat.seat_id)) for seat in seats]
    return messages.region(meeting, rows)


async def text(work: Work, *, meeting_id: int, seat_id: int, number: int) -> Text:
    """One of these messages as it will be read. Raises MeetingUnknown, Stale."""
    require(work.actor, Action.SEE_MEETINGS)
    meeting = await known_meeting(work, meeting_id)
    seats = await seats_by_id(work.session, [seat_id])
    if seat_id not in seats:
        raise Stale
    found = await outlook(work, meeting, region_code=seats[seat_id].region_code)
    if seat_id not in found.seats:
        raise Stale
    entries = _entries(work, found, seat_id)
    if not 0 <= number < len(entries):
        raise Stale
    await work.audit("read_preview", "seat", seat_id)
    return messages.text(meeting, found.seats[seat_id], entries[number], number=number, total=len(entries))


def _entries(work: Work, found: Outlook, seat_id: int) -> list[Entry]:
    """All messages for this seat, in the order in which they go."""
    meeting, entries = found.meeting, list[Entry]()
    invited = [one for one in meeting.standing if seat_id in one.seats and one.ends_at > work.now]
    for person in found.round.people.get(seat_id) or (None,):
        if (
            meeting.is_draft
            and meeting.letter_attachment_id
            and _has_letter(found, seat_id, person, now=work.now)
        ):
            entries.append(_entry(None, 0, messages.LETTER, person, sitting_messages.letter(meeting)))
        for sitting in invited:
            entries += _of_sitting(work, found, sitting, seat_id, person)
    return sorted(entries, key=lambda entry: entry.at or work.now)


def _of_sitting(
    work: Work, found: Outlook, sitting: SittingView, seat_id: int, person: Recipient | None
) -> list[Entry]:
    meeting, entries = found.meeting, list[Entry]()
    to = addressee_of(person) if person else addressee(found.seats[seat_id])
    if meeting.is_draft:
        invitation = sitting_messages.invitation(meeting, sitting, to=to, now=work.now)
        entries.append(_entry(None, sitting.number, messages.INVITATION, person, invitation))
    for one in found.of(sitting, seat_id):
        if (
            one.step is not Step.CALLS
            and _is_shown(one, person)
            and _is_first(found, sitting, seat_id, person)
        ):
            words = SUBSTITUTE if one.asks_for_substitute else NAMES[one.step]
            shown = _reminder(found, sitting, one, person)
            entries.append(_entry(one.at, sitting.number, words, person, shown))
    return entries


def _entry(at: datetime | None, sitting: int, words: str, person: Recipient | None, shown: Text) -> Entry:
    via = addressee_of(person).via if person else ""
    return Entry(at, sitting, words, shown, via=via, is_for_nobody=person is None)


def _has_letter(found: Outlook, seat_id: int, person: Recipient | None, *, now: datetime) -> bool:
    """The letter goes once to a person: with the first sitting, for the first seat that is invited to it."""
    for sitting in found.meeting.standing:
        for seat in sitting.seats if sitting.ends_at > now else ():
            readers = found.round.people.get(seat, ())
            if person is None or any(one.contact_id == person.contact_id for one in readers):
                return seat == seat_id or person is None
    return False


def _is_first(found: Outlook, sitting: SittingView, seat_id: int, person: Recipient | None) -> bool:
    """Somebody who acts for several seats of a sitting is reminded once, for the first of them."""
    if person is None:
        return True
    before = (found.round.people.get(seat, ()) for seat in sitting.seats if seat < seat_id)
    return all(person.contact_id != one.contact_id for people in before for one in people)


def _is_shown(one: Expected, person: Recipient | None) -> bool:
    """Where nobody is registered yet, what the post would read."""
    return one.is_to_come or (person is None and one.reason is Reason.TANPA_PENERIMA)


def _reminder(found: Outlook, sitting: SittingView, one: Expected, person: Recipient | None) -> Text:
    answer = found.round.answer(sitting, one.seat)
    to = addressee_of(person) if person else addressee(found.seats[one.seat])
    if one.asks_for_substitute and answer:
        return reminder_messages.substitute(found.meeting, sitting, to=to, answer=answer, now=one.at)
    return reminder_messages.reminder(
        one.step,
        found.meeting,
        sitting,
        to=to,
        post_title=found.seats[one.seat].title,
        answer=answer,
        is_late=False,
        now=one.at,
    )


def _not_sent(found: Outlook, seat_id: int) -> list[tuple[SittingView, Expected]]:
    return [
        (sitting, one)
        for sitting in found.meeting.standing
        for one in found.of(sitting, seat_id)
        if one.reason and one.step is not Step.CALLS
    ]
