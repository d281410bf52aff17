"""run: one process that fetches, ticks and sends, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from datetime import datetime

import typer
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.actions.bootstrap import new_first_code
from bot.actions.work import SYSTEM, Work
from bot.app import Bot, system_clock
from bot.commands.data import prepare_database
from bot.commands.refusals import CannotDo
from bot.delivery.leader import Leader
from bot.delivery.wire import TokenRefused
from bot.fence import stand_at_the_fence
from bot.rules.clocks import WIB
from bot.rules.codes import in_fours
from bot.settings import Settings
from bot.tombstones import erase_restored

log = logging.getLogger(__name__)

#: How often a second process on PostgreSQL asks whether it may take over, in seconds.
_STAND_BY_SECONDS = 5.0
_TOKEN_REFUSED = (
    "Telegram does not accept BOT_TOKEN: copy it again from @BotFather (it may have been revoked)."  # noqa: S105
)


async def run_bot(settings: Settings, *, now: Callable[[], datetime] = system_clock) -> None:
    """Until SIGTERM or Ctrl-C. Raises CannotDo when it cannot run at all."""
    await prepare_database(settings)
    bot = Bot(settings, now=now)
    leader = Leader(bot.sessions)
    stopping = asyncio.Event()
    _on_signals(stopping, bot)
    try:
        await _lead(leader, bot, stopping)
        if not stopping.is_set():
            await erase_restored(bot.house)
            await _run_leading(bot, leader, stopping)
    finally:
        await leader.release()
        await bot.close()
    log.info("Stopped; nothing was left half")


async def _lead(leader: Leader, bot: Bot, stopping: asyncio.Event) -> None:
    """Become the one process that fetches and sends. SQLite: or refuse. PostgreSQL: or stand by."""
    said = False
    while not await leader.try_take():
        if bot.sessions.is_sqlite:
            raise CannotDo(
                "Another `run` is using this SQLite database: stop it first, or use PostgreSQL for two."
            )
        if not said:
            log.info("Another process leads; standing by")
            said = True
        try:
            await asyncio.wait_for(stopping.wait(), _STAND_BY_SECONDS)
            return
        except TimeoutError:
            continue


async def _run_leading(bot: Bot, leader: Leader, stopping: asyncio.Event) -> None:
    await _open(bot)
    log.info("Running as @%s", bot.house.bot_username)
    await _say_first_code(bot)
    await stand_at_the_fence(bot.house, bot.ticks.round)
    lost = asyncio.create_task(leader.lost())
    lost.add_done_callback(lambda _: bot.stop())
    try:
        await (_serve_webhook(bot) if bot.house.settings.webhook_url else bot.run())
    except TokenRefused as error:
        raise CannotDo(_TOKEN_REFUSED) from error
    finally:
        lost.cancel()
    if not stopping.is_set():
        raise CannotDo("The lead was lost with the database connection; start again.")


async def _open(bot: Bot) -> None:
    try:
        await bot.open()
    except (InvalidToken, TokenRefused) as error:
        raise CannotDo(_TOKEN_REFUSED) from error
    except NetworkError as error:
        raise CannotDo(
            "Telegram cannot be reached: check the network, TELEGRAM_API_URL and PROXY_URL."
        ) from error
    except TelegramError as error:
        raise CannotDo(f"Telegram did not answer getMe as expected: {error}") from error


async def _say_first_code(bot: Bot) -> None:
    """Where nobody is an admin yet, the console shows how to become one: no log line, as it is secret."""
    house = bot.house
    async with bot.sessions.writing() as session:
        made = await new_first_code(Work(session, house.now(), SYSTEM))
    if made is not None:
        until = made.expires_at.astimezone(WIB)
        typer.echo(
            f"There is no admin yet. Send this to @{house.bot_username} before {until:%H.%M} WIB:\n"
            f"    /start {in_fours(made.code)}\n"
            "Whoever sends it first becomes the admin. Starting again shows a new code and voids this one."
        )


async def _serve_webhook(bot: Bot) -> None:
    from aiohttp import web  # here: a bot that polls needs no server

    from bot.delivery.webhook import web_app

    settings = bot.house.settings
    runner = web.AppRunner(web_app(bot.inbox.accept, secret=settings.webhook_secret), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, port=settings.port).start()
    except OSError as error:
        raise CannotDo(
            f"Port {settings.port} is busy: choose another PORT or stop what listens there."
        ) from error
    try:
        await bot.set_webhook()
        await bot.run(polling=False)
    finally:
        await runner.cleanup()


def _on_signals(stopping: asyncio.Event, bot: Bot) -> None:
    def stop() -> None:
        log.info("Told to stop; finishing what is under way")
        stopping.set()
        bot.stop()

    if sys.platform == "win32":
        signal.signal(signal.SIGINT, lambda *_: stop())
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
