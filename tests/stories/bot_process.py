"""The bot as a process of its own, as `run` starts it, but at a moment of the test's choosing."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from bot import logs
from bot.commands.running import run_bot
from bot.settings import read_settings


async def main(clock_starts_at: str) -> None:
    """The settings come from the environment; the business clock runs on from this moment (ISO 8601)."""
    started, clock = time.monotonic(), datetime.fromisoformat(clock_starts_at)
    logs.set_up("INFO", "text")
    await run_bot(read_settings(), now=lambda: clock + timedelta(seconds=time.monotonic() - started))
