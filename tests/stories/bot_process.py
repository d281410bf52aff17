"""The bot as a process of its own, as `run` starts it, but at a moment of the test's choosing."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import datetime, timedelta

from bot import logs
from bot.commands.running import run_bot
from bot.settings import read_settings


def main() -> None:
    started, clock = time.monotonic(), datetime.fromisoformat(os.environ["CLOCK_STARTS_AT"])
    del os.environ["CLOCK_STARTS_AT"]
    logs.set_up("INFO", "text")
    asyncio.run(
        run_bot(read_settings(), now=lambda: clock + timedelta(seconds=time.monotonic() - started)),
    )


if __name__ == "__main__":
    main()
