"""The process dies at every named point of delivery, on both databases; the local Bot API is the judge.

``python -m bench.failpoints 20``: each of them twenty times on each database, in random order.
"""

from __future__ import annotations

import asyncio
import random
import sys

from bench.crew import KILLED
from bench.crew import main as crew
from bench.kills import measured
from bench.oracle import KINDS, Ground, Verdict
from bench.processes import keep
from bot.practice.faults import FaultKind
from bot.practice.library import practice_server
from bot.rules.outbox import MessageClass
from db.failpoints import Point
from tests.processes import Killable

TIMES = 20
#: How long a process may take to reach its point, in seconds.
PATIENCE = 60.0
#: These come once in the life of a process; the others are hit the first, second or third time.
ONCE = {
    Point.FOLLOWED,
    Point.RECOVERING,
    Point.RECOVERED,
    Point.EXPIRED,
    Point.BEFORE_TIDY_COMMIT,
    Point.GATE_CLOSING,
    Point.GATE_WRITTEN,
    Point.GATE_CLOSED,
}
#: What has to have happened to the process before, so that there is something to recover or to replay.
BEFORE = {
    Point.RECOVERING: Point.AFTER_TURN_COMMIT,
    Point.RECOVERED: Point.AFTER_TURN_COMMIT,
    Point.REPLAYING: Point.KEPT,
    Point.TRY_COUNTED: Point.KEPT,
    Point.REPLAYED: Point.KEPT,
}
_OF_THE_GATE = (Point.GATE_CLOSING, Point.GATE_WRITTEN, Point.GATE_CLOSED)


async def die(ground: Ground, point: Point, *, hit: int) -> None:
    """One process comes to its end exactly there. Raises AssertionError when it does not."""
    process = Killable(crew, *ground.arguments, point.value, str(hit))
    feeding = asyncio.create_task(_feed(ground))
    try:
        code = await asyncio.to_thread(process.wait, PATIENCE)
    finally:
        feeding.cancel()
        process.kill()
    assert code == KILLED, f"{point.value} was not reached: {code}"


async def _feed(ground: Ground) -> None:
    """Little by little, so that there is more than one batch of everything."""
    while True:
        ground.give_some(3)
        await asyncio.sleep(0.1)


async def strike(ground: Ground, point: Point, *, hit: int = 1) -> None:
    """Give a process something to do, and let it die at the point."""
    await ground.feed(12, updates=6, kinds=random.choice([KINDS, (MessageClass.BROADCAST,)]))
    if point in _OF_THE_GATE:
        ground.server.faults.add(FaultKind.FLOOD, method="sendMessage", seconds=0)
    if point is Point.FOLLOWED:
        await _let_a_group_move(ground)
    if point in BEFORE:
        await die(ground, BEFORE[point], hit=1)
    await die(ground, point, hit=1 if point in ONCE or point in BEFORE else hit)


async def _let_a_group_move(ground: Ground) -> None:
    owner = next(chat.person for chat in ground.server.world.chats.values() if chat.person is not None)
    number = -1000 - len(ground.server.world.chats)
    group = ground.server.group(number, members=[owner])
    await group.migrate(owner)
    await ground.put((MessageClass.ALERT, number))


async def campaign(database_url: str, times: int, *, points: tuple[Point, ...] = tuple(Point)) -> Verdict:
    """Every point so many times, in random order; after every other strike all is cleared up and looked at.

    Where a strike is two deaths, after each: an update that was under way in three would rightly be given up.
    """
    async with practice_server(open_doors=True) as server:
        ground = Ground(database_url, server)
        await ground.clear()
        deaths = [point for point in points for _ in range(times)]
        random.shuffle(deaths)
        whole = Verdict()
        for number, point in enumerate(deaths):
            await strike(ground, point, hit=random.randint(1, 3))
            if (
                number % 2 == 0
                and number < len(deaths) - 1
                and not {point, deaths[number + 1]} & BEFORE.keys()
            ):
                continue
            await ground.rest()
            found = await ground.verdict()
            assert found.is_clean, (deaths[number - 1], point, found)
            whole += found
            await ground.clear()
        await ground.close()
    return whole


def main(times: int = TIMES) -> None:
    figures = {"points": len(Point), "times_each": times, "deaths": len(Point) * times}
    keep("failpoints", measured(lambda url: campaign(url, times), **figures))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
