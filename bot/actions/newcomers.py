"""Somebody who is new, or was away, receives what holds now: no backlog, nothing that is over."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import select
from sqlmodel import col

from bot.actions.boards import refresh_boards
from bot.actions.holdings import newest_card, outdate
from bot.actions.telling import ITEM_GONE, addressee_of, invite
from bot.actions.work import Subject, Work
from bot.messages import sittings as messages
from bot.rules.outbox import WAITING, MessageClass, OutboxState, Text
from bot.rules.sittings import Addressee, MeetingView, SittingView
from db.queries.meetings import meetings_of_items
from db.queries.people import Recipient, people_of_seats
from db.tables import AgendaItem, Invitation, Meeting, MeetingState, OutboxMessage, Tenure, ToldSitting


async def invite_newcomer(work: Work, *, recipient: Recipient) -> None:
    """Send the invitations that are current for the seat ``recipient`` is registered for, each once.

    Whoever acted for it before, and was away, also hears what of his old ones holds no more.
    """
    await _catch_up_on_all(work, [recipient])


async def tell_what_still_matters(work: Work, recipient_contact_id: int) -> None:
    """A person can be reached again: the invitation to each coming sitting whose present time he does not
    hold, and the end of each that he still believes in."""
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
    for meeting_id in await _catch_up_on_all(work, people):
        await refresh_boards(work, meeting_id=meeting_id)


async def _catch_up_on_all(work: Work, people: Collection[Recipient]) -> list[int]:
    """What is over first: what holds is to be the last word. The meetings looked at."""
    meetings = await meetings_of_items(work.session, await _items_ahead(work, people))
    pairs = [
        (person, meeting, meeting.sitting(item)) for item, meeting in meetings.items() for person in people
    ]
    for person, meeting, sitting in pairs:
        if sitting is not None and not _is_on(sitting, person):
            await _tell_the_end(work, meeting, sitting, person=person)
    for person, meeting, sitting in pairs:
        if sitting is not None and _is_on(sitting, person):
            await _invite_again(work, meeting, sitting, person=person)
    return sorted({meeting.meeting for meeting in meetings.values()})


def _is_on(sitting: SittingView, person: Recipient) -> bool:
    return sitting.is_standing and addressee_of(person).seat in sitting.seats


async def _items_ahead(work: Work, people: Collection[Recipient]) -> list[int]:
    """Sittings ahead to which one of these seats is or was invited, also cancelled ones, the next first."""
    seats = {addressee_of(person).seat for person in people}
    rows = await work.session.scalars(
        select(col(AgendaItem.id))
        .join(Invitation, col(Invitation.agenda_item_id) == col(AgendaItem.id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(
            col(Invitation.seat_id).in_(seats),
            col(AgendaItem.ends_at) > work.now,
            col(Meeting.state) == MeetingState.PUBLISHED,
        )
        .order_by(col(AgendaItem.starts_at), col(AgendaItem.id))
    )
    return list(dict.fromkeys(item for item in rows if item is not None))


async def _invite_again(work: Work, meeting: MeetingView, sitting: SittingView, *, person: Recipient) -> None:
    """The invitation, unless this person holds one to the present time that nothing took back since."""
    held = await newest_card(work, sitting.item, person=person, is_waiting_too=True)
    if (
        held is not None
        and held.time_revision == sitting.time_revision
        and not await _was_told_of_an_end(work, sitting, person=person, after=held.outbox_id)
    ):
        return
    if held is not None:
        await outdate(work, meeting, sitting, card=held, person=person)
    await invite(work, meeting, sitting, person=person, again=_stamp(work))


def _stamp(work: Work) -> str:
    """Tells this return from an earlier one: the same revision may have failed to arrive."""
    return f".{int(work.now.timestamp())}"


async def _was_told_of_an_end(
    work: Work, sitting: SittingView, *, person: Recipient, after: int, title: str = ""
) -> bool:
    """Whether the end of this card, or of the whole sitting, is with this person or on its way.

    ``title``: only if the notice is called so.
    """
    seat = addressee_of(person).seat
    arrived = [OutboxState.SENT, OutboxState.SENDING, OutboxState.UNCERTAIN, *WAITING]
    single = (
        (col(OutboxMessage.subject_type) == ITEM_GONE)
        & (col(OutboxMessage.subject_id) == sitting.item)
        & (col(OutboxMessage.seat_id) == seat)
    )
    shared = col(OutboxMessage.id).in_(
        select(col(ToldSitting.outbox_id)).where(
            col(ToldSitting.agenda_item_id) == sitting.item,
            col(ToldSitting.seat_id) == seat,
            col(ToldSitting.time_revision).is_(None),
        )
    )
    if title:
        single &= col(OutboxMessage.title) == title
    pointed_away = (col(OutboxMessage.edits_outbox_id) == after) & col(OutboxMessage.key).startswith("old:")
    found = await work.session.execute(
        select(col(OutboxMessage.id)).where(
            single | shared | pointed_away,
            col(OutboxMessage.contact_id) == person.contact_id,
            col(OutboxMessage.state).in_(arrived),
            col(OutboxMessage.id) > after,
        )
    )
    return found.first() is not None


async def _tell_the_end(work: Work, meeting: MeetingView, sitting: SittingView, *, person: Recipient) -> None:
    """That it is cancelled or postponed, or this seat not invited any more, where he believes otherwise."""
    held = await newest_card(work, sitting.item, person=person, is_waiting_too=True)
    to = addressee_of(person)
    kind, say, title = _end(sitting, to)
    if held is None or await _was_told_of_an_end(
        work, sitting, person=person, after=held.outbox_id, title=title
    ):
        return
    await work.tell(
        person,
        say(meeting, sitting, to=to, now=work.now),
        key=f"{kind}:{sitting.item}:{meeting.revision}{_stamp(work)}:{person.contact_id}:{to.seat}",
        message_class=MessageClass.CORRECTION,
        title=title,
        subject=Subject(ITEM_GONE, sitting.item),
        expires_at=sitting.ends_at,
    )
    await outdate(work, meeting, sitting, card=held, person=person)


def _end(sitting: SittingView, to: Addressee) -> tuple[str, Callable[..., Text], str]:
    """How the key begins, the words, and the title of the notice."""
    if to.seat not in sitting.seats:
        return "uni", messages.withdrawn, messages.TITLE_CANCELLED
    if sitting.is_cancelled:
        return "can", messages.cancelled, messages.TITLE_CANCELLED
    return "pos", messages.postponed, messages.TITLE_POSTPONED
