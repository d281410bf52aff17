"""Updates in: stored in one commit before Telegram may forget them, then handed to the lanes.

Whoever changes something marks his update done in his own transaction; the rest is marked here,
in batches. After a crash the rows still ``new`` are handed out again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.delivery.fetcher import POLL, Fetcher, Leads, always
from bot.delivery.intake import private_sender, storable, update_id_of
from bot.delivery.lanes import Lanes, chat_of
from bot.delivery.orphans import Abandoned, Orphans
from bot.delivery.parcel import Parcel
from bot.delivery.persistence import Process, persistent
from bot.delivery.wire import Wire
from db.engine import DATABASE_FAULTS, Sessions
from db.failpoints import Point, reached
from db.inbox import mark_failed, mark_shown, store
from db.reach import heard_from

log = logging.getLogger(__name__)

MOST_LANES = 64
#: Above this many unfinished updates no more are fetched: Telegram keeps them for us.
MOST_OPEN = 1000
#: How long ids of shown updates are collected before they are marked, in seconds.
FLUSH = 0.2
#: What lanes get to end after a SIGTERM, in seconds.
DRAIN = 20.0


class Inbox:
    """``process`` is awaited once per update; an exception out of it gives the update up."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        wire: Wire,
        process: Process,
        now: Callable[[], datetime],
        most_lanes: int = MOST_LANES,
        most_open: int = MOST_OPEN,
        poll: timedelta = POLL,
        owner: str = "",
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        self._sessions, self._owner, self._traffic = sessions, owner, wire.traffic
        self._now = now
        self._most_open = most_open
        self._stopped = asyncio.Event()
        self._process = persistent(process, self._stopped, left=lambda one: self._orphans.ended(one))
        self._new_fetcher = partial(Fetcher, wire, poll=poll, heard=heard)
        self._lanes = Lanes(self._handle, self._ended, most=most_lanes)
        self._shown: list[int] = []
        self._failed: list[int] = []
        self._to_flush = asyncio.Event()
        self._is_abandoned = False
        self._orphans = Orphans(sessions, self._lanes, owner=owner)

    async def replay(self) -> None:
        """Hand out what a crash left, whosever it was."""
        async for given_up in self._orphans.replay():
            self._failed += given_up
            await self._flush()

    async def poll(self) -> None:
        """Fetch until stopped, then let the lanes end. Raises TokenRefused when Telegram does not know us."""
        serving = asyncio.create_task(self.serve())
        try:
            await self.fetch(self._stopped)
        finally:
            self.stop()
            await serving

    async def fetch(self, over: asyncio.Event, *, leads: Leads = always) -> None:
        """Fetch until it is over, or another process leads: what it does not keep, Telegram gives that one.

        Raises TokenRefused.
        """
        fetcher = self._new_fetcher(stopped=over)
        while not over.is_set() and await leads():
            updates = await fetcher.fetch()
            reached(Point.FETCHED)
            if updates and await leads() and await self._kept(updates):
                reached(Point.CONFIRMING)
                fetcher.confirm(updates)
                reached(Point.CONFIRMED)
                await self._lanes.until_below(self._most_open)

    async def serve(self) -> None:
        """Mark what was shown until stopped, then let the lanes end."""
        flusher = asyncio.create_task(self._flush_now_and_then())
        await self._stopped.wait()
        await flusher
        await self._drain()

    async def accept(self, payload: dict[str, object]) -> None:
        """Keep one update of a webhook; returns when it is on the disk. Raises Abandoned."""
        if self._is_abandoned or not self._traffic.is_awake():
            raise Abandoned
        await self._keep([payload])

    def abandon(self) -> None:
        """Another process has what is unfinished here: mark nothing any more, and take nothing."""
        self._is_abandoned = True
        self.stop()

    def stop(self) -> None:
        """Fetch nothing more."""
        self._stopped.set()
        self._to_flush.set()

    async def _kept(self, payloads: Sequence[dict[str, object]]) -> bool:
        try:
            await self._keep(payloads)
        except DATABASE_FAULTS as error:
            # Telegram has not been told that we have them, so it gives them again
            log.error("Updates cannot be stored (%s); trying again", type(error).__name__)
            await asyncio.sleep(1)
            return False
        return not self._is_abandoned  # then nothing was kept

    async def _keep(self, payloads: Sequence[dict[str, object]]) -> None:
        rows: dict[int, dict[str, object]] = {}
        texts: list[tuple[int, str]] = []
        for given in payloads:
            update_id = update_id_of(given)
            if update_id is None:
                log.error("An update without an id was left out")
            elif update_id not in rows:
                rows[update_id], text = storable(given)
                texts.append((update_id, text))
        senders = {sender for payload in rows.values() if (sender := private_sender(payload)) is not None}
        new = await self._flush(texts, senders)
        if new:
            reached(Point.KEPT)
        for update_id, payload in rows.items():
            if update_id in new:
                self._lanes.add(Parcel(update_id, chat_of(payload), payload))

    async def _handle(self, parcel: Parcel) -> None:
        reached(Point.HANDLING)
        await self._process(parcel.update_id, parcel.payload)
        reached(Point.HANDLED)

    def _ended(self, parcel: Parcel, fault: BaseException | None) -> None:
        self._orphans.ended(parcel.update_id)
        if fault is None:
            self._shown.append(parcel.update_id)
        else:
            log.error("Update %d could not be handled", parcel.update_id, exc_info=fault)
            self._failed.append(parcel.update_id)
        self._to_flush.set()

    async def _flush(
        self, updates: Sequence[tuple[int, str]] = (), senders: Collection[int] = ()
    ) -> set[int]:
        """Mark what has ended, and keep these updates, in one commit; returns the ids that are new."""
        shown, self._shown = self._shown, []
        failed, self._failed = self._failed, []
        if self._is_abandoned or not (shown or failed or updates):
            return set()
        now = self._now()
        try:
            async with self._sessions.writing() as session:
                await mark_shown(session, shown, now=now)
                for update_id in failed:
                    await mark_failed(session, update_id, now=now)
                await heard_from(session, senders, now=now)
                return await store(session, updates, now=now, owner=self._owner)
        except DATABASE_FAULTS:
            self._shown += shown
            self._failed += failed
            raise

    async def _flush_now_and_then(self) -> None:
        """Mark what has ended while no batch comes in, whose commit would have done it."""
        while not self._stopped.is_set():
            await self._to_flush.wait()
            self._to_flush.clear()
            try:
                async with asyncio.timeout(FLUSH):
                    await self._stopped.wait()
            except TimeoutError:
                await self._kept(())

    async def _drain(self) -> None:
        try:
            async with asyncio.timeout(DRAIN):
                await self._lanes.until_below(1)
        except TimeoutError:
            log.warning("%d updates are unfinished at the end; the next start repeats them", self._lanes.open)
        await self._flush()
