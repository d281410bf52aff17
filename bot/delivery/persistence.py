"""An update that meets a database which is away is handled again, not given up.

Its transaction was rolled back, or went through unheard: then the second time finds it done.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from db.engine import DATABASE_AWAY

log = logging.getLogger(__name__)

Process = Callable[[int, dict[str, object]], Awaitable[None]]

#: Waits between two tries, in seconds; the last one is repeated.
WAITS = (0.1, 0.5, 1.0, 2.0, 5.0)
#: Longer than this nothing is away: then the update is given up like after any other fault. An hour.
MOST_TRIES = 720


def persistent(process: Process, stopped: asyncio.Event, *, left: Callable[[int], None]) -> Process:
    """The same, again and again while the database is away.

    Once ``stopped``, the update is ``left`` to the next start: nothing is marked.
    """

    async def handle(update_id: int, payload: dict[str, object]) -> None:
        for number in range(MOST_TRIES):
            try:
                return await process(update_id, payload)
            except DATABASE_AWAY as error:
                if number == 0:
                    log.warning("Update %d waits for the database (%s)", update_id, type(error).__name__)
            await _pause(WAITS[min(number, len(WAITS) - 1)], stopped)
            if stopped.is_set():
                left(update_id)
                raise asyncio.CancelledError
        return await process(update_id, payload)

    return handle


async def _pause(seconds: float, stopped: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stopped.wait()
