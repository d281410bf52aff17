"""demo: the practice room. The real bot over real HTTP against a local Telegram, all in one process."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal
import sys
import time
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import typer

from bot.app import Bot
from bot.commands.refusals import CannotDo
from bot.commands.roster import roster
from bot.commands.seeding import seed
from bot.practice.cast import CAST, PAK_JOKO, SEKDA_MAROS
from bot.practice.library import FIRST_MOMENT, PRACTICE_TOKEN, PracticeServer, practice_server
from bot.rules.clocks import WIB, at_local
from bot.settings import Settings
from db.beats import forget_beats
from db.migrate import prepare
from db.queries.moments import next_moment, next_sitting

log = logging.getLogger(__name__)

_DATABASE = Path("var/ruang-latihan.db")
#: A jump stops at every due moment on its way; more than these in one jump would be a fault of ours.
_MOST_STOPS = 2_000
#: Update and message ids of a kept room go on above those of the last time.
_EPOCH = 1_735_689_600


async def run_practice_room(*, port: int, keep: bool, browser: bool) -> None:
    """Until Ctrl-C. Raises CannotDo when the port is busy."""
    async with practice_room(port=port, keep=keep) as server:
        typer.echo(f"The practice room is open: {server.url}\nCtrl-C closes it.")
        if browser and (sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY")):
            webbrowser.open(server.url)
        await _until_told()


@asynccontextmanager
async def practice_room(
    *, port: int = 0, keep: bool = False, database: Path = _DATABASE
) -> AsyncIterator[PracticeServer]:
    """The local Telegram with the bot polling it. Fresh data each time unless ``keep``."""
    url = f"sqlite:///{database}"
    numbers_from = int(time.time()) - _EPOCH if keep else 0
    try:
        async with practice_server(port=port, numbers_from=numbers_from) as server:
            if not keep:  # not before the port is ours: another room may be using the file
                _forget(database)
            await prepare(url)
            settings = Settings(
                bot_token=PRACTICE_TOKEN,
                admin_ids=(PAK_JOKO.telegram_id,),
                database_url=url,
                telegram_api_url=server.url,
            )
            bot = Bot(settings, now=server.clock.now)
            async with bot.sessions.writing() as session:
                await forget_beats(session)  # the clock of the room begins anew with every start
            code = await seed(bot.sessions, CAST, now=server.clock.now())
            if code:
                server.hand_code(SEKDA_MAROS, code)
            server.on_jump(Jumper(bot, server).jump)
            server.on_people(partial(roster, bot.sessions))
            async with running(bot):
                yield server
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise CannotDo(
            f"Port {port} is busy: choose another one with --port, or stop what listens there."
        ) from error


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[Bot]:
    """The bot at work until the block ends; then it drains."""
    await bot.open()
    task = asyncio.create_task(bot.run())
    try:
        yield bot
    finally:
        bot.stop()
        await task
        await bot.close()


class Jumper:
    """Moves the clock, stopping at every due moment on the way, as real time would have."""

    def __init__(self, bot: Bot, server: PracticeServer) -> None:
        self._bot = bot
        self._clock = server.clock
        self._one = asyncio.Lock()

    async def jump(self, to: str) -> None:
        """To ``next``, ``day``, ``sitting`` or an ISO moment. Raises ValueError when nothing is ahead."""
        async with self._one:
            await self._go(await self._target(to))

    async def _target(self, to: str) -> datetime:
        now = self._clock.now()
        async with self._bot.sessions.reading() as session:
            if to == "next":
                found = await next_moment(session, after=now)
            elif to == "sitting":
                found = await next_sitting(session, after=now)
            elif to == "day":
                return at_local(now.astimezone(WIB).date() + timedelta(days=1), 8, 0, WIB)
            else:
                found = _moment(to)
        if found is None:
            raise ValueError("nothing is due")
        return found

    async def _go(self, target: datetime) -> None:
        for _ in range(_MOST_STOPS):
            async with self._bot.sessions.reading() as session:
                stop = await next_moment(session, after=self._clock.now())
            if stop is None or stop >= target:
                break
            await self._arrive(stop)
        await self._arrive(target)

    async def _arrive(self, moment: datetime) -> None:
        self._clock.set(moment)
        await self._bot.ticks.round()
        await self._bot.postman.quiet()


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


def _forget(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)


async def _until_told() -> None:
    told = asyncio.Event()
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, lambda *_: told.set())
        while not told.is_set():  # noqa: ASYNC110 - signals wake no event loop on Windows
            await asyncio.sleep(0.5)
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()


__all__ = ["FIRST_MOMENT", "Jumper", "practice_room", "run_practice_room", "running"]
