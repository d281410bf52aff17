"""The outbox as the postman keeps it: one transaction a turn settles all that came back and
announces only what leaves now.

Announced means ``sending``, on the disk, before the first byte goes out. Settling has no timer:
what ended during the last commit goes into the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.transitions import FIRST_WAIT
from db.claimed import Claimed, Room
from db.claims import anything_due, anything_waiting, claim
from db.completing import with_bodies, with_targets
from db.doubt import give_back, not_written
from db.engine import Sessions
from db.failpoints import Point, reached
from db.last_checks import refusals, withdraw_outdated
from db.recovery import expire, hold, recover
from db.settlement import Landed, refuse, settle

#: How many texts of broadcasts are kept at hand.
_MOST_BODIES = 64


@dataclass(slots=True)
class Ledger:
    """The outbox of one sender. ``owner`` names this process in the rows it holds."""

    sessions: Sessions
    owner: str
    lease: timedelta = timedelta(seconds=90)
    first_wait: timedelta = FIRST_WAIT
    _bodies: dict[int, dict[str, object]] = field(default_factory=dict)

    async def turn(self, landed: Sequence[Landed], room: Room, *, now: datetime) -> list[Claimed]:
        """Settle these tries and claim what leaves now, in one commit. ``now`` is House time."""
        try:
            return await self._turn(landed, room, now=now)
        except IntegrityError:
            # another sender announced a message of the same chat a moment earlier: claim next time
            return await self._turn(landed, Room(free=0), now=now)

    async def tidy(self, flying: Sequence[Claimed] = (), *, now: datetime, everything: bool = False) -> int:
        """Recover what a gone sender left, expire and withdraw what is over; returns how many were recovered.

        What is ``flying`` here keeps its lease: a large file on a slow line takes longer than one.
        ``everything``: somebody may have died, and the leases of the dead need not be waited for.
        """
        async with self.sessions.writing_plainly() as connection:
            await hold(connection, flying, owner=self.owner, lease=self.lease)
            recovered = await recover(
                connection, owner=self.owner, everything=everything, now=now, first_wait=self.first_wait
            )
            await expire(connection, now=now)
            reached(Point.EXPIRED)
            await withdraw_outdated(connection, now=now)
            reached(Point.BEFORE_TIDY_COMMIT)
        return recovered

    async def after_doubt(self, landed: Sequence[Landed], flying: Sequence[Claimed]) -> list[Landed]:
        """After a commit whose answer was lost: those of these tries that are not written down yet.

        What was announced then and is in nobody's hands waits again: it certainly has not left.
        """
        async with self.sessions.writing_plainly() as connection:
            holding = [*(one.claimed for one in landed), *flying]
            await give_back(connection, owner=self.owner, holding=holding)
            return await not_written(connection, landed)

    async def anything_due(self, room: Room, *, now: datetime) -> bool:
        """Whether a message could leave now, of those that ``room`` is for, if there were enough of it."""
        async with self.sessions.reading_plainly() as connection:
            return await anything_due(connection, now=now, urgent_only=room.urgent_only)

    async def anything_waiting(self, *, now: datetime) -> bool:
        """Whether a message is due, be it that it still rests after a failed try."""
        async with self.sessions.reading_plainly() as connection:
            return await anything_waiting(connection, now=now)

    async def _turn(self, landed: Sequence[Landed], room: Room, *, now: datetime) -> list[Claimed]:
        async with self.sessions.writing_plainly() as connection:
            await settle(connection, landed, owner=self.owner, now=now)
            if landed:
                reached(Point.SETTLED)
            claimed = [] if room.free < 1 else await self._claim(connection, room, now=now)
            reached(Point.BEFORE_TURN_COMMIT)
        return claimed

    async def _claim(self, connection: AsyncConnection, room: Room, *, now: datetime) -> list[Claimed]:
        claimed = await claim(connection, room, owner=self.owner, lease=self.lease, now=now)
        if claimed:
            reached(Point.CLAIMED)
        if len(self._bodies) > _MOST_BODIES:
            self._bodies.clear()
        claimed = await with_bodies(connection, await with_targets(connection, claimed), self._bodies)
        refused = await refusals(connection, claimed)
        for one in claimed:
            if one.id in refused:
                state, reason = refused[one.id]
                await refuse(connection, one, state=state, reason=reason, now=now)
        return [one for one in claimed if one.id not in refused]
