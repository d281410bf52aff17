"""Words in the files of officials."""

from __future__ import annotations

from datetime import datetime

from bot.messages.seats import CAPACITIES, REACH
from bot.rules.clocks import WIB, local_date, short_date
from bot.rules.outbox import Button, Keyboard
from bot.rules.seat_views import Acting, SeatView
from bot.rules.sheets import ContactLine, CoverageState

EKSPOR = "Ekspor kontak"
TEMPLAT = "Templat kontak"
#: For officers, below the regions of /kontak.
BUTTONS: Keyboard = ((Button(EKSPOR, data="ctf:export"), Button(TEMPLAT, data="ctf:template")),)


def contacts_title(now: datetime) -> str:
    """The line above a printed export."""
    return f"Jabatan daerah dan pejabatnya, {short_date(local_date(now, WIB))}"


def contact_line(seat: SeatView, one: Acting | None) -> ContactLine:
    """A seat with one of those who act for it; with nobody, where it is empty."""
    return ContactLine(
        region_code=seat.region_code,
        region=seat.region_name,
        post=seat.post,
        title=seat.title,
        name=one.name if one else "",
        kind=CAPACITIES[one.kind] if one else "",
        prefix=one.prefix if one else "",
        since=local_date(one.started_at, WIB) if one else None,
        until_on=one.until_on if one else None,
        reachability=REACH[one.state if one else CoverageState.EMPTY],
        office_phone=seat.office_phone,
        phone=one.phone if one else "",
        last_seen_on=local_date(one.last_seen_at, WIB) if one and one.last_seen_at else None,
    )
