"""How much Telegram takes: sliding windows over everything sent, one chat, one group."""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.practice.refusals import too_many_requests


@dataclass(frozen=True)
class Limits:
    """Telegram publishes no exact figures; these follow its FAQ. Durations in seconds."""

    #: messages in any second, over all chats
    overall: int = 30
    #: a private chat takes one a second on average, and this many at once
    chat_burst: int = 3
    #: messages in any minute into one group
    group: int = 20
    #: wait up to this long before saying 429
    hold: float = 0.0


@dataclass(frozen=True)
class _Window:
    messages: int
    seconds: float


class Limiter:
    """Sliding windows; ``None`` as limits takes everything."""

    def __init__(self, limits: Limits | None, *, monotonic: Callable[[], float]) -> None:
        self.limits = limits
        self._monotonic = monotonic
        self._sent: dict[int | None, deque[float]] = {}

    async def admit(self, chat_id: int) -> None:
        """Count one message into this chat. Raises 429 when it is one too many."""
        if self.limits is None:
            return
        while (wait := self._wait(chat_id, self.limits)) > 0:
            if wait > self.limits.hold:
                raise too_many_requests(math.ceil(wait))
            await asyncio.sleep(wait)
        now = self._monotonic()
        for key, window in self._windows(chat_id, self.limits).items():
            self._sent.setdefault(key, deque(maxlen=window.messages)).append(now)

    def _wait(self, chat_id: int, limits: Limits) -> float:
        """Seconds until this chat may have one more."""
        now = self._monotonic()
        waits = [0.0]
        for key, window in self._windows(chat_id, limits).items():
            sent = self._sent.get(key)
            if sent is not None and len(sent) >= window.messages:
                waits.append(sent[0] + window.seconds - now)
        return max(waits)

    def _windows(self, chat_id: int, limits: Limits) -> dict[int | None, _Window]:
        burst = float(limits.chat_burst)
        own = _Window(limits.group, 60.0) if chat_id < 0 else _Window(limits.chat_burst, burst)
        return {None: _Window(limits.overall, 1.0), chat_id: own}
