"""When a message that is edited as things change may be edited again."""

from __future__ import annotations

from datetime import datetime, timedelta

#: Edits of one card are at least so far apart: Telegram slows down who edits more often.
APART = timedelta(seconds=20)


def may_edit(shown_at: datetime | None, *, now: datetime) -> bool:
    """``shown_at``: when the card was written last; a clock set back does not hold it."""
    return shown_at is None or shown_at > now or now - shown_at >= APART
