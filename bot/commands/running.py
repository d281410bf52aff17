"""run: one process among any number, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.app import Bot, system_clock
from bot.commands.data import prepare_database
from bot.commands.life import Life
from bot.commands.refusals import CannotDo
from bot.delivery.leader import LockUnusable
from bot.delivery.presence import Buried, Times
from bot.delivery.wire import TokenRefused
from bot.memory import settle_in
from bot.settings import Settings
from bot.tombstones import erase_restored

log = logging.getLogger(__name__)

_TOKEN_REFUSED = (
    "Telegram does not accept BOT_TOKEN: copy it again from @BotFather (it may have been revoked)."  # noqa: S105
)


async def run_bot(
    settings: Settings, *, now: Callable[[], datetime] = system_clock, times: Times | None = None
) -> None:
    """Until SIGTERM or Ctrl-C. Raises CannotDo when it cannot run at all."""
    await prepare_database(settings)
    stopping = asyncio.Event()
    _on_signals(stopping)
    while not stopping.is_set():
        try:
            await _one_life(Bot(settings, now=now), stopping, times or Times())
        except Buried:
            continue
    log.info("Stopped; nothing was left half")


async def _one_life(bot: Bot, stopping: asyncio.Event, times: Times) -> None:
    """Until it is told to stop, or the others took it for dead. Raises Buried, CannotDo."""
    told = bot.watched(_stop_when(stopping, bot))
    life = Life(bot, times)
    try:
        await life.be_the_only_one()
        await erase_restored(bot.house)
        await _open(bot)
        log.info("Running as @%s", bot.house.bot_username)
        settle_in()
        await life.live()
    except TokenRefused as error:
        raise CannotDo(_TOKEN_REFUSED) from error
    except LockUnusable as error:
        raise CannotDo(str(error)) from error
    except SQLAlchemyError as error:
        if not await life.is_buried():
            raise
        raise Buried from error  # its sessions were ended while it was at something
    finally:
        told.cancel()
        await life.close()
        await bot.close()


async def _stop_when(stopping: asyncio.Event, bot: Bot) -> None:
    await stopping.wait()
    bot.stop()


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


def _on_signals(stopping: asyncio.Event) -> None:
    def stop() -> None:
        log.info("Told to stop; finishing what is under way")
        stopping.set()

    if sys.platform == "win32":
        signal.signal(signal.SIGINT, lambda *_: stop())
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
