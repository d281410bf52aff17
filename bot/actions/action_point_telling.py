"""What the people of a seat hear about action points: new ones, another date, one that is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from bot.actions.telling import addressee_of, people_invited
from bot.actions.work import Subject, Work
from bot.messages import action_points as messages
from bot.rules.action_points import PointView
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import Addressee
from bot.rules.working_days import next_working_morning
from db.outbox import withdraw_about
from db.queries.action_points import open_points
from db.queries.days_off import days_off

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
    """At once, or on the next working morning there."""
    at = next_working_morning(work.now, zone=point.zone, extra=await days_off(work.session))
    people = await people_invited(work, [point.seat.seat_id])
    for person in people:
        await work.tell(
            person,
            text(addressee_of(person)),
            key=f"ap:{point.point}:{key}:{person.contact_id}",
            message_class=MessageClass.CORRECTION,
            title=messages.TITLE,
            subject=Subject(SEAT_POINTS, point.seat.seat_id),
            not_before=at if at > work.now else None,
        )
    return len(people)
