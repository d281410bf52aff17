"""Random histories of values and thresholds against the oracle of ``tests/proof/criteria_oracle.py``.

``python -m bench.criteria_histories 300`` plays them in one process over one SQLite database, and keeps what
was done and read. A history that breaks a promise ends it, with all its deeds.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.processes import keep
from db.migrate import prepare
from tests.fakes import Clock, World
from tests.proof.criteria_histories import CRITERIA_CHORES, History, registered
from tests.snapshots import Kept

HISTORIES, STEPS, FIRST_SEED = 300, 16, 2_000_000
MEMORY = Path("/dev/shm")


def main(histories: int = HISTORIES, first: int = FIRST_SEED) -> None:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        url = f"sqlite:///{Path(folder) / 'histories.db'}"
        counted = asyncio.run(_all(url, range(first, first + histories)))
    keep(
        "criteria_histories",
        {
            "deeds in each": STEPS,
            "first seed": first,
            "promises broken": 0,  # one that is broken ends the run
            "counted": dict(sorted(counted.items())),
            "seconds": round(time.perf_counter() - began),
        },
    )


async def _all(url: str, seeds: Sequence[int]) -> Counter[str]:
    await prepare(url)
    counted: Counter[str] = Counter()
    async with World(url, Clock(), CRITERIA_CHORES) as world:
        await registered(world)
        beginning = Kept.of(world)
        for seed in seeds:
            await beginning.give(world)
            history = History(world, seed)
            await history.play(STEPS)
            counted += history.counted
            counted["histories"] += 1
    return counted


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
