"""Virtual days with faults: the programme runs, one call in twenty goes wrong, and nothing may stick.

``python -m bench.soak 72 5`` plays 72 virtual hours in steps of 5 minutes over real HTTP: the bot is a
process of its own, the practice server and its people live here. Kept are what was sent, what became of
every message, and how much memory the bot held at each virtual hour.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import struct
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import linear_regression

from sqlalchemy import func, select
from sqlmodel import col

from bench.processes import ROOT, keep, resident_mib
from bot.commands.seeding import seed
from bot.practice.cast import (
    BUDI,
    CAST,
    INSPEKTUR_MANGGARAI_BARAT,
    INSPEKTUR_MAROS,
    PAK_JOKO,
    SARI,
    SEKDA_BANGKA_TENGAH,
    SEKDA_BONTANG,
    SEKDA_MANGGARAI_BARAT,
)
from bot.practice.faults import Fault
from bot.practice.handles import PersonHandle
from bot.practice.library import FIRST_MOMENT, PRACTICE_TOKEN, PracticeServer, practice_server
from bot.rules.outbox import OutboxState
from db.engine import Sessions
from db.migrate import prepare
from db.tables import InboxState, InboxUpdate, OutboxMessage
from tests.handlers.rakor import FORM

OFFICIALS = (
    SEKDA_BANGKA_TENGAH,
    BUDI,
    SEKDA_BONTANG,
    SARI,
    INSPEKTUR_MAROS,
    SEKDA_MANGGARAI_BARAT,
    INSPEKTUR_MANGGARAI_BARAT,
)
HOURS, PERCENT, STEP = 72, 5, timedelta(minutes=5)
#: A day before the first sitting of the form, so that reminders and sittings fall into the run.
BEGINS = FIRST_MOMENT + timedelta(days=7)
KINDS = ("reset", "error_500", "bad_gateway", "html_200", "truncated", "flood", "hold")
SAYINGS = ("/status", "/jadwal", "/bantuan", "status", "/data_saya", "/tindaklanjut", "terima kasih")
STAFF_SAYINGS = ("/rapat", "/pantau", "/rekap 2026", "/terbit", "/cakupan", "/bukti maros", "/audit")
#: The first hours fill caches and pools; the slope of the memory is taken after them.
WARM_UP_HOURS = 12


def main(hours: int = HOURS, percent: int = PERCENT, seed_number: int = 1) -> None:
    with tempfile.TemporaryDirectory() as folder:
        keep("soak", asyncio.run(_soak(Path(folder), hours, percent, random.Random(seed_number))))


async def _soak(folder: Path, hours: int, percent: int, chance: random.Random) -> dict[str, object]:
    url, began = f"sqlite:///{folder / 'soak.db'}", time.perf_counter()
    await prepare(url)
    sessions = Sessions(url)
    await seed(sessions, CAST, now=BEGINS)
    async with practice_server(cast=CAST, strict_limits=True) as server:
        with _clock(folder) as clock:
            clock.set(BEGINS)
            process = await _start(clock, server, url)
            try:
                found = await Soak(server, sessions, clock, process.pid, chance).play(hours, percent)
            finally:
                process.send_signal(signal.SIGTERM)
                await process.wait()
    await sessions.close()
    return {**found, "exit code": process.returncode, "seconds": round(time.perf_counter() - began)}


class Clock:
    """The file that the bot reads its business clock from."""

    def __init__(self, path: Path) -> None:
        self.path, self.now = path, BEGINS

    def set(self, now: datetime) -> None:
        self.now = now
        with self.path.open("r+b") as file:
            file.write(struct.pack("d", now.timestamp()))


@contextmanager
def _clock(folder: Path) -> Iterator[Clock]:
    path = folder / "clock"
    path.write_bytes(bytes(8))
    yield Clock(path)


async def _start(clock: Clock, server: PracticeServer, url: str) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": PRACTICE_TOKEN,
        "ADMIN_IDS": str(PAK_JOKO.telegram_id),
        "DATABASE_URL": url,
        "TELEGRAM_API_URL": server.url,
    }
    command = [sys.executable, "-m", "bench.soak_bot", str(clock.path)]
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


class Soak:
    """One run: people act, the clock goes on, faults strike, memory is looked at."""

    def __init__(
        self, server: PracticeServer, sessions: Sessions, clock: Clock, pid: int, chance: random.Random
    ) -> None:
        self._server, self._sessions, self._clock = server, sessions, clock
        self._pid, self._chance = pid, chance
        self._people = [server.person(who) for who in OFFICIALS]
        self._joko = server.person(PAK_JOKO)
        self._script: list[Fault] = []
        self._struck: Counter[str] = Counter()

    async def play(self, hours: int, percent: int) -> dict[str, object]:
        await self._publish()
        memory: list[float] = []
        for step in range(int(timedelta(hours=hours) / STEP)):
            self._arm(percent)
            await self._act()
            self._clock.set(self._clock.now + STEP)
            os.kill(self._pid, signal.SIGUSR1)
            await self._settle(seconds=20)
            if (step + 1) % int(timedelta(hours=1) / STEP) == 0:
                memory.append(resident_mib(self._pid))
        self._server.faults.clear()
        stuck = await self._settle(seconds=90)
        return {**await self._found(percent), "virtual hours": hours, "stuck": stuck, **_memory(memory)}

    async def _publish(self) -> None:
        await self._joko.ask(FORM)
        await self._joko.press("Terbitkan")
        await asyncio.sleep(0.5)

    def _arm(self, percent: int) -> None:
        """Of the next calls that send something, one in so many goes wrong."""
        self._struck.update(fault.kind.value for fault in self._script if fault.times == 0)
        self._server.faults.clear()
        self._script = [
            self._server.faults.add(
                self._chance.choice(KINDS),
                method="sendMessage",
                after_deliver=self._chance.random() < 0.5,
                seconds=1,
                skip=place,
            )
            for place in range(200)
            if self._chance.random() < percent / 100
        ]

    async def _act(self) -> None:
        for person in self._chance.sample(self._people, 2):
            await person.say(self._chance.choice(SAYINGS))
            for words in ("Hadir", "Terima pemberitahuan"):
                if self._chance.random() < 0.2 and any(
                    words in row for m in person.received()[-3:] for row in m.buttons
                ):
                    await person.press(words)
        if self._chance.random() < 0.2:
            await self._joko.say(self._chance.choice(STAFF_SAYINGS))

    async def _settle(self, *, seconds: float) -> int:
        """Wait until nothing is due any more; how many still are, when that does not come."""
        until = time.monotonic() + seconds
        while (left := await self._left()) and time.monotonic() < until:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)
        return left

    async def _left(self) -> int:
        waiting = col(OutboxMessage.state).in_([OutboxState.PENDING, OutboxState.SENDING])
        not_before = col(OutboxMessage.not_before)
        due = not_before.is_(None) | (not_before <= self._clock.now.astimezone(UTC))
        new = select(func.count()).where(col(InboxUpdate.state) == InboxState.NEW)
        async with self._sessions.reading() as session:
            messages = await session.scalar(select(func.count()).where(waiting, due))
            return (messages or 0) + (await session.scalar(new) or 0)

    async def _found(self, percent: int) -> dict[str, object]:
        group = (col(OutboxMessage.message_class), col(OutboxMessage.state))
        async with self._sessions.reading() as session:
            rows = (await session.execute(select(*group, func.count()).group_by(*group))).all()
            updates = (
                await session.execute(
                    select(col(InboxUpdate.state), func.count()).group_by(col(InboxUpdate.state))
                )
            ).all()
        return {
            "percent of sends that go wrong": percent,
            "faults": dict(sorted(self._struck.items())),
            "messages at the server": len(self._server.log),
            "outbox": {f"{kind.value} {state.value}": count for kind, state, count in sorted(rows, key=str)},
            "updates": {state.value: count for state, count in updates},
        }


def _offers(person: PersonHandle, words: str) -> bool:
    return any(words in row for message in person.received() for row in message.buttons)


def _memory(samples: Sequence[float]) -> dict[str, object]:
    later = samples[WARM_UP_HOURS:] if len(samples) > WARM_UP_HOURS + 2 else samples
    slope = linear_regression(range(len(later)), later).slope if len(later) > 1 else 0.0
    return {
        "MiB after warm-up and at the end": [round(later[0], 1), round(samples[-1], 1)],
        "MiB an hour after warm-up": round(slope, 3),
        "MiB by hour": [round(one, 1) for one in samples],
    }


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
