"""Everything that sends passes here: the gate first, then the pace, the most urgent before the rest."""

from __future__ import annotations

import asyncio
import bisect
import itertools
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.delivery.bulk import Bulk
from bot.delivery.gate import BOT, Gate, chat_gate
from bot.delivery.http import NotSent
from bot.delivery.pace import Pace
from db.claimed import BULK, Room

#: So many of the sender's slots take no broadcast message.
KEPT_FROM_BULK = 2
#: A message is claimed so long before its slot is free, in seconds: a turn of the outbox takes about as long.
AHEAD = 0.012
_SHUT = "this process was thought dead, and its work was taken over"


@dataclass(order=True, slots=True)
class _Waiter:
    priority: int
    number: int
    chat_id: int = field(compare=False)
    granted: asyncio.Future[None] = field(compare=False)


class Traffic:
    """One per wire. ``clock`` is that of the loop, exactly: uvloop's own is up to a millisecond behind."""

    def __init__(self, pace: Pace, gate: Gate, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._gate = gate
        self._now = clock
        pace.begin(clock())
        self._waiters: list[_Waiter] = []
        self._numbers = itertools.count()
        self._timer: asyncio.TimerHandle | None = None
        self._bulk = Bulk(pace)
        self._trusted_until = math.inf
        self._is_shut = False
        #: False: the machine stood still for hours, and somebody has to look before anything is sent.
        self.is_awake: Callable[[], bool] = lambda: True

    @property
    def is_unlimited(self) -> bool:
        return self._pace.is_unlimited

    @property
    def is_trusted(self) -> bool:
        """Whether this process may send, as far as it knows by itself."""
        return self._now() < self._trusted_until and not self._is_shut and self.is_awake()

    def trust(self, until: float) -> None:
        """Sends may begin until this moment of the loop's clock; the others count on it."""
        self._trusted_until = until
        if self._waiters:
            self._grant()

    def divide(self, place: int, among: int, *, may_grow: bool) -> None:
        """The rate is shared by so many processes from now on; a larger share may have to wait."""
        if self._pace.divide(place, among, may_grow=may_grow) and self._waiters:
            self._grant()

    def shut(self) -> None:
        """Nothing is sent any more: who waits, and who comes, hears NotSent."""
        self._is_shut = True
        for waiter in list(self._waiters):
            if not waiter.granted.done():
                waiter.granted.set_exception(NotSent(_SHUT))

    async def enter(self, chat_id: int, *, priority: int, patience: timedelta) -> None:
        """Wait for the turn of this send; call ``leave`` when it is over.

        Raises NotSent when the turn does not come within ``patience``, at once if that is known.
        """
        if self._is_shut:
            raise NotSent(_SHUT)
        closed = self._gate.closed_for(BOT, chat_gate(chat_id))
        if closed > patience.total_seconds():
            raise NotSent("the gate is closed", wait=timedelta(seconds=closed))
        if not closed and not self._waiters and self._may_start(chat_id):
            self._begin(chat_id, priority)
            return
        await self._wait(chat_id, priority, patience)

    def leave(self, chat_id: int) -> None:
        self._pace.end(chat_id, self._now())
        if self._waiters:
            self._grant()

    def slow_down(self) -> None:
        self._pace.slow_down(self._now())

    def heard(self, is_usable: bool) -> None:
        self._pace.breaker.heard(is_usable, self._now())

    def room_for(self, slots: int, *, among: int, is_shared: bool) -> Room:
        """What may be claimed for so many free slots among all; broadcasts are spread over the second.

        They leave the last slots to what is more urgent, or a slow server would hold all of them with bulk.
        """
        if slots < 1:
            return Room(free=0)
        room, resting = self.room(), self.resting()
        kept = min(KEPT_FROM_BULK, (among - 1) // 2)
        for_bulk = min(room, self._bulk.room(self._now()), slots - kept)
        free = for_bulk if for_bulk > 0 else min(slots, room)
        return Room(free=free, resting=resting, urgent_only=for_bulk <= 0, is_shared=is_shared)

    def room(self) -> int:
        """How many sends could start now, or in a moment, beside those that wait already."""
        if self._gate.closed_for(BOT) or not self.is_trusted:
            return 0
        return max(0, self._pace.free(self._now(), ahead=AHEAD) - len(self._waiters))

    def _begin(self, chat_id: int, priority: int) -> None:
        self._pace.start(chat_id)
        if priority >= BULK:
            self._bulk.begin(self._now())

    def resting(self) -> list[int]:
        """Chats that may not be written to now."""
        return [*self._pace.resting(self._now()), *self._gate.closed_chats()]

    def changes_in(self, *, ahead: float = AHEAD) -> float | None:
        """Seconds until there is more room without anything ending; None if nothing is waited for."""
        now = self._now()
        closed = self._gate.closed_for(BOT)
        if closed:
            return closed
        changes = (self._pace.next_change(now, ahead=ahead), self._bulk.next_change(now))
        times = [max(0.0, change - now) for change in changes if change is not None]
        return min(times, default=None)

    def _may_start(self, chat_id: int) -> bool:
        now = self._now()
        return self.is_trusted and self._pace.free(now) > 0 and self._pace.chat_is_free(chat_id, now)

    async def _wait(self, chat_id: int, priority: int, patience: timedelta) -> None:
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiter = _Waiter(priority, next(self._numbers), chat_id, granted)
        bisect.insort(self._waiters, waiter)
        self._grant()
        try:
            async with asyncio.timeout(patience.total_seconds()):
                await granted
        except BaseException as error:
            self._give_up(waiter)
            if isinstance(error, TimeoutError):
                raise NotSent("its turn did not come in time") from error
            raise

    def _give_up(self, waiter: _Waiter) -> None:
        if waiter in self._waiters:
            self._waiters.remove(waiter)
        elif waiter.granted.done() and not waiter.granted.cancelled():
            self.leave(waiter.chat_id)

    def _grant(self) -> None:
        """Let go whoever may go, in order; a waiter whose chat rests holds up nobody else."""
        if self.is_trusted and not self._gate.closed_for(BOT):
            for waiter in list(self._waiters):
                if waiter.granted.done() or self._gate.closed_for(chat_gate(waiter.chat_id)):
                    continue
                if self._pace.free(self._now()) < 1:
                    break
                if self._may_start(waiter.chat_id):
                    self._begin(waiter.chat_id, waiter.priority)
                    self._waiters.remove(waiter)
                    waiter.granted.set_result(None)
        self._set_timer()

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._waiters:
            return
        waits = [self._gate.closed_for(BOT, chat_gate(one.chat_id)) for one in self._waiters]
        times = [wait for wait in (*waits, self.changes_in(ahead=0.0)) if wait]
        if times:
            self._timer = asyncio.get_running_loop().call_later(min(times) + 0.001, self._grant)
