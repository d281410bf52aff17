"""The queue of updates that wait for the bot, and the long poll on it."""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.practice.refusals import Refusal, refusal

KEPT_SECONDS = 24 * 3600
PRESS_KEPT_SECONDS = 150
CONFLICT_PAUSE_SECONDS = 3.0
#: update types Telegram leaves out unless they are asked for
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True)
class Update:
    """``body`` is the Update object; after ``expires_at`` (monotonic seconds) Telegram forgets it."""

    update_id: int
    body: dict[str, object]
    expires_at: float


@dataclass(frozen=True)
class _Interruption:
    answer: Refusal
    delay: float


class UpdateQueue:
    """Sequential ids; what is not confirmed by a higher offset comes again."""

    def __init__(self, *, monotonic: Callable[[], float], first_id: int) -> None:
        self._monotonic = monotonic
        self._ids = itertools.count(first_id)
        self._waiting: deque[Update] = deque()
        self._poll: asyncio.Future[_Interruption | None] | None = None
        self._next_conflict_at = 0.0
        self.allowed: frozenset[str] | None = None
        self._arrived = asyncio.Event()
        #: called with nothing whenever updates are added or confirmed
        self.on_change: Callable[[], None] = lambda: None

    def put(self, kind: str, content: dict[str, object]) -> int | None:
        """Queue one update and return its id; None when the bot does not want this kind."""
        unwanted = kind in NOT_BY_DEFAULT if self.allowed is None else kind not in self.allowed
        if unwanted:
            return None
        kept = PRESS_KEPT_SECONDS if kind == "callback_query" else KEPT_SECONDS
        update_id = next(self._ids)
        self._waiting.append(
            Update(update_id, {"update_id": update_id, kind: content}, self._monotonic() + kept)
        )
        self._wake(None)
        self._arrived.set()
        self.on_change()
        return update_id

    async def wait_for_one(self) -> None:
        """Return once something waits."""
        while not self.pending():
            self._arrived.clear()
            await self._arrived.wait()

    def drop_all(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()
        self.on_change()

    def pending(self) -> Sequence[Update]:
        """Everything not confirmed yet and not expired."""
        now = self._monotonic()
        if any(update.expires_at <= now for update in self._waiting):
            self._waiting = deque(update for update in self._waiting if update.expires_at > now)
        return self._waiting

    def confirm(self, offset: int) -> None:
        """Forget what ``offset`` confirms: all below it, or all but the last when it is negative."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        else:
            while self._waiting and self._waiting[0].update_id < offset:
                self._waiting.popleft()
        self.on_change()

    async def get(self, *, offset: int, limit: int, timeout_seconds: float) -> list[dict[str, object]]:
        """One getUpdates. Raises 409 when another long poll takes over."""
        self.confirm(offset)
        if self.pending() or timeout_seconds <= 0:
            return self._first(limit)
        self.interrupt(OTHER_POLL)
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            interruption = await asyncio.wait_for(poll, timeout_seconds)
        except TimeoutError:
            return []
        finally:
            if self._poll is poll:
                self._poll = None
        if interruption is not None:
            await asyncio.sleep(interruption.delay)
            raise interruption.answer
        return self._first(limit)

    def interrupt(self, words: str) -> None:
        """End a running long poll with a conflict; conflicts come at most every three seconds."""
        if self._poll is None:
            return
        now = self._monotonic()
        delay = max(0.0, self._next_conflict_at - now)
        self._next_conflict_at = now + delay + CONFLICT_PAUSE_SECONDS
        self._wake(_Interruption(refusal(409, words), delay))

    @property
    def polling(self) -> bool:
        """Does a long poll wait right now?"""
        return self._poll is not None

    def close(self) -> None:
        """Let a running long poll end with nothing: the server stops."""
        self._wake(None)

    def _wake(self, result: _Interruption | None) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(result)
        self._poll = None

    def _first(self, limit: int) -> list[dict[str, object]]:
        pending = self.pending()
        return [pending[number].body for number in range(min(limit, len(pending)))]
