"""The gate Telegram closes with a 429. It is kept in the database, so that a restart obeys it too."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from datetime import timedelta

from bot.delivery.http import NotSent
from db.engine import Sessions
from db.gates import close_gate, closed_gates

log = logging.getLogger(__name__)

#: Closed for everything: Telegram's pause usually holds for all chats of the bot.
BOT = "bot"
#: Added to what Telegram asks for: its clock runs a little behind ours.
MARGIN = timedelta(seconds=1)
#: Those who waited do not all leave in the moment it opens, but within so many seconds.
SPREAD = 0.5


class Gate:
    """Who has to be silent until when. ``clock`` counts seconds and never jumps."""

    def __init__(self, sessions: Sessions, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.sessions = sessions
        self._clock = clock
        self._open_at: dict[str, float] = {}

    async def load(self) -> bool:
        """Take over what an earlier process, or another one, was told; whether the bot's gate is news."""
        was_closed = self.closed_for(BOT) > 0
        async with self.sessions.reading() as session:
            for name, pause in (await closed_gates(session)).items():
                self._open_at[name] = self._clock() + pause.total_seconds()
        return not was_closed and self.closed_for(BOT) > 0

    def closed_for(self, *names: str) -> float:
        """Seconds until all of these are open; 0.0 when they are."""
        if not self._open_at:
            return 0.0
        now = self._clock()
        waits = [self._open_at[name] - now for name in names if name in self._open_at]
        return max(0.0, *waits) if waits else 0.0

    def closed_chats(self) -> list[int]:
        """Groups that have a pause of their own."""
        now = self._clock()
        return [int(name[5:]) for name, at in self._open_at.items() if name.startswith("chat:") and at > now]

    async def close(self, name: str, *, retry_after: int) -> None:
        """Be silent for ``retry_after`` seconds and a little more; on the disk on return."""
        pause = timedelta(seconds=retry_after) + MARGIN
        self._open_at[name] = max(self._open_at.get(name, 0.0), self._clock() + pause.total_seconds())
        log.warning("Telegram asks for a pause of %d s (%s)", retry_after, name)
        async with self.sessions.writing() as session:
            await close_gate(session, name=name, pause=pause)


async def wait_until_open(closed_for: Callable[[], float], patience: timedelta) -> None:
    """Wait until this says 0.0; who has slept looks again, as the pause may have become longer.

    Raises NotSent when it is closed for longer than patience.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + patience.total_seconds()
    while closed := closed_for():
        if closed > deadline - clock():
            raise NotSent("the gate is closed", wait=timedelta(seconds=closed))
        # so that not all who waited leave in one instant; no secret depends on it
        await asyncio.sleep(closed + random.uniform(0, SPREAD))  # noqa: S311


def chat_gate(chat_id: int) -> str:
    return f"chat:{chat_id}"


def gate_after_429(method: str, chat_id: int | None) -> str:
    """Which gate a 429 to this call closes.

    A group has a limit of its own (20 a minute), so only the group rests; anything else that is
    sent closes the whole bot; calls that send nothing close only themselves.
    """
    if chat_id is None:
        return f"method:{method}"
    return BOT if chat_id > 0 else chat_gate(chat_id)
