"""A bare python-telegram-bot sender that keeps nothing, as PTB comes. Arguments: URL TOKEN TOTAL AT_A_TIME"""

from __future__ import annotations

import asyncio
import sys
import time

import uvloop
from telegram import Bot
from telegram.request import HTTPXRequest


async def main(url: str, token: str, total: int, at_a_time: int) -> None:
    """Print messages a second."""
    request = HTTPXRequest(connection_pool_size=at_a_time, pool_timeout=60)
    numbers = iter(range(total))
    async with Bot(token, base_url=f"{url}/bot", request=request) as bot:

        async def send() -> None:
            for number in numbers:
                await bot.send_message(1_000_001 + number, f"Yth. Bapak/Ibu {number}", parse_mode="HTML")

        began = time.perf_counter()
        await asyncio.gather(*(send() for _ in range(at_a_time)))
        print(total / (time.perf_counter() - began))


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
