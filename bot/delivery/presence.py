"""Several processes at one database: who is alive, who may send and how fast, who is buried.

Each says once a second that it is there. What it heard then holds for a short time (``lease``): a process
that was frozen, or cut off from the database, sends nothing until it has been heard again. Whoever stays
silent longer (``stale``) is buried by any of the others: its sessions are ended, its row is removed, and
when it comes back it finds that and begins anew. So two things can be relied on: who has a row may be
sending, and who has none is not.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.wakefulness import Wakefulness, always_awake
from bot.delivery.wire import Wire
from db.chat_paces import forget_rested
from db.engine import Sessions
from db.instances import Living, beat, bury, end_sessions, join, leave, living, without_sessions

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Times:
    """In seconds. ``lease`` is well below ``stale``: who is buried has stopped sending before."""

    beat: float = 1.0  #: how often to be heard
    lease: float = 5.0  #: how long one may send on having been heard
    gone: float = 2.0  #: silent so long and without a session at the server: killed
    stale: float = 10.0  #: silent so long: frozen, or cut off
    settle: float = 1.25  #: what was sent at the old share leaves the second that counts


class Buried(Exception):
    """The others took this process for dead and have its work; it may only begin anew."""


class Presence:
    """One per process. On SQLite there is nobody else, and a beat is only a sign of life for `doctor`."""

    def __init__(
        self,
        sessions: Sessions,
        wire: Wire,
        *,
        owner: str,
        times: Times,
        trouble: Callable[[], str] = lambda: "",
        changed: Callable[[], None] = lambda: None,
        wakefulness: Wakefulness | None = None,
    ) -> None:
        self._sessions = sessions
        self._wire = wire
        self._owner = owner
        self._times = times
        self._trouble = trouble
        self._changed = changed
        self._wakefulness = wakefulness or always_awake()
        self._has_joined = False
        self._seen_from: datetime | None = None  #: who was heard later than this has seen this process
        self._times_seen = 0
        self._starts_at = math.inf  #: when all the others have seen it and made room
        self._others: set[str] = set()
        self._grows_at = -math.inf  #: when whoever is gone has certainly stopped sending
        self.lost = asyncio.Event()  #: somebody who was there is gone
        self.heard_at = -math.inf  #: loop time of the last beat that was written

    async def join(self) -> None:
        """Be alive for everybody, and wait to be known before sending."""
        if not self._sessions.is_sqlite:
            self._wire.traffic.trust(-math.inf)
        async with self._sessions.writing() as session:
            await join(session, self._owner, alone=self._sessions.is_sqlite)
        self._has_joined = True

    async def run(self) -> None:
        """Beat until cancelled. Raises Buried, Overslept."""
        while True:
            self._wakefulness.check()
            try:
                async with asyncio.timeout(self._times.stale):
                    await self.beat()
            except (SQLAlchemyError, TimeoutError) as error:
                log.error("The sign of life cannot be written (%s); trying again", type(error).__name__)
            await self._wakefulness.pause(self._pause())

    async def beat(self) -> None:
        """Be heard once, hear who else is there, and take the share that follows. Raises Buried."""
        began = asyncio.get_running_loop().time()
        async with self._sessions.writing() as session:
            if not await beat(session, self._owner, trouble=self._trouble()):
                raise Buried("The others took this process for dead")
            everybody = [] if self._sessions.is_sqlite else await living(session)
        self.heard_at = began
        if self._sessions.is_sqlite:
            return
        await self._bury_the_silent(everybody)
        await self._share(everybody, began)

    async def is_buried(self) -> bool:
        """Whether the row of this process was removed; False where nobody can say."""
        try:
            async with self._sessions.reading() as session:
                return self._has_joined and self._owner not in {one.owner for one in await living(session)}
        except SQLAlchemyError:
            return False

    async def leave(self) -> None:
        """End by oneself: the others need not wait."""
        async with self._sessions.writing() as session:
            await leave(session, self._owner)

    async def _share(self, everybody: list[Living], began: float) -> None:
        traffic = self._wire.traffic
        owners = [one.owner for one in everybody]
        others = set(owners) - {self._owner}
        if self._others - others:
            self._grows_at = began + self._times.lease + self._times.settle
            self.lost.set()
        self._others = others
        traffic.divide(owners.index(self._owner), len(owners), may_grow=began >= self._grows_at)
        self._wire.turns.is_shared = bool(others) or began < self._grows_at
        if self._wire.turns.is_shared and await self._wire.gate.load():
            traffic.slow_down()
        self._note_who_has_seen_this_one(everybody, began)
        if began >= self._starts_at:
            had_to_wait = not traffic.is_trusted
            traffic.trust(began + self._times.lease)
            if had_to_wait:
                self._changed()

    def _note_who_has_seen_this_one(self, everybody: list[Living], began: float) -> None:
        """A newcomer sends a moment after everybody else was heard twice since it was there to be seen.

        Once they have seen it; when they are heard again they have taken their smaller share.
        """
        if self._starts_at < math.inf:
            return
        own = next(one for one in everybody if one.owner == self._owner)
        seen_from = self._seen_from = self._seen_from or own.seen_at
        others = [one for one in everybody if one.owner != self._owner]
        if all(one.seen_at > seen_from for one in others):
            self._times_seen += 1
            self._seen_from = max(one.seen_at for one in everybody)
        if not others or self._times_seen == 2:
            self._starts_at = began + (self._times.settle if others else 0.0)

    def _pause(self) -> float:
        if self._sessions.is_sqlite:
            return 10 * self._times.beat
        return self._times.beat if self._starts_at < math.inf else self._times.beat / 4

    async def _bury_the_silent(self, everybody: list[Living]) -> None:
        others = [one for one in everybody if one.owner != self._owner]
        stale = {one.owner for one in others if one.quiet_for.total_seconds() > self._times.stale}
        quiet = {one.owner for one in others if one.quiet_for.total_seconds() > self._times.gone} - stale
        if not stale | quiet:
            return
        async with self._sessions.writing() as session:
            killed = await without_sessions(session, quiet)
            if stale:
                await end_sessions(session, stale)
        for owners, silent in ((stale, self._times.stale), (killed, self._times.gone)):
            if owners:
                await self._bury(owners, timedelta(seconds=silent))

    async def _bury(self, owners: set[str], silent: timedelta) -> None:
        async with self._sessions.writing() as session:
            buried = await bury(session, owners, quiet_for=silent)
            await forget_rested(session)
        for owner in buried:
            log.warning("Process %s was not heard of for %d s: its work is taken over", owner, silent.seconds)
