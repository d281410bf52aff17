"""A notice about a value always reaches the holder of the post; where it cannot, staff are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from bot.actions.alert_notices import INSPEKTUR, SEKDA, post_of
from bot.actions.work import Work
from bot.messages import alerts as messages
from bot.rules.actors import TenureKind
from bot.rules.outbox import MessageClass
from db.queries.alerts import seats_of
from db.queries.officers import officers_of_regions
from db.queries.people import Recipient, people_of_seats


async def warn_of_absent_holders(work: Work, codes: Collection[str], *, batch: str) -> None:
    """Tell the officer of each region which posts heard of it through others only, or not at all.

    A seat for which nobody with Telegram acts is no news: the coverage shows it.
    """
    missed = await _missed(work, codes)
    officers = await officers_of_regions(work.session, list(missed)) if missed else {}
    for code in sorted(missed):
        for officer in officers[code]:
            await work.tell(
                officer,
                messages.holders_missed(missed[code]),
                key=f"ah:{batch}:{code}:{officer.staff_id}",
                message_class=MessageClass.REQUEST,
            )


async def _missed(work: Work, codes: Collection[str]) -> dict[str, list[messages.Missed]]:
    seats: dict[tuple[str, int], list[Recipient]] = defaultdict(list)
    for person in await people_of_seats(
        work.session, await seats_of(work.session, sorted(codes), (INSPEKTUR, SEKDA))
    ):
        if person.seat is not None:
            seats[person.seat.region_code, person.seat.seat_id].append(person)
    missed: dict[str, list[messages.Missed]] = defaultdict(list)
    for (code, _), people in seats.items():
        if not any(_is_holder(one) and one.is_reachable for one in people):
            is_told = any(one.is_reachable for one in people)
            missed[code].append(messages.Missed(post_of(people[0]), is_told_to_others=is_told))
    return missed


def _is_holder(person: Recipient) -> bool:
    return person.seat is not None and person.seat.kind is TenureKind.HOLDER
