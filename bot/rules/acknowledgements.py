"""Changes so close to the sitting that each seat is asked to say it has read of them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.meetings import ChangeKind
from bot.rules.working_days import NO_DAYS, next_working_morning

URGENT = timedelta(hours=24)  #: before a sitting, as it was or as it will be
PATIENCE = timedelta(minutes=30)  #: of waking hours on a working day, before somebody is telephoned
BEFORE_START = timedelta(hours=2)  #: by then staff know whom to telephone, however early it is
AT_LEAST = timedelta(minutes=10)  #: nobody is telephoned sooner than that

#: What somebody might miss the sitting by, or come to it in vain.
_MATTERS = (
    ChangeKind.SITTING_CANCELLED,
    ChangeKind.SITTING_POSTPONED,
    ChangeKind.INVITEE_REMOVED,
    ChangeKind.MOVED,
    ChangeKind.TIME_SET,
    ChangeKind.EXCHANGED,
    ChangeKind.LINK_CHANGED,
)


def is_urgent(kind: ChangeKind, *, starts: Sequence[datetime], now: datetime) -> bool:
    """Whether this change has to be acknowledged; ``starts`` are the former and the new beginning."""
    return kind in _MATTERS and any(now < start <= now + URGENT for start in starts)


def call_from(
    asked_at: datetime, *, starts_at: datetime, zone: ZoneInfo, extra: AbstractSet[date] = NO_DAYS
) -> datetime:
    """From when on staff telephone a seat that has not acknowledged: 30 minutes of waking hours later, or
    two hours before the start where that is sooner, but ten minutes are always left."""
    patient = next_working_morning(asked_at, zone=zone, extra=extra) + PATIENCE
    return max(asked_at + AT_LEAST, min(patient, starts_at - BEFORE_START))
