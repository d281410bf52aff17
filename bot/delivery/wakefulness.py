"""A machine that was suspended wakes hours later, in the middle of everything: noticed before it speaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class Wakefulness:
    """``now`` is the clock on the wall: those of a loop may stand still in a suspended machine."""

    def __init__(self, now: Callable[[], datetime], *, most: timedelta) -> None:
        self._now = now
        self._most = most
        self._asked_at = now()
        self._has_slept = False

    def is_awake(self) -> bool:
        """False for ever once more than ``most`` has gone by without this being asked, every few seconds."""
        now = self._now()
        self._has_slept = self._has_slept or now - self._asked_at > self._most
        self._asked_at = now
        return not self._has_slept
