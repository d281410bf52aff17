"""One process among any number at one database: all of them send and answer, one of them leads.

On SQLite there is one process, which leads. On PostgreSQL whoever holds the lock fetches and ticks; who
loses it goes on sending. A process that the others have buried, or whose machine was suspended for hours,
ends and begins anew under another name, at the fence.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import Bot
from bot.chores import catch_up
from bot.commands.doors import doors
from bot.commands.first_code import say_first_code
from bot.commands.pulses import health_of
from bot.commands.refusals import CannotDo
from bot.delivery.leader import Leader
from bot.delivery.presence import Buried, Presence, Times
from bot.delivery.wakefulness import Overslept, Wakefulness
from bot.fence import may_pass, stand_at_the_fence
from bot.rules.fences import GAP
from db.engine import Sessions
from db.leading import still_leads

log = logging.getLogger(__name__)

#: How often the leader looks for updates nobody has in hand, although nobody was seen to die, in seconds.
_LOOK_FOR_ORPHANS = 30.0


class Life:
    """Of a bot that is open. ``times`` are shorter in tests."""

    def __init__(self, bot: Bot, times: Times) -> None:
        self._bot = bot
        self._times = times
        is_sqlite = bot.sessions.is_sqlite
        # connections of their own: a sign of life must not queue up behind work
        self._sessions = (
            bot.sessions
            if is_sqlite
            else Sessions(bot.house.settings.database_url, pool_size=2, owner=bot.owner)
        )
        self._leader = Leader(self._sessions, owner=bot.owner, look_every=times.beat)
        self.led_from: float | None = None  #: loop time since which it leads
        self._has_said_code = False
        self._wakefulness = Wakefulness(bot.house.now, most=GAP)
        bot.wire.traffic.is_awake = self._wakefulness.is_awake
        self._presence = Presence(
            self._sessions,
            bot.wire,
            owner=bot.owner,
            times=times,
            trouble=lambda: "; ".join(self.health.troubles()),
            changed=bot.postman.ring,
            wakefulness=self._wakefulness,
        )
        self.health = health_of(bot, self._presence, led_from=lambda: self.led_from)
        bot.ticks.guard = self._may_tick

    async def be_the_only_one(self) -> None:
        """On SQLite nobody else may run. Raises CannotDo when somebody does."""
        if self._bot.sessions.is_sqlite and not await self._leader.try_take():
            raise CannotDo(
                "Another `run` is using this SQLite database: stop it first, or use PostgreSQL for two."
            )

    async def live(self) -> None:
        """Until the bot is stopped. Raises Buried, Overslept, TokenRefused, CannotDo."""
        self._wakefulness.begin()
        await self._presence.join()
        await self._presence.beat()  # whoever is dead is buried before anything is decided about his work
        beating = self._bot.watched(self._beat())
        try:
            await self._pass_the_fence()
            async with doors(self._bot, self.health), self._bot.working():
                await self._lead_by_turns()
        finally:
            beating.cancel()
            await asyncio.wait({beating})
        fault = None if beating.cancelled() else beating.exception()
        if not isinstance(fault, Buried):
            with suppress(SQLAlchemyError):  # else the others bury it
                await self._presence.leave()
        if fault is not None:
            raise fault

    async def is_buried(self) -> bool:
        """Whether the others took this process for dead, be it that it has not noticed yet."""
        return self._bot.house.is_abandoned or await self._presence.is_buried()

    async def close(self) -> None:
        """Let others lead."""
        with suppress(SQLAlchemyError):
            await self._leader.release()
        if self._sessions is not self._bot.sessions:
            await self._sessions.close()

    async def _beat(self) -> None:
        try:
            await self._presence.run()
        except (Buried, Overslept) as error:
            log.error("%s; this process begins anew", error)
            self._bot.abandon()
            raise

    async def _pass_the_fence(self) -> None:
        """Nobody sends before whoever leads has looked whether something must be held for a person."""
        house = self._bot.house
        while not self._bot.stopping.is_set():
            if await self._has_the_lead():
                await stand_at_the_fence(house, self._catch_up)
                return
            if await may_pass(house):
                return
            await self._rest()

    async def _catch_up(self, missed: Sequence[datetime]) -> None:
        await catch_up(self._bot.ticks, missed)
        self._wakefulness.check()  # else the chores were not allowed to look

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bot.stopping.wait(), self._times.beat)

    async def _lead_by_turns(self) -> None:
        said = False
        while not self._bot.stopping.is_set():
            if await self._has_the_lead():
                said = False
                await self._lead_until_lost()
            elif not said:
                said = True
                log.info("Another process leads; this one sends and stands by")
            await self._rest()

    async def _has_the_lead(self) -> bool:
        try:
            return await self._leader.leads() or await self._leader.try_take()
        except SQLAlchemyError as error:
            log.error("The lead cannot be asked for (%s); trying again", type(error).__name__)
            return False

    async def _lead_until_lost(self) -> None:
        over = asyncio.Event()
        ending = self._leader.until_over(self._bot.stopping, over)
        helping = [asyncio.create_task(ending), asyncio.create_task(self._mind_the_dead())]
        self.led_from = asyncio.get_running_loop().time()
        log.info("This process leads")
        try:
            await self._say_first_code()
            polling = not self._bot.house.settings.webhook_url
            await self._bot.lead(over, polling=polling, leads=self._may_fetch)
        except SQLAlchemyError as error:
            log.error("Leading failed (%s); trying again", type(error).__name__)
        finally:
            self.led_from = None
            for task in helping:
                task.cancel()
            await asyncio.wait(helping)
            if not self._bot.sessions.is_sqlite:
                await self._leader.release()
        if not self._bot.stopping.is_set():
            log.warning("This process does not lead any more")

    async def _say_first_code(self) -> None:
        """Once: another code would void the one that somebody is about to type."""
        if not self._has_said_code:
            await say_first_code(self._bot)
            self._has_said_code = True

    async def _mind_the_dead(self) -> None:
        """What somebody who died had in hand is decided about and handed out by the leader."""
        while True:
            self._bot.postman.recover()
            self._presence.lost.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._presence.lost.wait(), _LOOK_FOR_ORPHANS)
            try:
                await self._bot.inbox.replay()
            except SQLAlchemyError as error:
                log.error("What others left cannot be looked at (%s)", type(error).__name__)

    async def _may_fetch(self) -> bool:
        """What arrived in a sleep stays with Telegram until the fence stands."""
        return self._wakefulness.is_awake() and await self._leader.leads()

    async def _may_tick(self, session: AsyncSession) -> bool:
        leads = self._bot.sessions.is_sqlite or await still_leads(session, self._bot.owner)
        return leads and self._wakefulness.is_awake()
