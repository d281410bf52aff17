"""Updates whose process died before it had finished them: handed out again, one by one."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator

from bot.delivery.lanes import Lanes, chat_of
from bot.delivery.parcel import Parcel
from db.engine import Sessions
from db.failpoints import Point, reached
from db.inbox import StoredUpdate, adopt, count_try

log = logging.getLogger(__name__)

#: An update that was under way in this many crashes is given up, so that the next one is served: the one that
#: left it here, where others may have been under way as well, and two in which it was alone.
MOST_CRASHES = 3


class Abandoned(Exception):
    """This process takes no updates any more: others have its work."""


class Orphans:
    """One by one: those behind a poison one must not be blamed for the crash it makes."""

    def __init__(self, sessions: Sessions, lanes: Lanes, *, owner: str) -> None:
        self._sessions = sessions
        self._lanes = lanes
        self._owner = owner
        self._one_replay = asyncio.Lock()
        self._under_way: tuple[int, asyncio.Event] | None = None

    async def replay(self) -> AsyncIterator[list[int]]:
        """After each update those that were given up, by id, at most one at a time."""
        async with self._one_replay:
            for row in await self._left():
                reached(Point.REPLAYING)
                crashes = 1 + row.tries
                if crashes >= MOST_CRASHES:
                    log.error("Update %d was under way in %d crashes: given up", row.update_id, crashes)
                    yield [row.update_id]
                else:
                    await self._hand_out(row)
                    yield []

    async def _left(self) -> list[StoredUpdate]:
        async with self._sessions.writing() as session:
            left = await adopt(session, owner=self._owner)
        if left:
            log.warning("%d updates were not finished when their process ended", len(left))
        return left

    def ended(self, update_id: int) -> None:
        """Somebody has finished this one."""
        if self._under_way is not None and self._under_way[0] == update_id:
            self._under_way[1].set()

    async def _hand_out(self, row: StoredUpdate) -> None:
        async with self._sessions.writing() as session:
            await count_try(session, row.update_id)
        reached(Point.TRY_COUNTED)
        payload: dict[str, object] = json.loads(row.payload)
        over = asyncio.Event()
        self._under_way = row.update_id, over
        self._lanes.add(Parcel(row.update_id, chat_of(payload), payload))
        await over.wait()
        reached(Point.REPLAYED)
