"""When broadcast messages may begin: a tenth of the rate in a tenth of a second.

So the rate has room every few hundredths of a second, and what is more urgent takes the next one: no part of
the rate need be kept back for it.
"""

from __future__ import annotations

import math
from collections import deque

from bot.delivery.pace import UNLIMITED, Pace


class Bulk:
    """One per traffic, at its pace. Pure: the caller says what time it is."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._begun: deque[float] = deque()  # when the latest ones began

    def begin(self, now: float) -> None:
        """One of them leaves."""
        if not self._pace.is_unlimited:
            self._begun.append(now)

    def room(self, now: float) -> int:
        """How many may begin now."""
        if self._pace.is_unlimited:
            return UNLIMITED
        while self._begun and self._begun[0] <= now - self._window(now):
            self._begun.popleft()
        return self._at_once(now) - len(self._begun)

    def next_change(self, now: float) -> float | None:
        """When one may begin again; None if one may now."""
        return self._begun[0] + self._window(now) if self.room(now) < 1 else None

    def _at_once(self, now: float) -> int:
        return math.ceil(self._pace.capacity(now) / 10)

    def _window(self, now: float) -> float:
        return self._at_once(now) / self._pace.rate_now(now)
