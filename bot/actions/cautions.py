"""Everything to look at twice about sittings, as they are drafted or as they are to become."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.overlaps import doubled, overlaps
from bot.actions.work import Work
from bot.rules.cautions import Cautions, warnings
from bot.rules.clocks import WIB, local_date, zone_named
from bot.rules.sittings import SittingView
from db.queries.days_off import days_off_named
from db.queries.people import seats_by_id


async def cautions_about(work: Work, sittings: Sequence[SittingView]) -> Cautions:
    """The same checks for a draft, a move, a swap and an added invitee.

    ``sittings`` are taken as given (time, seats), whatever is stored of them; both of a swap in one call.
    """
    seats = await seats_by_id(work.session, {seat for sitting in sittings for seat in sitting.seats})
    zones = {one.item: {zone_named(seats[seat].zone) for seat in one.seats} for one in sittings}
    named = dict(await days_off_named(work.session, since=local_date(work.now, WIB)))
    return Cautions(
        warnings(sittings, zones=zones, now=work.now, days_off=named),
        await overlaps(work, sittings, seats=seats),
        await doubled(work, sittings, seats=seats),
    )
