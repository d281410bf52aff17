"""What the people of a seat hear about action points: new ones, another date, one that is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy import select
from sqlmodel import col

from bot.actions.telling import addressee_of, people_invited
from bot.actions.work import Subject, Work
from bot.messages import action_points as messages
from bot.rules.action_points import PointView
from bot.rules.outbox import WAITING, MessageClass, OutboxState, Text
from bot.rules.sittings import Addressee
from bot.rules.working_days import next_working_morning
from db.outbox import withdraw_about
from db.queries.action_points import open_points
from db.queries.days_off import days_off
from db.queries.people import Recipient
from db.tables import OutboxMessage, Tenure

#: Subject of everything that waits for one seat about its action points.
SEAT_POINTS = "action_points"


async def tell_new(work: Work, points: Sequence[PointView], *, key: str = "new") -> int:
    """One message for each person of each seat, with all that is new for the seat; how many people."""
    people = 0
    for seat_id in dict.fromkeys(point.seat.seat_id for point in points):
        own = [point for point in points if point.seat.seat_id == seat_id]
        people += await _tell(work, own[0], partial(messages.assigned, own), key=key)
    return people


async def tell_changed(work: Work, before: PointView, after: PointView) -> int:
    """Another due date, before and after; how many people."""
    await take_back(work, after)
    key = f"{before.due_on:%Y%m%d}:{after.due_on:%Y%m%d}:{work.update_id}"
    return await _tell(work, after, partial(messages.moved, before, after), key=key)


async def tell_dropped(work: Work, point: PointView) -> int:
    """Nothing is left to do; how many people hear of it."""
    await take_back(work, point)
    return await _tell(work, point, partial(messages.dropped, point), key=f"dropped:{work.update_id}")


async def take_back(work: Work, point: PointView) -> None:
    """What waits for this seat speaks of the point as it was: its other open points are told anew."""
    seat = point.seat.seat_id
    taken = await withdraw_about(
        work.session, subject_type=SEAT_POINTS, subject_id=seat, reason="changed", now=work.now
    )
    others = [one for one in await open_points(work.session, of_seats=[seat]) if one.point != point.point]
    if taken and others:
        await tell_new(work, others, key=f"again:{work.update_id}")


async def _tell(work: Work, point: PointView, text: Callable[[Addressee], Text], *, key: str) -> int:
    people = await people_invited(work, [point.seat.seat_id])
    for person in people:
        await _send(work, person, point, text(addressee_of(person)), key=key)
    return len(people)


async def _send(work: Work, person: Recipient, point: PointView, text: Text, *, key: str) -> None:
    """At once, or on the next working morning there."""
    at = next_working_morning(work.now, zone=point.zone, extra=await days_off(work.session))
    await work.tell(
        person,
        text,
        key=f"ap:{point.point}:{key}:{person.contact_id}",
        message_class=MessageClass.CORRECTION,
        title=messages.TITLE,
        subject=Subject(SEAT_POINTS, point.seat.seat_id),
        not_before=at if at > work.now else None,
    )


async def tell_who_came_back(work: Work, contact_id: int) -> None:
    """Somebody can be written to again: what is open for the own seats, where it did not reach him."""
    seats = select(col(Tenure.seat_id)).where(
        col(Tenure.contact_id) == contact_id, col(Tenure.ended_at).is_(None)
    )
    for seat_id in (await work.session.scalars(seats)).all():
        points = await open_points(work.session, of_seats=[seat_id])
        if not points or await _heard(work, contact_id, points):
            continue
        for person in await people_invited(work, [seat_id]):
            if person.contact_id == contact_id:
                text = messages.assigned(points, addressee_of(person))
                await _send(work, person, points[0], text, key=f"back:{int(work.now.timestamp())}")


async def _heard(work: Work, contact_id: int, points: Sequence[PointView]) -> bool:
    """The newest word about these reached this person, or is on its way."""
    since = max(point.told_at for point in points)
    there = select(col(OutboxMessage.id)).where(
        col(OutboxMessage.contact_id) == contact_id,
        col(OutboxMessage.subject_type) == SEAT_POINTS,
        col(OutboxMessage.subject_id) == points[0].seat.seat_id,
        col(OutboxMessage.state).in_([*WAITING, OutboxState.SENDING, OutboxState.SENT]),
        col(OutboxMessage.created_at) >= since,
    )
    return (await work.session.execute(there.limit(1))).first() is not None
