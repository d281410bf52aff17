"""Lanes: updates of one chat in order, chats beside each other, and a flooder holds one lane."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping

from bot.delivery.parcel import Parcel


class Lanes:
    """``handle`` is awaited for every parcel, at most ``most`` at a time; then ``ended`` hears of it."""

    def __init__(
        self,
        handle: Callable[[Parcel], Awaitable[None]],
        ended: Callable[[Parcel, BaseException | None], None],
        *,
        most: int,
    ) -> None:
        self._handle = handle
        self._ended = ended
        self._most = most
        self._waiting: dict[int, deque[Parcel]] = {}  # a key is there as long as its lane is in use
        self._ready: deque[int] = deque()
        self._running: dict[asyncio.Task[None], Parcel] = {}
        self._changed = asyncio.Event()
        self.open = 0

    def add(self, parcel: Parcel) -> None:
        """Put an update at the end of its chat's lane."""
        self.open += 1
        lane = self._waiting.get(parcel.chat_id)
        if lane is None:
            self._waiting[parcel.chat_id] = deque([parcel])
            self._ready.append(parcel.chat_id)
            self._pump()
        else:
            lane.append(parcel)

    async def until_below(self, most_open: int) -> None:
        """Wait until fewer than this many updates are open."""
        while self.open >= most_open:
            self._changed.clear()
            await self._changed.wait()

    def _pump(self) -> None:
        while self._ready and len(self._running) < self._most:
            parcel = self._waiting[self._ready.popleft()].popleft()
            task = asyncio.create_task(self._work(parcel))
            self._running[task] = parcel
            task.add_done_callback(self._end)

    async def _work(self, parcel: Parcel) -> None:
        await self._handle(parcel)

    def _end(self, task: asyncio.Task[None]) -> None:
        parcel = self._running.pop(task)
        if self._waiting[parcel.chat_id]:
            self._ready.append(parcel.chat_id)  # behind the others: one chat never holds two lanes
        else:
            del self._waiting[parcel.chat_id]
        self.open -= 1
        self._changed.set()
        self._pump()
        if not task.cancelled():
            self._ended(parcel, task.exception())


def chat_of(payload: Mapping[str, object]) -> int:
    """The chat whose lane an update takes; updates of no chat share one."""
    for kind in ("message", "callback_query", "my_chat_member"):
        part = payload.get(kind)
        if isinstance(part, dict):
            return _id_in(part, "chat") or _id_in(part.get("message"), "chat") or _id_in(part, "from")
    return 0


def _id_in(part: object, key: str) -> int:
    inner = part.get(key) if isinstance(part, dict) else None
    number = inner.get("id") if isinstance(inner, dict) else None
    return number if isinstance(number, int) else 0
