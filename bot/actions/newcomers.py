"""Somebody who is new, or was away, receives what holds now: no backlog, nothing that is over."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import col

from bot.actions.boards import refresh_boards
from bot.actions.holdings import newest_card, outdate
from bot.actions.telling import ITEM_GONE, addressee_of, invite
from bot.actions.work import Subject, Work
from bot.messages import sittings as messages
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.sittings import MeetingView, SittingView
from db.queries.meetings import meetings_of_items, meetings_of_seats
from db.queries.people import Recipient, people_of_seats
from db.tables import AgendaItem, Invitation, Meeting, MeetingState, OutboxMessage, Tenure, ToldSitting


async def invite_newcomer(work: Work, *, seat_id: int, recipient: Recipient) -> None:
    """Send the invitations that are current for this seat to one person, each once.

    ``recipient`` must carry the seat it is registered for.
    """
    for meeting in await meetings_of_seats(work.session, [seat_id], now=work.now):
        for sitting in meeting.standing:
            if seat_id in sitting.seats and sitting.ends_at > work.now:
                await invite(work, meeting, sitting, person=recipient)


async def tell_what_still_matters(work: Work, recipient_contact_id: int) -> None:
    """A person can be reached again: the invitation to each coming sitting whose present time he does not
    hold, and the cancellation of a coming one he still believes in."""
    seats = await work.session.scalars(
        select(col(Tenure.seat_id)).where(
            col(Tenure.contact_id) == recipient_contact_id, col(Tenure.ended_at).is_(None)
        )
    )
    people = [
        person
        for person in await people_of_seats(work.session, seats.all())
        if person.contact_id == recipient_contact_id and person.is_reachable
    ]
    meetings = await meetings_of_items(work.session, await _items_ahead(work, people))
    for person in people:
        for item, meeting in meetings.items():
            sitting = meeting.sitting(item)
            if sitting is not None and addressee_of(person).seat in sitting.seats:
                await _catch_up(work, meeting, sitting, person=person)
    for meeting_id in sorted({meeting.meeting for meeting in meetings.values()}):
        await refresh_boards(work, meeting_id=meeting_id)


async def _items_ahead(work: Work, people: Collection[Recipient]) -> list[int]:
    """Sittings ahead to which one of these seats is invited, the cancelled ones included, the next first."""
    seats = {addressee_of(person).seat for person in people}
    rows = await work.session.scalars(
        select(col(AgendaItem.id))
        .join(Invitation, col(Invitation.agenda_item_id) == col(AgendaItem.id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(
            col(Invitation.seat_id).in_(seats),
            col(Invitation.withdrawn_revision).is_(None),
            col(AgendaItem.ends_at) > work.now,
            col(Meeting.state) == MeetingState.PUBLISHED,
        )
        .order_by(col(AgendaItem.starts_at), col(AgendaItem.id))
    )
    return list(dict.fromkeys(item for item in rows if item is not None))


async def _catch_up(work: Work, meeting: MeetingView, sitting: SittingView, *, person: Recipient) -> None:
    held = await newest_card(work, sitting.item, person=person, is_waiting_too=True)
    if not sitting.is_standing:
        if held is not None and not await _knows_of_the_end(work, sitting, person=person):
            await _tell_the_end(work, meeting, sitting, person=person)
        return
    if held is not None and held.time_revision == sitting.time_revision:
        return
    if held is not None:
        await outdate(work, meeting, sitting, card=held, person=person)
    await invite(work, meeting, sitting, person=person, again=_stamp(work))


def _stamp(work: Work) -> str:
    """Tells this return from an earlier one: the same revision may have failed to arrive."""
    return f".{int(work.now.timestamp())}"


async def _knows_of_the_end(work: Work, sitting: SittingView, *, person: Recipient) -> bool:
    """Whether a cancellation or postponement is with this person or on its way."""
    seat = addressee_of(person).seat
    arrived = [OutboxState.SENT, OutboxState.SENDING, OutboxState.UNCERTAIN, OutboxState.PENDING]
    single = (
        (col(OutboxMessage.subject_type) == ITEM_GONE)
        & (col(OutboxMessage.subject_id) == sitting.item)
        & (col(OutboxMessage.seat_id) == seat)
        & (col(OutboxMessage.title) == _end_title(sitting))
    )
    shared = col(OutboxMessage.id).in_(
        select(col(ToldSitting.outbox_id)).where(
            col(ToldSitting.agenda_item_id) == sitting.item,
            col(ToldSitting.seat_id) == seat,
            col(ToldSitting.time_revision).is_(None),
        )
    )
    found = await work.session.execute(
        select(col(OutboxMessage.id)).where(
            single | shared,
            col(OutboxMessage.contact_id) == person.contact_id,
            col(OutboxMessage.state).in_(arrived),
        )
    )
    return found.first() is not None


def _end_title(sitting: SittingView) -> str:
    return messages.TITLE_CANCELLED if sitting.is_cancelled else messages.TITLE_POSTPONED


async def _tell_the_end(work: Work, meeting: MeetingView, sitting: SittingView, *, person: Recipient) -> None:
    """That it is cancelled or postponed."""
    to = addressee_of(person)
    say = messages.cancelled if sitting.is_cancelled else messages.postponed
    kind = "can" if sitting.is_cancelled else "pos"
    await work.tell(
        person,
        say(meeting, sitting, to=to, now=work.now),
        key=f"{kind}:{sitting.item}:{meeting.revision}{_stamp(work)}:{person.contact_id}:{to.seat}",
        message_class=MessageClass.CORRECTION,
        title=_end_title(sitting),
        subject=Subject(ITEM_GONE, sitting.item),
        expires_at=sitting.ends_at,
    )
