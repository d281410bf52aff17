"""When broadcast messages may begin: a tenth of the rate in a tenth of a second.

So the rate has room every few hundredths of a second, and what is more urgent takes the next one: no part of
the rate need be kept back for it.
"""

from __future__ import annotations

import math
from collections import deque

from bot.delivery.pace import UNLIMITED, Pace

#: So much of a delay is made good, in seconds: else each turn of the outbox would take its time off the rate.
MADE_GOOD = 0.05


class Bulk:
    """One per traffic, at its pace. Pure: the caller says what time it is."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._free_from: deque[float] = deque()  # of each that may begin at once, soonest first

    def begin(self, now: float) -> None:
        """One of them leaves."""
        if self._pace.is_unlimited:
            return
        self._fit(now)
        planned = self._free_from.popleft()
        self._free_from.append(max(planned, now - MADE_GOOD) + self._window(now))

    def room(self, now: float) -> int:
        """How many may begin now."""
        if self._pace.is_unlimited:
            return UNLIMITED
        self._fit(now)
        return sum(moment <= now for moment in self._free_from)

    def next_change(self, now: float) -> float | None:
        """When one may begin again; None if one may now."""
        return self._free_from[0] if self.room(now) < 1 else None

    def _fit(self, now: float) -> None:
        """As many may begin at once as the pace allows at present; whoever is cut is the soonest."""
        at_once = self._at_once(now)
        while len(self._free_from) > at_once:
            self._free_from.popleft()
        while len(self._free_from) < at_once:
            self._free_from.appendleft(min([now, *self._free_from]))

    def _at_once(self, now: float) -> int:
        return math.ceil(self._pace.capacity(now) / 10)

    def _window(self, now: float) -> float:
        return self._at_once(now) / self._pace.rate_now(now)
