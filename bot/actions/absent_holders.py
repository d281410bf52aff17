"""A notice about a value always reaches the holder of the post; where it cannot, staff are told."""

from __future__ import annotations

from bot.actions.alert_notices import INSPEKTUR, SEKDA, post_of
from bot.actions.work import Work
from bot.messages import alerts as messages
from bot.rules.actors import TenureKind
from bot.rules.outbox import MessageClass
from db.queries.alerts import seats_of
from db.queries.people import Recipient, officers_of_region, people_of_seats


async def warn_of_absent_holders(work: Work, code: str, *, batch: str) -> None:
    """Tell the region's officer which posts heard of it through others only, or not at all.

    A seat for which nobody with Telegram acts is no news: the coverage shows it.
    """
    seats: dict[int, list[Recipient]] = {}
    for person in await people_of_seats(
        work.session, await seats_of(work.session, [code], (INSPEKTUR, SEKDA))
    ):
        if person.seat is not None:
            seats.setdefault(person.seat.seat_id, []).append(person)
    missed = [
        messages.Missed(post_of(people[0]), is_told_to_others=any(one.is_reachable for one in people))
        for people in seats.values()
        if not any(_is_holder(one) and one.is_reachable for one in people)
    ]
    if not missed:
        return
    for officer in await officers_of_region(work.session, code):
        await work.tell(
            officer,
            messages.holders_missed(missed),
            key=f"ah:{batch}:{code}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
        )


def _is_holder(person: Recipient) -> bool:
    return person.seat is not None and person.seat.kind is TenureKind.HOLDER
