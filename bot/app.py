"""The roof's wiring: one House, and everything that runs in it."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from telegram import Update

from bot.actions import bootstrap
from bot.actions.work import SYSTEM, Work
from bot.application import build_application, initialized
from bot.chores import CHORES
from bot.delivery.address import Address
from bot.delivery.fetcher import Leads, always
from bot.delivery.gate import Gate
from bot.delivery.inbox import Inbox
from bot.delivery.postman import Postman
from bot.delivery.wire import TokenRefused, Wire
from bot.house import House
from bot.messages import system
from bot.settings import Settings
from bot.ticks import Chore, Ticks
from db.engine import Sessions
from db.instances import bury_all
from handlers.help import default_menus, introduce

log = logging.getLogger(__name__)


#: How long what a crash left goes before what is new, in seconds; then they go beside each other.
_REPLAY_FIRST = 5.0


def system_clock() -> datetime:
    return datetime.now(UTC)


class Bot:
    """One running bot: the application, the inbox, the postman, the alarm clocks."""

    def __init__(
        self,
        settings: Settings,
        *,
        now: Callable[[], datetime] = system_clock,
        chores: Sequence[Chore] = CHORES,
    ) -> None:
        self.owner = secrets.token_hex(8)  #: names this process in the rows it has in hand
        self.stopping = asyncio.Event()
        self.heard_at = 0.0  #: loop time of the last answer to getUpdates
        self.sessions = Sessions(settings.database_url, owner=self.owner)
        self.house = House(settings=settings, sessions=self.sessions, now=now)
        self.wire = Wire(
            token=settings.bot_token,
            api_url=settings.telegram_api_url,
            proxy_url=settings.proxy_url,
            gate=Gate(self.sessions, clock=time.monotonic),
            rate=settings.send_rate,
        )
        self.postman = Postman(
            sessions=self.sessions,
            wire=self.wire,
            now=now,
            mark_possible_duplicate=system.possible_duplicate,
            slots=8 if settings.send_rate else 256,
            owner=self.owner,
        )
        self.house.ring = self.postman.ring
        self.application = build_application(settings, self.house, self.wire)
        self.inbox = Inbox(
            sessions=self.sessions,
            wire=self.wire,
            process=self._process,
            now=now,
            owner=self.owner,
            heard=self._hear,
        )
        self.address = Address(
            self.wire, url=f"{settings.webhook_url}/telegram", secret=settings.webhook_secret
        )
        self.ticks = Ticks(self.house, chores)

    def _hear(self) -> None:
        self.heard_at = asyncio.get_running_loop().time()

    async def _process(self, update_id: int, payload: dict[str, object]) -> None:
        parsed = Update.de_json(payload, self.application.bot)
        if parsed is not None and parsed.effective_user is not None:
            await self.application.process_update(parsed)
            if (away := self.house.away.pop(update_id, None)) is not None:
                raise away

    async def open(self, *, is_patient: bool = False) -> bool:
        """Connect, and learn who we are; False when it was stopped before that.

        ``is_patient``: wait also while the network is down. Raises TokenRefused, NotReached.
        """
        await self.wire.open()
        if not await initialized(self.application, self.wire, rest=self._rests, is_patient=is_patient):
            return False
        self.house.bot_username = self.application.bot.username
        await ensure_admins(self.sessions, self.house)
        for best_effort in (default_menus, introduce):  # nobody waits for it: there may be a pause
            self.house.spawn(best_effort(self.application.bot))
        self.house.spawn(self.house.menus.refresh())
        return True

    async def _rests(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)
        return not self.stopping.is_set()

    async def run(self, *, polling: bool = True) -> None:
        """Alone, until ``stop``: fetch, tick, send; all of it drains at the end. Raises TokenRefused."""
        async with self.sessions.writing() as session:
            await bury_all(session)
        async with self.working():
            await self.lead(self.stopping, polling=polling)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Send, and handle what comes in; at the end all of it drains. Raises TokenRefused."""
        sender, serving = self.watched(self.postman.run()), self.watched(self.inbox.serve())
        try:
            yield
        finally:
            self.inbox.stop()
            await asyncio.wait({serving})
            self.postman.stop()
            await asyncio.wait({sender})
        serving.result()
        sender.result()

    async def lead(self, over: asyncio.Event, *, polling: bool, leads: Leads = always) -> None:
        """What only one process does: answer what a crash left, tick, fetch. Until it is over.

        Raises TokenRefused.
        """
        self.ticks.resume()
        ticking, replaying = self.watched(self.ticks.run()), asyncio.create_task(self.inbox.replay())
        try:
            await asyncio.wait({replaying}, timeout=_REPLAY_FIRST)
            if polling:
                await self.inbox.fetch(over, leads=leads)
            else:
                await self.address.keep(over)
        finally:
            self.ticks.stop()
            await asyncio.wait({ticking, replaying})
        replaying.result()
        ticking.result()

    def watched(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Run beside the others; should it fail, everything stops in order, and its error is raised then."""
        task = asyncio.create_task(work)
        task.add_done_callback(self._stop_after_failure)
        return task

    def _stop_after_failure(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self.stop()

    def stop(self) -> None:
        """Stop fetching; what is under way ends first."""
        self.stopping.set()

    def abandon(self) -> None:
        """Others took this process for dead: it sends nothing more, marks nothing, and ends."""
        self.house.is_abandoned = True
        self.wire.traffic.shut()
        self.inbox.abandon()
        self.stop()

    async def close(self) -> None:
        self.house.menus.stop()
        await self.house.settle()
        await self.application.shutdown()
        await self.wire.close()
        await self.sessions.close()

    def ring(self) -> None:
        """The clock was moved: look at once what has come due."""
        self.ticks.ring()
        self.postman.ring()


async def ensure_admins(sessions: Sessions, house: House) -> None:
    """ADMIN_IDS are admins, now and after every start; others keep their role."""
    async with sessions.writing() as session:
        work = Work(session, house.now(), SYSTEM, bot_username=house.bot_username)
        await bootstrap.ensure_admins(work, house.settings.admin_ids)


__all__ = ["Bot", "TokenRefused", "build_application", "ensure_admins", "system_clock"]
