"""One message at a time and a second in a chat, and every pause Telegram asks for, where several send.

Asked in the database right before a request, and only while more than one process is alive: whoever is
alone knows all of it by himself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.gate import Gate
from bot.delivery.http import NotSent
from bot.delivery.pace import rest_after
from db.chat_paces import rest, take_turn
from db.engine import Sessions

log = logging.getLogger(__name__)

#: How long a turn is kept for a process that ends in it; nearly every request takes less.
HOLD = timedelta(seconds=2)
#: The shortest wait before a turn is asked for again, in seconds.
_SHORTEST = 0.02


class Turns:
    """One per wire. ``is_shared`` is set by whoever knows how many processes are alive."""

    def __init__(self, sessions: Sessions, gate: Gate, *, is_unlimited: bool) -> None:
        self._sessions = sessions
        self._gate = gate
        self._is_unlimited = is_unlimited
        self.is_shared = False

    @asynccontextmanager
    async def turn(self, chat_id: int, *, patience: timedelta) -> AsyncIterator[None]:
        """The time in which one request goes to this chat. Raises NotSent when its turn does not come."""
        if self._is_unlimited or not self.is_shared:
            yield
            return
        await self._take(chat_id, patience)
        try:
            yield
        finally:
            await self._rest(chat_id)

    async def _take(self, chat_id: int, patience: timedelta) -> None:
        clock = asyncio.get_running_loop().time
        deadline = clock() + patience.total_seconds()
        while True:
            try:
                async with self._sessions.writing() as session:
                    wait = await take_turn(session, chat_id, hold=HOLD)
            except SQLAlchemyError as error:
                raise NotSent("the database cannot say whose turn it is") from error
            if wait is None:
                return
            if clock() + wait.total_seconds() > deadline:
                await self._gate.load()
                raise NotSent("another process wrote to this chat", wait=wait)
            await asyncio.sleep(max(_SHORTEST, wait.total_seconds()))

    async def _rest(self, chat_id: int) -> None:
        try:
            async with self._sessions.writing() as session:
                await rest(session, chat_id, seconds=rest_after(chat_id))
        except SQLAlchemyError as error:  # the chat rests as long as the turn would have lasted
            log.warning("A turn could not be given back (%s)", type(error).__name__)
