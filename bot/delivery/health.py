"""Whether a process does what it is there for, and in which words to say that it does not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pulse:
    """Something that has to happen again and again. ``last``: loop time; None while it is not expected."""

    words: str  #: what is said before the number of seconds
    last: Callable[[], float | None]
    most: float  #: seconds


class Health:
    """One per process."""

    def __init__(self, *pulses: Pulse, besides: Callable[[], str] = lambda: "") -> None:
        self._pulses = pulses
        self._besides = besides  #: a trouble that says itself, or nothing
        self.since = asyncio.get_running_loop().time()

    def troubles(self) -> list[str]:
        """A sentence for each thing that has not happened for too long; none when all is well."""
        now = asyncio.get_running_loop().time()
        found = []
        for pulse in self._pulses:
            last = pulse.last()
            if last is not None and (silent := now - max(last, self.since)) > pulse.most:
                found.append(f"{pulse.words} for {silent:.0f} s")
        return found + [besides for besides in (self._besides(),) if besides]
