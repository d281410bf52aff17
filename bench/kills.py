"""kill -9 at random moments while messages leave and updates come, on both databases.

``python -m bench.kills 500``: so many kills on each database; the local Bot API is the judge.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable

from bench.crew import main as crew
from bench.oracle import KINDS, Ground, Verdict
from bench.outbox import databases
from bench.processes import keep
from bot.delivery.postman import SLOTS
from bot.practice.library import practice_server
from bot.rules.outbox import MessageClass
from tests.processes import Killable

KILLS = 500
#: A process lives so many seconds after its first message; then it is killed.
LIVES = (0.02, 0.5)
#: So many kills, then everything comes to rest and is looked through.
ROUND = 25
#: What lies before a process when it starts, and what comes while it runs.
WAITING, COMING = 120, 6


async def kill(ground: Ground, *, lives: tuple[float, float], only_broadcasts: bool) -> None:
    """One process: starts, takes and sends for a while, and is killed.

    ``only_broadcasts``: nothing more urgent is there, so that they are what is in flight.
    """
    await ground.feed(WAITING, kinds=(MessageClass.BROADCAST,) if only_broadcasts else KINDS)
    before = len(ground.server.log)
    process = Killable(crew, *ground.arguments)
    feeding = asyncio.create_task(_feed(ground, 0 if only_broadcasts else COMING))
    try:
        await ground.server.wait_until(lambda: len(ground.server.log) > before, 60)
        await asyncio.sleep(random.uniform(*lives))
    finally:
        process.kill()
        feeding.cancel()


async def _feed(ground: Ground, updates: int) -> None:
    while True:
        ground.give_some(updates)
        await asyncio.sleep(0.1)


async def campaign(
    database_url: str, kills: int, *, lives: tuple[float, float] = LIVES, said: Callable[[str], None] = print
) -> Verdict:
    """So many kills, judged round by round. Raises AssertionError with what was found."""
    async with practice_server(open_doors=True) as server:
        ground = Ground(database_url, server)
        whole = Verdict()
        while kills:
            in_round = min(ROUND, kills)
            await ground.clear()
            for number in range(in_round):
                await kill(ground, lives=lives, only_broadcasts=number % 2 == 1)
            await ground.rest()
            found = await ground.verdict()
            assert found.is_clean, found
            assert found.doubled + found.uncertain <= in_round * SLOTS, found
            whole, kills = whole + found, kills - in_round
            said(f"{kills} kills left: {found}")
        await ground.close()
    return whole


def measured(campaign_of: Callable[[str], Awaitable[Verdict]], **figures: int) -> dict[str, object]:
    """What a campaign found on each database, with how long it took."""
    results: dict[str, object] = {}
    with databases() as urls:
        for name, url in urls.items():
            began = time.monotonic()
            verdict = asyncio.run(_run(campaign_of, url))
            seconds = round(time.monotonic() - began)
            results[name] = {**figures, "seconds": seconds, **verdict.kept()}
    return results


async def _run(campaign_of: Callable[[str], Awaitable[Verdict]], url: str) -> Verdict:
    return await campaign_of(url)


def main(kills: int = KILLS) -> None:
    keep(
        "kills",
        measured(lambda url: campaign(url, kills), kills=kills, most_doubtful=kills * SLOTS),
    )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
