"""Ten thousand random histories of a meeting against the oracle of ``tests/proof/histories.py``.

``python -m bench.histories 10000`` plays them on every core, each process over its own SQLite database, and
keeps what was done and looked at. A history that breaks a promise ends it, with all its deeds.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.processes import keep
from db.migrate import prepare
from tests.fakes import Clock, World
from tests.proof.histories import MEETING_CHORES, History, rakor
from tests.snapshots import Kept

HISTORIES, STEPS, FIRST_SEED = 10_000, 8, 1_000_000
#: Played by one process before it gives account.
AT_ONCE = 50
MEMORY = Path("/dev/shm")


def main(histories: int = HISTORIES, minutes: int = 24 * 60) -> None:
    """Play so many, or as many as begin within these minutes."""
    began = time.perf_counter()
    seeds = range(FIRST_SEED, FIRST_SEED + histories)
    chunks = [seeds[first : first + AT_ONCE] for first in range(0, histories, AT_ONCE)]
    counted: Counter[str] = Counter()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for done in pool.map(_play, chunks):
            counted += done
            print(f"{counted['histories']} of {histories}", file=sys.stderr, flush=True)
            if time.perf_counter() - began > 60 * minutes:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    keep(
        "histories",
        {
            "deeds in each": STEPS,
            "first seed": FIRST_SEED,
            "promises broken": 0,  # one that is broken ends the run
            "counted": dict(sorted(counted.items())),
            "seconds": round(time.perf_counter() - began),
        },
    )


def _play(seeds: Sequence[int]) -> Counter[str]:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        return asyncio.run(_all(f"sqlite:///{Path(folder) / 'histories.db'}", seeds))


async def _all(url: str, seeds: Sequence[int]) -> Counter[str]:
    await prepare(url)
    counted: Counter[str] = Counter()
    async with World(url, Clock(), MEETING_CHORES) as world:
        await rakor(world)
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
