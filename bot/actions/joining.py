"""The way into a sitting: shown to whoever is invited and asks, and opened by staff before its hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.answers import sitting_of
from bot.actions.boards import refresh_boards
from bot.actions.holdings import who_know_the_way_in
from bot.actions.sitting_boards import refuse_unless_standing, sitting_of_staff
from bot.actions.telling import ITEM, addressee_of, people_invited
from bot.actions.work import Subject, Work
from bot.messages import joining as messages
from bot.rules.access import Action, require_seat
from bot.rules.answers import Choice, Given, standing
from bot.rules.attendance import EARLIEST, LATEST
from bot.rules.clocks import zone_named
from bot.rules.errors import Stale
from bot.rules.meeting_mistakes import MeetingChanged, NotInvited, SittingCancelled, SittingOver
from bot.rules.outbox import MessageClass, Text
from bot.rules.reveal import way_in_is_told, way_in_told_from
from bot.rules.sittings import MeetingView, SittingView, addressee
from db.engine import affected
from db.queries.answers import answers_of
from db.queries.people import Recipient
from db.tables import AgendaItem, Meeting


async def show_way_in(work: Work, *, item: int, seat_id: int) -> None:
    """Cara bergabung: link, ID and passcode, or when they will be told.

    Raises Forbidden for another's seat, NotInvited, SittingCancelled, SittingOver.
    """
    seat = require_seat(work.actor, seat_id, Action.JOIN)
    meeting, sitting = await sitting_of(work, item=item, seat_id=seat_id)
    if sitting.is_cancelled:
        raise SittingCancelled
    if seat_id not in sitting.seats:
        raise NotInvited
    if sitting.ends_at + LATEST <= work.now:
        raise SittingOver
    to, zone = addressee(seat, name=work.actor.name), zone_named(seat.zone)
    if not sitting.is_standing or not await _is_told(work, meeting, sitting, seat_zone=seat.zone):
        since = way_in_told_from(sitting, zone=zone, extra=meeting.days_off)
        await work.receipt(messages.not_yet(meeting, sitting, to=to, since=since, now=work.now))
        return
    await work.audit("read_way_in", "agenda_item", item, seat=seat_id)
    is_open = work.now >= sitting.starts_at - EARLIEST
    text = messages.way_in(meeting, sitting, to=to, now=work.now, is_open=is_open)
    await work.receipt(text, subject=Subject(ITEM, item, sitting.time_revision))


async def _is_told(work: Work, meeting: MeetingView, sitting: SittingView, *, seat_zone: str) -> bool:
    """By its hour, by staff, or to this person before a move."""
    if not sitting.join:
        return False
    if way_in_is_told(sitting, zone=zone_named(seat_zone), now=work.now, extra=meeting.days_off):
        return True
    return bool(await who_know_the_way_in(work, sitting, contact_id=work.actor.contact_id))


async def ask_reveal(work: Work, *, item: int, revision: int) -> Text:
    """Buka tautan sekarang: who would be told. Raises as ``reveal``."""
    _meeting, sitting = await _revealable(work, item=item, revision=revision)
    people = await _to_tell(work, sitting)
    return messages.ask_reveal(sitting, people=len(people), revision=revision)


async def reveal(work: Work, *, item: int, revision: int) -> None:
    """Konfirmasi: everybody invited who does not know the way in is told it, once.

    Raises Forbidden, MeetingChanged, SittingCancelled, SittingOver; Stale where it is open already.
    """
    meeting, sitting = await _revealable(work, item=item, revision=revision)
    people = await _to_tell(work, sitting)
    of_revision = select(col(Meeting.id)).where(
        col(Meeting.id) == meeting.meeting, col(Meeting.revision) == revision
    )
    change = update(AgendaItem).where(
        col(AgendaItem.id) == item,
        col(AgendaItem.revealed_at).is_(None),
        col(AgendaItem.meeting_id).in_(of_revision),
    )
    if not affected(await work.session.execute(change.values(revealed_at=work.now))):
        raise Stale
    await work.audit("sitting.reveal", "agenda_item", item, told=len(people))
    for person in people:
        to = addressee_of(person)
        await work.tell(
            person,
            messages.revealed(meeting, sitting, to=to, now=work.now),
            key=f"way:{item}:{sitting.time_revision}:{person.contact_id}:{to.seat}",
            message_class=MessageClass.REMINDER,
            title=messages.TITLE,
            subject=Subject(ITEM, item, sitting.time_revision),
            expires_at=sitting.ends_at,
        )
    await work.receipt(messages.reveal_done(sitting, people=len(people)))
    await refresh_boards(work, meeting_id=meeting.meeting)


async def _revealable(work: Work, *, item: int, revision: int) -> tuple[MeetingView, SittingView]:
    meeting, sitting = await sitting_of_staff(work, item=item)
    if meeting.revision != revision:
        raise MeetingChanged(meeting.meeting)
    refuse_unless_standing(sitting)
    if sitting.ends_at <= work.now:
        raise SittingOver
    if not sitting.join or sitting.revealed_at is not None:
        raise Stale
    return meeting, sitting


async def _to_tell(work: Work, sitting: SittingView) -> Sequence[Recipient]:
    """Whoever is invited, does not know the way in yet, and whose seat did not say that nobody comes."""
    known = await who_know_the_way_in(work, sitting)
    answers = await answers_of(work.session, [sitting.item])
    return [
        person
        for person in await people_invited(work, sitting.seats)
        if person.contact_id not in known and not _stays_away(answers, sitting, person)
    ]


def _stays_away(
    answers: Mapping[tuple[int, int], Sequence[Given]], sitting: SittingView, person: Recipient
) -> bool:
    given = answers.get((sitting.item, addressee_of(person).seat), [])
    last = standing(given, time_revision=sitting.time_revision)
    return last is not None and last.choice is Choice.TIDAK_HADIR
