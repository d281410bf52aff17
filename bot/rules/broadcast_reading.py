"""When those who have not read a broadcast may be asked once more, and at what hour."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.clocks import WIB, at_local, local_date
from bot.rules.working_days import NO_DAYS, WORK_FROM, WORK_UNTIL, in_working_hours, is_working_day

#: What was asked and has not left by then is not asked any more.
ASK_LASTS = timedelta(days=3)


def may_ask_on(asked_at: datetime | None, *, extra: AbstractSet[date] = NO_DAYS) -> date | None:
    """The first day on which they may be asked again: the next working day in Jakarta. None: at once."""
    if asked_at is None:
        return None
    day = local_date(asked_at, WIB) + timedelta(days=1)
    while not is_working_day(day, extra=extra):
        day += timedelta(days=1)
    return day


def ask_at(now: datetime, *, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> datetime:
    """``now`` within working hours there, else the beginning of the next ones."""
    day = local_date(now, zone)
    if is_working_day(day, extra=extra) and in_working_hours(now, zone=zone):
        return now
    if not is_working_day(day, extra=extra) or now.astimezone(zone).time() > WORK_UNTIL:
        day += timedelta(days=1)
    while not is_working_day(day, extra=extra):
        day += timedelta(days=1)
    return at_local(day, WORK_FROM.hour, WORK_FROM.minute, zone)
