"""Invite the people of seats to their sittings. Everything goes by the outbox."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.actions.work import Subject, Work
from bot.messages import sittings as messages
from bot.rules.outbox import MessageClass
from bot.rules.sittings import Addressee, MeetingView, SittingView, addressee
from db.queries.people import Recipient, people_of_seats

ITEM = "agenda_item"  #: subject of every message about one sitting


async def people_invited(work: Work, seat_ids: Collection[int]) -> Sequence[Recipient]:
    """Everybody who acts for these seats and can be reached."""
    return [person for person in await people_of_seats(work.session, seat_ids) if person.is_reachable]


async def tell_invitations(work: Work, meeting: MeetingView) -> int:
    """Invite everybody to every sitting that has not ended; how many people were written to."""
    told: set[int] = set()
    for sitting in meeting.standing:
        if sitting.ends_at <= work.now:
            continue
        for person in await people_invited(work, sitting.seats):
            await invite(work, meeting, sitting, person=person)
            told.add(person.chat_id)
    return len(told)


async def invite(work: Work, meeting: MeetingView, sitting: SittingView, *, person: Recipient) -> None:
    """The letter first, once a person and meeting; then the invitation to this sitting."""
    if meeting.letter_attachment_id is not None:
        await work.tell(
            person,
            messages.letter(meeting),
            key=f"let:{meeting.letter_attachment_id}:{person.contact_id}",
            message_class=MessageClass.INVITATION,
            title=messages.TITLE_LETTER,
            attachment_id=meeting.letter_attachment_id,
            method="sendDocument",
            expires_at=sitting.ends_at,
        )
    to = addressee_of(person)
    await work.tell(
        person,
        messages.invitation(meeting, sitting, to=to, now=work.now),
        key=f"inv:{sitting.item}:{meeting.revision}:{person.contact_id}:{to.seat}",
        message_class=MessageClass.INVITATION,
        title=messages.TITLE_INVITATION,
        subject=Subject(ITEM, sitting.item, sitting.time_revision),
        expires_at=sitting.ends_at,
    )


def addressee_of(person: Recipient) -> Addressee:
    """People of seats always come with their seat."""
    if person.seat is None:
        raise ValueError("a recipient without a seat cannot be invited")
    return addressee(person.seat, name=person.name)
