"""A meeting held before as a new draft: same sittings, weekdays and hours, some whole weeks later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.rules.sittings import MeetingView, SittingView

#: Between now and the first sitting of a copy: time to write the letter and to invite.
NOTICE = timedelta(days=7)
_WEEK = timedelta(weeks=1)


def sittings_to_copy(meeting: MeetingView) -> Sequence[SittingView]:
    """Those that were held or are to be held; of a meeting cancelled altogether, all."""
    return [sitting for sitting in meeting.sittings if not sitting.is_cancelled] or meeting.sittings


def weeks_later(first: datetime, *, now: datetime) -> int:
    """The fewest whole weeks, one at least, that leave a week of notice before the first sitting."""
    missing = now + NOTICE - first
    return max(1, -(-missing // _WEEK))
