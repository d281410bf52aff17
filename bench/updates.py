"""Updates a second and CPU per update: /start and /status of the whole bot beside bare echo bots.

Rounds are interleaved, so that every ratio compares measurements of the same minutes.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.people import CHATS, FIRST, fill
from bench.processes import TOKEN, Telegram, cpu_seconds, keep, subject, telegram

ROUNDS = 5
TOTAL = 800
WARM_UP = 200

Run = dict[str, float]


def main(rounds: int = ROUNDS) -> None:
    runs: dict[str, list[Run]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'bench.db'}"
        fill(database)
        for _ in range(rounds):
            for kind in ("default", "tuned"):
                command = [sys.executable, "-m", "bench.echo_bots", kind]
                runs[f"bare echo, {kind}"].append(_echo(command))
            for text in ("/start", "/status"):
                runs[f"permas-bot {text}"].append(_whole_bot(text, database))
    keep("updates", _summary(runs))


def _echo(command: Sequence[str]) -> Run:
    with telegram() as server, subject([*command, server.url, TOKEN]) as process:
        return _measure(server, process.pid, "/start")


def _whole_bot(text: str, database: str) -> Run:
    with telegram() as server:
        environment = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "DATABASE_URL": database,
            "SEND_RATE": "0",
            "LOG_LEVEL": "WARNING",
        }
        with subject([sys.executable, "-m", "bot", "run"], environment) as process:
            return _measure(server, process.pid, text)


def _measure(server: Telegram, pid: int, text: str) -> Run:
    server.ask("polled")
    server.ask("load", text=text, first=FIRST, chats=CHATS, total=WARM_UP)
    server.ask("result")
    before = cpu_seconds(pid)
    server.ask("load", text=text, first=FIRST, chats=CHATS, total=TOTAL)
    result = server.ask("result")
    return {
        "updates_per_second": TOTAL / result["seconds"],
        "cpu_ms_per_update": 1000 * (cpu_seconds(pid) - before) / TOTAL,
        "p50_ms": result["p50_ms"],
        "p99_ms": result["p99_ms"],
    }


def _summary(runs: dict[str, list[Run]]) -> dict[str, dict[str, float]]:
    summary = {}
    for name, measured in runs.items():
        summary[name] = {key: round(median(run[key] for run in measured), 3) for key in measured[0]}
        for base in ("bare echo, default", "bare echo, tuned"):
            ratios = [
                run["updates_per_second"] / other["updates_per_second"]
                for run, other in zip(measured, runs[base], strict=True)
            ]
            summary[name][f"ratio to {base}"] = round(median(ratios), 3)
        summary[name]["rounds"] = len(measured)
    return summary


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
