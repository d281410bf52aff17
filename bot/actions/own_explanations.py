"""/mengapa for an official: why the last messages came, and what will still come. The own seats only."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.fates import step_of
from bot.actions.outlook import outlook
from bot.actions.work import Work
from bot.messages import explanations as messages
from bot.rules.access import Action, require
from bot.rules.actors import HeldSeat
from bot.rules.answers import Given, standing
from bot.rules.explanations import Coming, Received
from bot.rules.outbox import Text
from bot.rules.reminders import Step
from bot.rules.sittings import addressee
from db.queries.answers import answers_of
from db.queries.meetings import meetings_of_items, meetings_of_seats
from db.queries.sent_about import Sent, sent_to

#: Messages explained, and messages to come.
MOST_RECEIVED, MOST_COMING = 4, 6


async def own(work: Work, *, message_id: int | None = None) -> Text:
    """Of one message in the own chat, if given and known, else of the last ones.

    Raises NotRegistered, NotApprovedYet, Forbidden.
    """
    require(work.actor, Action.READ_SCHEDULE)
    seats = {seat.seat_id: seat for seat in work.actor.seats}
    contact = work.actor.contact_id or 0
    sent = await sent_to(work.session, contact, seats=set(seats), limit=MOST_RECEIVED, message_id=message_id)
    if message_id is not None and not sent:
        sent = await sent_to(work.session, contact, seats=set(seats), limit=MOST_RECEIVED)
    return messages.own(await _received(work, sent, seats), await _coming(work, seats))


async def _received(work: Work, sent: Sequence[Sent], seats: dict[int, HeldSeat]) -> list[Received]:
    items = {one.item for one in sent}
    meetings = await meetings_of_items(work.session, items)
    answers = await answers_of(work.session, items)
    found = []
    for one in sent:
        meeting = meetings.get(one.item)
        sitting = meeting.sitting(one.item) if meeting else None
        if meeting is None or sitting is None:
            continue
        given = answers.get((one.item, one.seat), [])
        found.append(
            Received(
                at=one.at,
                title=one.title,
                kind=one.key.partition(":")[0],
                step=step_of(one),
                meeting=meeting,
                sitting=sitting,
                to=addressee(seats[one.seat], name=work.actor.name),
                answer=_answer_then(given, one),
            )
        )
    return found


def _answer_then(given: Sequence[Given], one: Sent) -> Given | None:
    """What was recorded when the message was made."""
    before = [answer for answer in given if answer.given_at < one.made_at]
    return standing(before, time_revision=one.time_revision) if one.time_revision else None


async def _coming(work: Work, seats: dict[int, HeldSeat]) -> list[Coming]:
    found = []
    for meeting in await meetings_of_seats(work.session, list(seats), now=work.now):
        ahead = await outlook(work, meeting)
        for sitting in meeting.standing:
            for one in ahead.of(sitting):
                if one.seat in seats and one.is_to_come and one.step is not Step.CALLS:
                    to = addressee(seats[one.seat], name=work.actor.name)
                    found.append(Coming(one.at, one.step, meeting, sitting, to))
    return sorted(found, key=lambda one: one.at)[:MOST_COMING]
