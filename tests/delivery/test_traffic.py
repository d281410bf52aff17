"""A broadcast and what is more urgent share the rate: on a clock of its own, a minute takes a moment."""

from __future__ import annotations

import asyncio
import itertools
from datetime import timedelta

import pytest

from bot.delivery.pace import Pace
from bot.delivery.postman import SLOTS
from bot.delivery.traffic import Traffic
from db.claimed import BULK
from tests.delivery.leaping import Leaping

MINUTE = 60.0
#: How long the postman's turn takes, and a request there and back, in seconds.
TURN, TRIP = 0.004, 0.006


class Open:
    """A gate that Telegram never closed."""

    def closed_for(self, *_names: str) -> float:
        return 0.0

    def closed_chats(self) -> list[int]:
        return []


class Street:
    """Everything that is sent in a minute: a broadcast without end, and four replies a second."""

    def __init__(self, rate: float) -> None:
        # Open has what is asked of a gate, and no database
        self.traffic = Traffic(Pace(rate), Open(), clock=asyncio.get_running_loop().time)  # type: ignore[arg-type]
        self.arrivals: list[float] = []
        self.waits: list[float] = []
        self.in_flight = 0
        self.chats = itertools.count(1)
        self.tasks: set[asyncio.Task[None]] = set()
        self.landed = asyncio.Event()

    def begin(self, priority: int) -> None:
        task = asyncio.create_task(self.send(priority))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def send(self, priority: int) -> None:
        chat, clock = next(self.chats), asyncio.get_running_loop().time
        asked = clock()
        await self.traffic.enter(chat, priority=priority, patience=timedelta(seconds=20))
        if priority < BULK:
            self.waits.append(clock() - asked)
        self.arrivals.append(clock() + TRIP / 2)
        await asyncio.sleep(TRIP)
        self.traffic.leave(chat)
        if priority >= BULK:
            self.in_flight -= 1
            self.landed.set()

    async def broadcast(self) -> None:
        """As the postman does it: a turn, then until something lands or more may leave."""
        while True:
            self.landed.clear()
            await asyncio.sleep(TURN)
            room = self.traffic.room_for(SLOTS - self.in_flight, among=SLOTS, is_shared=False)
            for _ in range(0 if room.urgent_only else room.free):
                self.in_flight += 1
                self.begin(BULK)
            change = self.traffic.changes_in()
            try:
                async with asyncio.timeout(1.0 if change is None else min(1.0, change + 0.001)):
                    await self.landed.wait()
            except TimeoutError:
                pass

    async def replies(self) -> None:
        while True:
            await asyncio.sleep(0.25)
            self.begin(0)

    async def minute(self) -> None:
        running = [asyncio.create_task(self.broadcast()), asyncio.create_task(self.replies())]
        await asyncio.sleep(MINUTE)
        for task in (*running, *self.tasks):
            task.cancel()
        await asyncio.gather(*running, *self.tasks, return_exceptions=True)


async def _minute_of(rate: float) -> Street:
    street = Street(rate)
    await street.minute()
    return street


@pytest.mark.parametrize("rate", [25.0, 30.0])
def test_a_broadcast_uses_the_whole_rate_and_makes_no_reply_wait(rate):
    with asyncio.Runner(loop_factory=Leaping) as runner:
        street = runner.run(_minute_of(rate))
    assert len(street.arrivals) >= 0.985 * rate * MINUTE
    seen = sorted(street.arrivals)
    assert all(later - sooner >= 1.0 for sooner, later in zip(seen, seen[int(rate) :], strict=False)), (
        "no second sees more than the rate"
    )
    waits = sorted(street.waits)
    assert len(waits) > 230 and waits[int(len(waits) * 0.95)] <= 0.2 and waits[-1] <= 0.4
