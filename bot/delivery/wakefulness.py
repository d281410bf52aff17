"""A machine that was suspended wakes hours later, in the middle of everything: noticed before it speaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.delivery.bell import Bell


class Overslept(Exception):
    """The machine stood still for hours: whatever fell due meanwhile is for a start to look at."""


class Wakefulness:
    """``now`` is the clock on the wall: those of a loop may stand still in a suspended machine.

    Asked every few seconds, before every send and every chore; ``begin`` it where that begins.
    """

    def __init__(self, now: Callable[[], datetime], *, most: timedelta) -> None:
        self._now = now
        self._most = most
        self._asked_at: datetime | None = None
        self._slept = Bell()

    def begin(self) -> None:
        """From now on hours in which nobody asks count; before, one may wait long for a network."""
        self._asked_at = self._now()

    def is_awake(self) -> bool:
        """False for ever once more than ``most`` has gone by without this being asked."""
        now = self._now()
        if self._asked_at is not None:
            if now - self._asked_at > self._most:
                self._slept.set()
            self._asked_at = now
        return not self._slept.is_set()

    def check(self) -> None:
        """Raises Overslept where it is not awake."""
        if not self.is_awake():
            raise Overslept("The machine stood still for hours")

    async def pause(self, seconds: float) -> None:
        """So long, or until somebody has found out that the machine slept."""
        await self._slept.wait_at_most(seconds)


def always_awake() -> Wakefulness:
    """Where nobody has to know."""
    return Wakefulness(lambda: datetime.min.replace(tzinfo=UTC), most=timedelta.max)
