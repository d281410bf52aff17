"""The practice room for programs: start it, play a person, wait for what the bot does."""
# ruff: noqa: ASYNC109 - the waits are woken by changes

import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.practice import api, remote, room
from bot.practice.cast import CAST, GROUPS, Group, Person
from bot.practice.chats import ChatState
from bot.practice.clock import MovableClock
from bot.practice.faults import Faults
from bot.practice.group_handles import GroupHandle
from bot.practice.handles import PersonHandle
from bot.practice.journal import Delivery
from bot.practice.limits import Limits
from bot.practice.world import Jump, Roster, World

#: not a secret: it opens nothing but a practice room
PRACTICE_TOKEN = "1000000001:ruang-latihan"  # noqa: S105
FIRST_MOMENT = datetime(2025, 3, 3, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
WAIT_SECONDS = 10.0


class PracticeServer:
    """A running practice room. ``url`` is what TELEGRAM_API_URL takes."""

    def __init__(self, world: World, url: str) -> None:
        self.world = world
        self.url = url
        self._handles: dict[int, PersonHandle] = {}

    @property
    def log(self) -> list[Delivery]:
        """Everything the bot did to a chat, in order."""
        return self.world.log

    @property
    def faults(self) -> Faults:
        """The script of faults."""
        return self.world.faults

    @property
    def clock(self) -> MovableClock:
        """The clock of the room."""
        return self.world.clock

    def person(self, who: int | Person) -> PersonHandle:
        """The handle of one person; always the same one. Raises KeyError for nobody."""
        telegram_id = who if isinstance(who, int) else who.telegram_id
        if telegram_id not in self._handles:
            self._handles[telegram_id] = PersonHandle(self.world, self.world.chats[telegram_id])
        return self._handles[telegram_id]

    def group(
        self,
        chat_id: int,
        title: str = "Grup latihan",
        *,
        kind: str = "group",
        members: Iterable[Person] = (),
        with_bot: bool = True,
    ) -> GroupHandle:
        """A new group of these people (its first member owns it), the bot in it or not yet."""
        ids = [member.telegram_id for member in members]
        chat = self.world.add_group(chat_id, title, kind=kind, members=ids)
        chat.state = ChatState.NORMAL if with_bot else ChatState.LEFT
        return GroupHandle(self.world, chat)

    def group_of(self, group: int | Group) -> GroupHandle:
        """The handle of a group there is. Raises KeyError for none."""
        return GroupHandle(self.world, self.world.chats[group if isinstance(group, int) else group.chat_id])

    def hand_code(self, who: int | Person, payload: str | None) -> None:
        """Give a person the payload of a deep link to open (None takes it away)."""
        chat = self.person(who).chat
        chat.code = payload
        self.world.journal.touch(chat.id)

    def on_jump(self, jump: Jump) -> None:
        """Who moves the clock when the page asks for it."""
        self.world.jump = jump

    def on_people(self, roster: Roster) -> None:
        """Whom to ask whom the bot knows by now; without it the page keeps to the cast."""
        self.world.roster = roster

    async def wait_until(
        self, condition: Callable[[], bool], timeout: timedelta | float = WAIT_SECONDS
    ) -> None:
        """Wait for a condition on anything in here. Raises TimeoutError."""
        seconds = timeout.total_seconds() if isinstance(timeout, timedelta) else timeout
        if not await self.world.journal.wait_until(condition, timeout_seconds=seconds):
            raise TimeoutError(f"not within {seconds} s")

    async def until_confirmed(self, timeout: timedelta | float = WAIT_SECONDS) -> None:
        """Wait until the bot has taken every update there is. Raises TimeoutError."""
        await self.wait_until(lambda: not self.world.updates.pending(), timeout)


@asynccontextmanager
async def practice_server(
    *,
    token: str = PRACTICE_TOKEN,
    cast: Iterable[Person] = CAST,
    groups: Iterable[Group] = GROUPS,
    clock: MovableClock | None = None,
    strict_limits: bool | Limits = False,
    jump: Jump | None = None,
    port: int = 0,
    open_doors: bool = False,
    numbers_from: int = 0,
    monotonic: Callable[[], float] = time.monotonic,
) -> AsyncIterator[PracticeServer]:
    """Serve on 127.0.0.1 until the block ends. Raises OSError for a busy port.

    ``strict_limits`` True takes Telegram's published limits; ``jump`` moves the clock for the page;
    ``open_doors`` lets the bot write to any number (benchmarks); ``numbers_from`` is added to the ids of
    messages and updates, so that a kept database does not meet them again; ``monotonic`` measures limits
    and expiry.
    """
    limits = Limits() if strict_limits is True else strict_limits or None
    world = World(
        token=token,
        clock=clock or MovableClock(FIRST_MOMENT),
        cast=cast,
        groups=groups,
        limits=limits,
        open_doors=open_doors,
        numbers_from=numbers_from,
        monotonic=monotonic,
    )
    world.jump = jump
    app = web.Application(client_max_size=api.REQUEST_LIMIT_BYTES, middlewares=[room.only_from_here])
    app.add_routes(room.routes(world))
    app.add_routes(remote.routes(world))
    app.add_routes(api.routes(world))

    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        taken = runner.addresses[0][1]
        yield PracticeServer(world, f"http://127.0.0.1:{taken}")
    finally:
        await _close(world, runner)


async def _close(world: World, runner: web.AppRunner) -> None:
    """Let everybody go who waits, then stop listening."""
    world.journal.close()
    world.updates.close()
    world.faults.released.set()
    if world.webhook is not None:
        await world.webhook.stop()
    await runner.cleanup()
