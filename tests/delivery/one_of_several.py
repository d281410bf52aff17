"""The whole bot as a process of its own, one of several at one database; started by test_several.

Arguments: DATABASE_URL TELEGRAM_URL RATE TIMES (seconds: beat lease gone stale settle)
"""

from __future__ import annotations

from bot import logs
from bot.commands.running import run_bot
from bot.delivery.presence import Times
from bot.settings import Settings
from tests.delivery.telegram import TOKEN


async def main(database_url: str, telegram_url: str, rate: str, times: str, log_level: str = "ERROR") -> None:
    logs.set_up(log_level, "text")
    settings = Settings(
        bot_token=TOKEN, database_url=database_url, telegram_api_url=telegram_url, send_rate=float(rate)
    )
    await run_bot(settings, times=Times(*(float(one) for one in times.split())))
