"""One moment on the clock of the capital and on those of its readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rules.clocks import WIB, clock_time, full_date, local_date, short_date, zone_label


def on_clocks(at: datetime, readers: Sequence[ZoneInfo]) -> str:
    """Kamis, 6 Maret 2025, pukul 08.00 WIB / 09.00 WITA; with the date where it is another one there."""
    on = local_date(at, WIB)
    clocks = [f"{clock_time(at, WIB)} WIB"]
    for zone in readers:
        there = local_date(at, zone)
        words = f"{clock_time(at, zone)} {zone_label(zone)}"
        words += "" if there == on else f" ({short_date(there)})"
        if words not in clocks:
            clocks.append(words)
    return f"{full_date(on)}, pukul {' / '.join(clocks)}"
