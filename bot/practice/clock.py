"""The clock of the practice room: runs with real time, and can be moved ahead."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class MovableClock:
    """Starts at an aware moment and never goes back."""

    def __init__(self, start: datetime, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        if start.tzinfo is None:
            raise ValueError("the practice clock needs an aware moment")
        self._monotonic = monotonic
        self._zone = start.tzinfo
        self._base = start.astimezone(UTC)
        self._base_seconds = monotonic()
        self._listeners: list[Callable[[], None]] = []
        #: what stands beside the time on the page, e.g. why the clock stopped here
        self.label: str | None = None

    def now(self) -> datetime:
        """This moment, in the zone of the start."""
        passed = timedelta(seconds=self._monotonic() - self._base_seconds)
        return (self._base + passed).astimezone(self._zone)

    def set(self, moment: datetime) -> None:
        """Go on from ``moment``; a moment already past changes nothing. Raises ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("the practice clock needs an aware moment")
        if moment > self.now():
            self._base = moment.astimezone(UTC)
            self._base_seconds = self._monotonic()
        for listener in self._listeners:
            listener()

    def on_move(self, listener: Callable[[], None]) -> None:
        """Have ``listener`` called after every ``set``."""
        self._listeners.append(listener)
