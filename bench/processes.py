"""The two sides of a measurement: the fake Telegram and the subject, each a process on a core of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench" / "results"
TOKEN = "42:bench_token_of_nobody"


class Telegram:
    """Talks to the fake server's control address."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, what: str, **query: object) -> Mapping[str, float]:
        with urlopen(f"{self.url}/control/{what}?{urlencode(query)}", timeout=300) as response:
            answer: Mapping[str, Mapping[str, float]] = json.load(response)
        return answer["result"]


@contextmanager
def telegram(delay: float = 0.0, *, program: str = "bench.fake_telegram") -> Iterator[Telegram]:
    """The fake server in a process of its own, answering sends after ``delay`` seconds."""
    command = [sys.executable, "-m", program, str(delay)]
    with subprocess.Popen(on_core(1, command), stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        yield Telegram(int(process.stdout.readline()))
        process.kill()


@contextmanager
def subject(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The bot that is measured, on core 0."""
    given = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    with subprocess.Popen(on_core(0, command), env=given, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def on_core(core: int, command: Sequence[str]) -> list[str]:
    """The command pinned to one core, where the system can do that and has two."""
    if Path("/usr/bin/taskset").exists() and (os.cpu_count() or 1) > 1:
        return ["/usr/bin/taskset", "-c", str(core), *command]
    return list(command)


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def keep(name: str, results: object) -> None:
    """Write results as JSON, with the circumstances that matter for reading them."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    whole = {
        "measured_at": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "python": sys.version.split()[0],
        "cores": os.cpu_count(),
        "load_at_end": os.getloadavg(),
        "results": results,
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(whole, indent=2) + "\n")
    print(json.dumps(whole, indent=2))
