"""run: one process among any number, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.app import Bot, system_clock
from bot.commands.data import prepare_database
from bot.commands.life import Life
from bot.commands.refusals import CannotDo
from bot.delivery.identity import NotReached
from bot.delivery.leader import LockUnusable
from bot.delivery.presence import Buried, Times
from bot.delivery.wakefulness import Overslept
from bot.delivery.wire import TokenRefused
from bot.memory import settle_in
from bot.settings import Settings
from bot.tombstones import erase_restored

log = logging.getLogger(__name__)

#: How long a process that was buried waits before it asks a database anew that is away, in beats.
_BEATS_OF_REST = 5

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
    is_first = True
    while not stopping.is_set():
        try:
            await _one_life(Bot(settings, now=now), stopping, times or Times(), is_first=is_first)
        except (Buried, Overslept):
            is_first = False
    log.info("Stopped; nothing was left half")


async def _one_life(bot: Bot, stopping: asyncio.Event, times: Times, *, is_first: bool) -> None:
    """Until it is told to stop, or has to begin anew. Raises Buried, Overslept, CannotDo.

    Only the first one ends for a network or a database that is away: a process that has worked here waits.
    """
    told = bot.watched(_stop_when(stopping, bot))
    life = Life(bot, times)
    try:
        await life.be_the_only_one()
        await erase_restored(bot.house)
        if await _open(bot, is_first=is_first):
            log.info("Running as @%s", bot.house.bot_username)
            settle_in()
            await life.live()
    except TokenRefused as error:
        raise CannotDo(_TOKEN_REFUSED) from error
    except LockUnusable as error:
        raise CannotDo(str(error)) from error
    except SQLAlchemyError as error:
        if not await life.is_buried():  # else its sessions were ended while it was at something
            if is_first:
                raise
            log.error("The database cannot be used (%s); beginning again", type(error).__name__)
            await _rest(stopping, _BEATS_OF_REST * times.beat)
        raise Buried from error
    finally:
        told.cancel()
        await life.close()
        await bot.close()


async def _stop_when(stopping: asyncio.Event, bot: Bot) -> None:
    await stopping.wait()
    bot.stop()


async def _rest(stopping: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)


async def _open(bot: Bot, *, is_first: bool) -> bool:
    try:
        return await bot.open(is_patient=not is_first)
    except NotReached as error:
        raise CannotDo(
            f"Telegram cannot be reached ({error}): check the network, TELEGRAM_API_URL and PROXY_URL."
        ) from error


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
