"""From the start of the process to the first getUpdates, and memory when idle, beside a bare PTB echo."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.people import fill
from bench.processes import TOKEN, keep, resident_mib, subject, telegram

ROUNDS = 5
#: How long a bot sits idle before its memory is read, in seconds.
IDLE = 2.0


def main(rounds: int = ROUNDS) -> None:
    seconds: dict[str, list[float]] = defaultdict(list)
    memory: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'bench.db'}"
        fill(database)
        whole = [sys.executable, "-m", "bot", "run"]
        for _ in range(rounds):
            for name, command in (
                ("bare echo", [sys.executable, "-m", "bench.echo_bots", "default"]),
                ("permas-bot", whole),
            ):
                taken, mib = _start(command, database)
                seconds[name].append(taken)
                memory[name].append(mib)
    results = {
        name: {"start_seconds": round(median(seconds[name]), 2), "idle_mib": round(median(memory[name]), 1)}
        for name in seconds
    }
    for key, measured in (("start_seconds", seconds), ("idle_mib", memory)):
        pairs = zip(measured["permas-bot"], measured["bare echo"], strict=True)
        results["permas-bot"][f"{key} ratio"] = round(median([one / other for one, other in pairs]), 2)
    keep("start", {"rounds": rounds, **results})


def _start(command: Sequence[str], database: str) -> tuple[float, float]:
    with telegram() as server:
        environment: Mapping[str, str] = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "DATABASE_URL": database,
            "LOG_LEVEL": "WARNING",
        }
        arguments = [server.url, TOKEN] if "bench.echo_bots" in command else []
        began = time.perf_counter()
        with subject([*command, *arguments], environment) as process:
            server.ask("polled")
            taken = time.perf_counter() - began
            time.sleep(IDLE)
            return taken, resident_mib(process.pid)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
