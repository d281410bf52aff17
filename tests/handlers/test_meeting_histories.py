"""Random histories of a meeting against what must hold; ten thousand by ``python -m bench.histories``."""

from __future__ import annotations

import os

from bot.ticks import Ticks
from tests.fakes import World
from tests.proof.histories import MEETING_CHORES, History, rakor
from tests.snapshots import Kept

HISTORIES, STEPS = 12, 10
SEED = int(os.environ.get("SEED", "20250311"))


async def test_whatever_happens_the_last_message_is_true(world: World) -> None:
    await rakor(world)
    world.ticks = Ticks(world.house, MEETING_CHORES)
    beginning = Kept.of(world)
    for number in range(HISTORIES):
        await beginning.give(world)
        await History(world, SEED + number).play(STEPS)
