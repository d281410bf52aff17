"""What listens: the webhook, where updates come that way, and the answer to whoever asks for health."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from bot.app import Bot
from bot.commands.refusals import CannotDo
from bot.delivery.health import Health
from bot.delivery.webhook import health_app, web_app

_LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def doors(bot: Bot, health: Health) -> AsyncIterator[None]:
    """Open what the settings ask for. Raises CannotDo when a port is busy."""
    settings = bot.house.settings
    async with AsyncExitStack() as stack:
        if settings.webhook_url:
            app = web_app(bot.inbox.accept, secret=settings.webhook_secret, troubles=health.troubles)
            await stack.enter_async_context(_served(app, None, settings.port, "PORT"))
        if settings.health_port:
            app = health_app(health.troubles)
            await stack.enter_async_context(_served(app, _LOOPBACK, settings.health_port, "HEALTH_PORT"))
        yield


@asynccontextmanager
async def _served(app: web.Application, host: str | None, port: int, name: str) -> AsyncIterator[None]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise CannotDo(
                f"Port {port} is busy: choose another {name} or stop what listens there."
            ) from error
        yield
    finally:
        await runner.cleanup()
