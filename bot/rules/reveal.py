"""From when on a reader is told the way into a sitting."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.reminders import Step, due
from bot.rules.sittings import SittingView
from bot.rules.working_days import NO_DAYS


def way_in_is_told(
    sitting: SittingView, *, zone: ZoneInfo, now: datetime, extra: AbstractSet[date] = NO_DAYS
) -> bool:
    """Whether every text about the sitting carries the way in by now: who is invited later must get it at
    once."""
    if sitting.revealed_at is not None and sitting.revealed_at <= now:
        return True
    return now >= way_in_told_from(sitting, zone=zone, extra=extra)


def way_in_told_from(sitting: SittingView, *, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS) -> datetime:
    """H-1 at 09.00 there, or so many minutes before the start as staff chose."""
    if sitting.reveal_minutes is not None:
        return sitting.starts_at - timedelta(minutes=sitting.reveal_minutes)
    return due(Step.ONE_DAY, starts_at=sitting.starts_at, zone=zone, extra=extra)
