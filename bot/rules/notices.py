"""When a notice about values may arrive: in working hours of the place it goes to."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.clocks import at_local, local_date
from bot.rules.working_days import MORNING_HOUR, NO_DAYS, in_working_hours, is_working_day


def notice_at(now: datetime, *, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> datetime | None:
    """None in working hours there: at once. Otherwise 09.00 there on the next working day."""
    day = local_date(now, zone)
    if is_working_day(day, extra=extra) and in_working_hours(now, zone=zone):
        return None
    if at_local(day, MORNING_HOUR, 0, zone) <= now:
        day += timedelta(days=1)
    while not is_working_day(day, extra=extra):
        day += timedelta(days=1)
    return at_local(day, MORNING_HOUR, 0, zone)
