"""Invite the people of seats to their sittings. Everything goes by the outbox."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from bot.actions.work import Subject, Work
from bot.messages import sittings as messages
from bot.rules.meeting_checks import Reached
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.sittings import Addressee, MeetingView, SittingView, addressee
from db.queries.people import Recipient, people_of_seats, seats_by_id
from db.tables import Contact, OutboxMessage, Reachability, Tenure

ITEM = "agenda_item"  #: subject of every message about one sitting
ITEM_GONE = "agenda_item_gone"  #: that it does not take place, or not for this seat
TOGETHER = "reminders"  #: reminders of several sittings in one message; told_sitting has them
SEVERAL = "meeting_change"  #: a message about several things of one meeting; told_sitting has them


async def people_invited(work: Work, seat_ids: Collection[int]) -> Sequence[Recipient]:
    """Everybody who acts for these seats and can be reached."""
    return [person for person in await people_of_seats(work.session, seat_ids) if person.is_reachable]


async def unreached_seats(work: Work, seat_ids: Collection[int]) -> set[int]:
    """The seats that somebody holds, but nobody who can be reached."""
    rows = await work.session.execute(
        select(col(Tenure.seat_id), col(Contact.reachability))
        .join(Contact, col(Contact.id) == col(Tenure.contact_id))
        .where(col(Tenure.seat_id).in_(seat_ids), col(Tenure.ended_at).is_(None))
    )
    held = [(seat, reachability is Reachability.REACHABLE) for seat, reachability in rows]
    return {seat for seat, _ in held} - {seat for seat, is_reachable in held if is_reachable}


async def unreached_posts(work: Work, seat_ids: Collection[int]) -> tuple[str, ...]:
    """The same in words: the posts whose people somebody has to call."""
    silent = await unreached_seats(work, seat_ids)
    seats = await seats_by_id(work.session, silent) if silent else {}
    return tuple(addressee(seats[seat]).post for seat in seat_ids if seat in silent)


async def reached_by(work: Work, seat_ids: Collection[int]) -> Reached:
    """How many people a word to these seats reaches, and the posts it does not."""
    people = {person.chat_id for person in await people_invited(work, seat_ids)}
    return Reached(len(people), await unreached_posts(work, sorted(seat_ids)))


async def tell_invitations(work: Work, meeting: MeetingView) -> Reached:
    """Invite everybody to every sitting that has not ended; whom that reaches."""
    told: set[int] = set()
    seats: list[int] = []
    for sitting in meeting.standing:
        if sitting.ends_at <= work.now:
            continue
        seats += sitting.seats
        people = await people_invited(work, sitting.seats)
        async with work.together():
            for person in people:
                await invite(work, meeting, sitting, person=person)
        told |= {person.chat_id for person in people}
    return Reached(len(told), await unreached_posts(work, dict.fromkeys(seats)))


async def invite(
    work: Work, meeting: MeetingView, sitting: SittingView, *, person: Recipient, again: str = ""
) -> None:
    """The letter first, once a person and meeting; then the invitation to this sitting.

    ``again`` tells a repetition from an invitation of the same revision that did not arrive.
    """
    await send_letter(work, meeting, person=person, expires_at=sitting.ends_at, again=again)
    to = addressee_of(person)
    await work.tell(
        person,
        messages.invitation(meeting, sitting, to=to, now=work.now),
        key=f"inv:{sitting.item}:{meeting.revision}{again}:{person.contact_id}:{to.seat}",
        message_class=MessageClass.INVITATION,
        title=messages.TITLE_INVITATION,
        subject=Subject(ITEM, sitting.item, sitting.time_revision),
        expires_at=sitting.ends_at,
    )


async def send_letter(
    work: Work, meeting: MeetingView, *, person: Recipient, expires_at: datetime, again: str = ""
) -> None:
    """The signed letter, once a person and meeting, where there is one."""
    if meeting.letter_attachment_id is None:
        return
    letter = f"let:{meeting.letter_attachment_id}:{person.contact_id}"
    await work.tell(
        person,
        messages.letter(meeting),
        key=f"{letter}{again}" if again and await _is_missing(work, letter, person) else letter,
        message_class=MessageClass.INVITATION,
        title=messages.TITLE_LETTER,
        attachment_id=meeting.letter_attachment_id,
        method="sendDocument",
        expires_at=expires_at,
    )


async def _is_missing(work: Work, key: str, person: Recipient) -> bool:
    """It came back, or is in the chat of an account that this person has left."""
    found = select(col(OutboxMessage.state), col(OutboxMessage.chat_id)).where(col(OutboxMessage.key) == key)
    return any(
        state in (OutboxState.UNDELIVERABLE, OutboxState.EXPIRED) or chat_id != person.chat_id
        for state, chat_id in await work.session.execute(found)
    )


def addressee_of(person: Recipient) -> Addressee:
    """People of seats always come with their seat."""
    if person.seat is None:
        raise ValueError("a recipient without a seat cannot be invited")
    return addressee(person.seat, name=person.name)
