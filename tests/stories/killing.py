"""Start the bot as a process and kill it with -9 in the middle of something; another one goes on."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.work import SYSTEM, Work
from bot.app import Bot
from bot.commands.practicing import running
from bot.commands.seeding import seed
from bot.practice.cast import CAST, PAK_JOKO
from bot.practice.library import PRACTICE_TOKEN, PracticeServer
from db.engine import Sessions
from tests.processes import Killable
from tests.stories.bot_process import main as bot_process_main
from tests.stories.conftest import settings_for

#: What a message says of itself when it may have come before.
TWICE = "mungkin Bapak/Ibu terima dua kali"


class BotProcess:
    """``python -m bot run`` in all but its clock."""

    def __init__(self, server: PracticeServer, database_url: str) -> None:
        self._server = server
        self._database_url = database_url
        self._process: Killable | None = None

    def start(self, *, at: datetime) -> None:
        """Start it with its business clock at this moment; it migrates, replays, polls."""
        self._process = Killable(
            bot_process_main,
            at.isoformat(),
            BOT_TOKEN=PRACTICE_TOKEN,
            ADMIN_IDS=str(PAK_JOKO.telegram_id),
            DATABASE_URL=self._database_url,
            TELEGRAM_API_URL=self._server.url,
            SEND_RATE="0",
        )

    def kill(self) -> None:
        """-9: nothing is cleaned up."""
        assert self._process is not None
        self._process.kill()

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.is_alive


@asynccontextmanager
async def bot_at(server: PracticeServer, database_url: str, at: datetime) -> AsyncIterator[Bot]:
    """The bot in this process, with its business clock running on from a moment; it drains at the end."""
    started = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - started)

    async with running(Bot(settings_for(server, database_url), now=now)) as bot:
        yield bot


@asynccontextmanager
async def bot_process(server: PracticeServer, database_url: str) -> AsyncIterator[BotProcess]:
    process = BotProcess(server, database_url)
    try:
        yield process
    finally:
        if process.is_alive:
            process.kill()


async def seed_database(database_url: str, *, at: datetime) -> str:
    """What the practice room begins with; returns the code of whoever waits with one."""
    sessions = Sessions(database_url)
    try:
        return await seed(sessions, CAST, now=at)
    finally:
        await sessions.close()


def work_at(session: AsyncSession, at: datetime) -> Work:
    """What the system does at a moment."""
    return Work(session, at, SYSTEM)
