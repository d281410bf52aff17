"""Random histories of values and thresholds against what must hold; more: ``bench.criteria_histories``."""

from __future__ import annotations

import os

from bot.ticks import Ticks
from tests.fakes import World
from tests.proof.criteria_histories import CRITERIA_CHORES, History, registered
from tests.snapshots import Kept

HISTORIES, STEPS = 15, 5
SEED = int(os.environ.get("SEED", "20250311"))


async def test_whatever_is_recorded_what_people_read_is_so(world: World) -> None:
    await registered(world)
    world.ticks = Ticks(world.house, CRITERIA_CHORES)
    beginning = Kept.of(world)
    for number in range(HISTORIES):
        await beginning.give(world)
        await History(world, SEED + number).play(STEPS, rest=1)
