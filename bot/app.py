"""The roof's wiring: one House, and everything that runs in it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot

from bot.actions import bootstrap
from bot.actions.work import SYSTEM, Work
from bot.chores import CHORES
from bot.context import Context
from bot.delivery.gate import Gate
from bot.delivery.inbox import Inbox
from bot.delivery.postman import Postman
from bot.delivery.wire import TokenRefused, Wire
from bot.house import House
from bot.messages import system
from bot.request import WireRequest
from bot.settings import Settings
from bot.ticks import Chore, Ticks
from db.engine import Sessions
from handlers import dialogue, errors, everything
from handlers.help import default_menus, introduce, menu_of

log = logging.getLogger(__name__)

#: None of PTB's own stores is used, so most of its type parameters are None.
PtbApplication = Application[ExtBot[None], Context, None, None, House, None]


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
        self.sessions = Sessions(settings.database_url)
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
        )
        self.house.ring = self.postman.ring
        self.application = build_application(settings, self.house, self.wire)
        self.inbox = Inbox(sessions=self.sessions, wire=self.wire, process=self._process, now=now)
        self.ticks = Ticks(self.house, chores)

    async def _process(self, update_id: int, payload: dict[str, object]) -> None:
        parsed = Update.de_json(payload, self.application.bot)
        if parsed is not None and parsed.effective_user is not None:
            await self.application.process_update(parsed)

    async def open(self) -> None:
        """Connect, learn who we are, and answer what a crash left. Raises TokenRefused."""
        await self.wire.open()
        await self.application.initialize()
        self.house.bot_username = self.application.bot.username
        await ensure_admins(self.sessions, self.house)
        await default_menus(self.application.bot)
        self.house.spawn(introduce(self.application.bot))
        self.house.spawn(self.house.menus.refresh())

    async def set_webhook(self) -> None:
        """Tell Telegram where to call instead of being asked."""
        settings = self.house.settings
        await self.application.bot.set_webhook(
            f"{settings.webhook_url}/telegram",
            secret_token=settings.webhook_secret,
            allowed_updates=["message", "callback_query", "my_chat_member"],
        )

    async def run(self, *, polling: bool = True) -> None:
        """Until ``stop``: fetch, tick, send. Everything drains before it returns. Raises TokenRefused."""
        sender = self._watched(self.postman.run())
        ticking = self._watched(self.ticks.run())
        try:
            await self.inbox.replay()
            self.ticks.ring()
            if polling:
                await self.application.bot.delete_webhook()
                await self.inbox.poll()
            else:
                await self.inbox.serve()
        finally:
            self.ticks.stop()
            self.postman.stop()
            await asyncio.wait({ticking, sender})
        ticking.result()
        sender.result()

    def _watched(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Run beside the others; should it die, everything stops in order, and ``run`` raises its error."""
        task = asyncio.create_task(work)
        task.add_done_callback(lambda _: self.stop())
        return task

    def stop(self) -> None:
        """Stop fetching; what is under way ends first."""
        self.inbox.stop()

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


def build_application(settings: Settings, house: House, wire: Wire) -> PtbApplication:
    """PTB's Application with our wire under it, and without its updater, queue and scheduler."""
    house.call = house.menus.call = wire.call
    house.menus.menu_of = lambda rights: menu_of(rights.as_actor)
    request = WireRequest(wire)
    application: PtbApplication = (
        ApplicationBuilder()
        .token(settings.bot_token)
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .job_queue(None)
        .context_types(_context_types(house))
        .build()
    )
    application.add_handlers({-1: dialogue.FIRST, 0: everything.handlers()})
    application.add_error_handler(errors.on_error)
    return application


def _context_types(house: House) -> ContextTypes[Context, None, None, House]:
    # PTB wants a type and calls it without arguments; a function that gives our house does as well.
    return ContextTypes(context=Context, bot_data=lambda: house)  # type: ignore[call-overload,no-any-return]


async def ensure_admins(sessions: Sessions, house: House) -> None:
    """ADMIN_IDS are admins, now and after every start; others keep their role."""
    async with sessions.writing() as session:
        work = Work(session, house.now(), SYSTEM, bot_username=house.bot_username)
        await bootstrap.ensure_admins(work, house.settings.admin_ids)


__all__ = ["Bot", "TokenRefused", "build_application", "ensure_admins", "system_clock"]
