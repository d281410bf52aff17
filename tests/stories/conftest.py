"""A story is played over real HTTP: the bot polls the practice room's server, people chat in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.app import Bot
from bot.commands.practicing import Jumper, running
from bot.commands.seeding import seed
from bot.practice.cast import CAST, PAK_JOKO, SEKDA_MAROS
from bot.practice.library import PRACTICE_TOKEN, PracticeServer, practice_server
from bot.settings import Settings


@dataclass
class Stage:
    """The practice room with the bot at work in it."""

    server: PracticeServer
    bot: Bot
    jumper: Jumper

    def person(self, who):
        return self.server.person(who)

    async def beat(self) -> None:
        """What comes of what is under way: all that waits is sent, and every chore looks once."""
        await self.bot.postman.quiet()
        await self.bot.ticks.round()

    async def until(self, to: str) -> None:
        """Move the clock, stopping wherever something is due."""
        await self.jumper.jump(to)


def settings_for(server: PracticeServer, database_url: str) -> Settings:
    return Settings(
        bot_token=PRACTICE_TOKEN,
        admin_ids=(PAK_JOKO.telegram_id,),
        database_url=database_url,
        telegram_api_url=server.url,
        send_rate=0,
    )


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """An empty practice room (reference facts only), Pak Joko its admin."""
    async with practice_server(cast=CAST) as server:
        bot = Bot(settings_for(server, database_url), now=server.clock.now)
        async with running(bot):
            yield Stage(server, bot, Jumper(bot, server))


@pytest.fixture
async def seeded(stage: Stage) -> Stage:
    """The practice room as the demo opens it: seven officials registered, real measurements."""
    code = await seed(stage.bot.sessions, CAST, now=stage.server.clock.now())
    stage.server.hand_code(SEKDA_MAROS, code)
    return stage
