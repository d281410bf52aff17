"""When staff get their digests: 09.00 and 15.00 WIB on working days."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.rules.clocks import WIB, at_local, local_date
from bot.rules.working_days import is_working_day

HOURS = (9, 15)


def last_slot(now: datetime) -> datetime:
    """The newest moment of a digest that is not in the future."""
    day = local_date(now, WIB)
    while True:
        if is_working_day(day):
            for hour in reversed(HOURS):
                if at_local(day, hour, 0, WIB) <= now:
                    return at_local(day, hour, 0, WIB)
        day -= timedelta(days=1)


def slot_before(slot: datetime) -> datetime:
    """The moment of the digest before that one."""
    return last_slot(slot - timedelta(seconds=1))


def next_slot(after: datetime) -> datetime:
    """The first moment of a digest later than this."""
    day = local_date(after, WIB)
    while True:
        if is_working_day(day):
            for hour in HOURS:
                if at_local(day, hour, 0, WIB) > after:
                    return at_local(day, hour, 0, WIB)
        day += timedelta(days=1)
