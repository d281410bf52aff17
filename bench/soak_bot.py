"""The bot as a process whose business clock another process moves. Arguments: CLOCK_FILE

The file holds the seconds since 1970 as one double. SIGUSR1 says that it was moved, SIGTERM ends.
Settings come from the environment.
"""

from __future__ import annotations

import asyncio
import mmap
import signal
import struct
import sys
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from bot import logs
from bot.app import Bot
from bot.commands.practicing import running
from bot.settings import read_settings


async def main(clock_file: str) -> None:
    """Until SIGTERM."""
    logs.set_up("ERROR", "text")
    stopped = asyncio.Event()
    seconds = mapped(Path(clock_file))

    def now() -> datetime:
        return datetime.fromtimestamp(struct.unpack("d", seconds[:8])[0], UTC)

    bot = Bot(read_settings(), now=now)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, bot.ring)
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    async with running(bot):
        print("ready", flush=True)
        await stopped.wait()


def mapped(path: Path) -> mmap.mmap:
    """The file as memory: reading the clock costs nothing and opens nothing."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 8, access=mmap.ACCESS_READ)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
