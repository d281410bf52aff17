"""A newly registered person receives what the seat is already invited to."""

from __future__ import annotations

from bot.actions.telling import invite
from bot.actions.work import Work
from db.queries.meetings import meetings_of_seats
from db.queries.people import Recipient


async def invite_newcomer(work: Work, *, seat_id: int, recipient: Recipient) -> None:
    """Send the invitations that are current for this seat to one person, each once.

    ``recipient`` must carry the seat it is registered for.
    """
    for meeting in await meetings_of_seats(work.session, [seat_id], now=work.now):
        for sitting in meeting.standing:
            if seat_id in sitting.seats and sitting.ends_at > work.now:
                await invite(work, meeting, sitting, person=recipient)
