"""The postman: empties the outbox and reads nothing else.

One loop, one transaction a turn: what came back is settled, what leaves now is announced, then
sent beside each other. Tasks that write are never cancelled; stopping is an event.
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivery.bell import Bell
from bot.delivery.carrier import Carrier
from bot.delivery.expected import Expected
from bot.delivery.landing import came_of, landing
from bot.delivery.outcome import Outcome
from bot.delivery.wire import SEND_TIMEOUT, TokenRefused, Wire
from bot.rules.transitions import FIRST_WAIT, OutcomeKind
from db.claimed import Claimed, Room
from db.engine import DATABASE_FAULTS, Sessions
from db.failpoints import Point, reached
from db.ledger import Ledger
from db.settlement import Landed

log = logging.getLogger(__name__)

#: At 25 a second one or two are in flight; each slot is one doubtful message after a crash.
SLOTS = 8
LEASE = timedelta(seconds=90)
#: How often to look for what came due, or was enqueued by another process, without being rung.
LOOK = 1.0
#: How often to recover, expire and withdraw.
TIDY = 5.0
#: What in-flight messages get after a SIGTERM; platforms kill after 30 s.
DRAIN = 20.0


class Postman:
    """Carries the outbox. ``now`` is the clock of the business; leases and retries are the database's."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        wire: Wire,
        now: Callable[[], datetime],
        mark_possible_duplicate: Callable[[str], str],
        slots: int = SLOTS,
        owner: str | None = None,
        lease: timedelta = LEASE,
        first_wait: timedelta = FIRST_WAIT,
        within: timedelta = SEND_TIMEOUT,
        look: float = LOOK,
    ) -> None:
        self._ledger = Ledger(sessions, owner or secrets.token_hex(8), lease, first_wait)
        self._carrier = Carrier(
            sessions=sessions, wire=wire, mark_possible_duplicate=mark_possible_duplicate, within=within
        )
        self._traffic, self._turns = wire.traffic, wire.turns
        self._now, self._slots, self._look = now, slots, look
        self._bell, self._quiet = Bell(), asyncio.Event()
        self._asked_for_quiet = self._stopping = self._refused = self._in_doubt = False
        self._expected = Expected()
        self._has_anybody_died = True
        self._stop_at = self._tidy_at = 0.0
        self.turned_at = 0.0  #: loop time of the last turn that went well
        self._in_flight: dict[asyncio.Task[Outcome], Claimed] = {}
        self._landed: list[Landed] = []

    def ring(self) -> None:
        """Something was enqueued, or the clock of the business was moved."""
        self._expected.anything()
        self._quiet.clear()
        self._bell.set()

    def recover(self) -> None:
        """A sender has died: decide about what was in flight there."""
        self._has_anybody_died, self._tidy_at = True, 0.0

    def stop(self) -> None:
        """Claim nothing more; ``run`` returns when what is in flight has landed, or after 20 s."""
        if not self._stopping:
            self._stopping = True
            self._stop_at = asyncio.get_running_loop().time() + DRAIN
        self._bell.set()

    async def quiet(self) -> None:
        """Wait until nothing is due, nothing in flight, and nothing rests after a failed try."""
        self._asked_for_quiet = True
        self.ring()
        await self._quiet.wait()
        self._asked_for_quiet = False

    async def run(self) -> None:
        """Send until stopped. Raises TokenRefused when Telegram does not know us."""
        while not self._is_over():
            self._bell.clear()
            try:
                await self._turn()
            except DATABASE_FAULTS as error:
                if not self._in_doubt:  # once, not once a second
                    log.error("The outbox cannot be reached (%s); trying again", type(error).__name__)
                self._expected.anything()
                self._in_doubt = True
                await self._bell.wait_at_most(self._look)
                continue
            self.turned_at = asyncio.get_running_loop().time()
            if not self._landed:  # else the database works while what was announced is on its way
                await self._bell.wait_at_most(self._pause())
        if self._refused:
            raise TokenRefused

    def _is_over(self) -> bool:
        if not self._stopping or self._landed:
            return False
        left = len(self._in_flight)
        if left and asyncio.get_running_loop().time() >= self._stop_at:
            log.warning("%d messages are still in flight at the end; their lease decides", left)
            return True
        return not left

    async def _turn(self) -> None:
        if self._in_doubt:
            await self._end_doubt()
        if asyncio.get_running_loop().time() >= self._tidy_at:
            await self._tidy()
        room = self._room()
        landed, self._landed = self._landed, []
        if landed or await self._may_claim(room):
            await self._settle_and_claim(landed, room)
        rests = not (self._in_flight or self._landed or self._bell.is_set())
        if self._asked_for_quiet and rests and not await self._ledger.anything_waiting(now=self._now()):
            self._quiet.set()

    async def _may_claim(self, room: Room) -> bool:
        """Asked before a transaction that writes is begun for nothing."""
        is_known = self._expected.something_for(room)
        return room.free > 0 and (is_known or await self._ledger.anything_due(room, now=self._now()))

    async def _end_doubt(self) -> None:
        """A commit may have gone through though we were not told."""
        landed = list(self._landed)
        rest = await self._ledger.after_doubt(landed, list(self._in_flight.values()))
        self._landed = rest + self._landed[len(landed) :]  # more may have come meanwhile
        self._in_doubt = False
        log.warning("The outbox is reached again")

    async def _tidy(self) -> None:
        self._tidy_at = asyncio.get_running_loop().time() + TIDY
        flying = list(self._in_flight.values())
        recovered = await self._ledger.tidy(flying, now=self._now(), everything=self._has_anybody_died)
        if recovered:
            log.warning("%d messages were in flight when their sender ended", recovered)
        self._has_anybody_died = False

    async def _settle_and_claim(self, landed: list[Landed], room: Room) -> None:
        reached(Point.TURN)
        try:
            claimed = await self._ledger.turn(landed, room, now=self._now())
        except DATABASE_FAULTS:
            self._landed = landed + self._landed
            raise
        reached(Point.AFTER_TURN_COMMIT)
        self._expected.found(claimed, room)
        if room.is_full_of_urgent(claimed):
            self._bell.set()  # as much as broadcasts may take; there may be room for more of these
        for message in claimed:
            task = asyncio.create_task(self._carrier.carry(message))
            self._in_flight[task] = message
            task.add_done_callback(self._land)

    def _room(self) -> Room:
        free = 0 if self._stopping else self._slots - len(self._in_flight)
        return self._traffic.room_for(free, among=self._slots, is_shared=self._turns.is_shared)

    def _pause(self) -> float:
        """Seconds to wait for the bell before the next turn."""
        if self._landed or self._is_over():
            return 0.0
        if self._stopping:
            return max(0.0, self._stop_at - asyncio.get_running_loop().time())
        change = self._traffic.changes_in()
        return self._look if change is None else min(self._look, change + 0.001)

    def _land(self, task: asyncio.Task[Outcome]) -> None:
        reached(Point.LANDED)
        message = self._in_flight.pop(task)
        outcome = came_of(task, message)
        if outcome.kind is OutcomeKind.STOP:
            self._refused = True
            self.stop()
        first = self._ledger.first_wait
        self._landed.append(landing(message, outcome, jitter=random.random(), first_wait=first))  # noqa: S311
        self._bell.set()
