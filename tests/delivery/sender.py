"""A process of its own that sends the outbox until it is killed; started by test_kills.

Arguments: DATABASE_URL TELEGRAM_URL
"""

from __future__ import annotations

from datetime import UTC, datetime

from bot.delivery.gate import Gate
from bot.delivery.postman import Postman
from bot.delivery.wire import Wire
from db.engine import Sessions
from tests.delivery.telegram import TOKEN

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


async def main(database_url: str, telegram_url: str) -> None:
    sessions = Sessions(database_url)
    async with Wire(token=TOKEN, api_url=telegram_url, gate=Gate(sessions), rate=0) as wire:
        postman = Postman(
            sessions=sessions,
            wire=wire,
            now=lambda: NOW,
            mark_possible_duplicate=lambda html: html + " (2x)",
        )
        await postman.run()
