"""The alarm clocks. A job only rings a bell; our own task does the work, one chore per transaction.

Nothing is remembered here: every due time lives in a table, so a killed process forgets nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.work import SYSTEM, Work
from bot.house import House
from bot.logs import reference_code

log = logging.getLogger(__name__)

#: How often the database is asked what has come due, in seconds.
EVERY_SECONDS = 5

Chore = Callable[[Work], Awaitable[None]]
#: Asked in the transaction of a chore: whether this process leads, and will until its end.
Guard = Callable[[AsyncSession], Awaitable[bool]]


class Ticks:
    """Runs the chores whenever the bell rings, until stopped. Each chore is its own transaction."""

    def __init__(self, house: House, chores: Sequence[Chore]) -> None:
        self._house = house
        self._chores = chores
        self.guard: Guard | None = None  #: where several processes could
        self.looked_at = 0.0  #: loop time of the end of the last round
        self._bell = asyncio.Event()
        self._stopped = False
        self._one_round = asyncio.Lock()

    def ring(self) -> None:
        """Look at once instead of at the next beat."""
        self._bell.set()

    def stop(self) -> None:
        self._stopped = True
        self._bell.set()

    def resume(self) -> None:
        """After a stop: this process leads again, and looks at once."""
        self._stopped = False
        self._bell.set()

    async def run(self) -> None:
        """Until ``stop``. A chore that fails is logged and tried again at the next beat."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(
            self.ring,
            "interval",
            seconds=EVERY_SECONDS,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        scheduler.start()
        try:
            while True:
                await self._bell.wait()
                self._bell.clear()
                if self._stopped:
                    return
                await self.round()
        finally:
            scheduler.shutdown(wait=False)

    async def round(self) -> None:
        """Every chore once, one round at a time."""
        await self.do(self._chores)
        self.looked_at = asyncio.get_running_loop().time()
        self._house.ring()
        self._house.spawn(self._house.menus.refresh())

    async def do(self, chores: Sequence[Chore], *, at: datetime | None = None) -> None:
        """These chores once: as of now, or as of a moment that nobody was there to see."""
        async with self._one_round:
            for chore in chores:
                if not self._stopped:
                    await self._do(chore, at)

    async def _do(self, chore: Chore, at: datetime | None) -> None:
        try:
            async with self._house.sessions.writing() as session:
                if self.guard is not None and not await self.guard(session):
                    return
                now = at or self._house.now()
                await chore(Work(session, now, SYSTEM, bot_username=self._house.bot_username))
        except (
            Exception
        ):  # a broken chore must not stop the others; it is logged with a code, and tried again
            log.exception("Fault %s in chore %s", reference_code(), getattr(chore, "__name__", chore))
