"""How much Telegram takes: sliding windows over everything sent, one chat, one group."""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
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
    #: chat actions into one chat, in 5 and in 30 seconds (core.telegram.org/api/bots/ai)
    actions: tuple[int, int] = (20, 40)


#: a chat action is held no longer than this before it is refused (TDLib, SetTypingQuery)
ACTION_HOLD_SECONDS = 2.0


@dataclass(frozen=True)
class _Window:
    """``key`` names what is counted."""

    key: tuple[str, int]
    messages: int
    seconds: float


class Limiter:
    """Sliding windows; ``None`` as limits takes everything."""

    def __init__(self, limits: Limits | None, *, monotonic: Callable[[], float]) -> None:
        self.limits = limits
        self._monotonic = monotonic
        self._sent: dict[tuple[str, int], deque[float]] = {}

    async def admit(self, chat_id: int) -> None:
        """Count one message into this chat. Raises 429 when it is one too many."""
        if self.limits is None:
            return
        burst, group, overall = self.limits.chat_burst, self.limits.group, self.limits.overall
        own = (group, 60.0) if chat_id < 0 else (burst, float(burst))
        windows = (_Window(("all", 0), overall, 1.0), _Window(("chat", chat_id), *own))
        await self._admit(windows, hold=self.limits.hold)

    async def admit_action(self, chat_id: int) -> None:
        """Count one chat action: a family of its own beside the messages. Raises 429 for one too many."""
        if self.limits is None:
            return
        soon, later = self.limits.actions
        windows = (_Window(("5 s", chat_id), soon, 5.0), _Window(("30 s", chat_id), later, 30.0))
        await self._admit(windows, hold=min(self.limits.hold, ACTION_HOLD_SECONDS))

    async def _admit(self, windows: Sequence[_Window], *, hold: float) -> None:
        while (wait := self._wait(windows)) > 0:
            if wait > hold:
                raise too_many_requests(math.ceil(wait))
            await asyncio.sleep(wait)
        now = self._monotonic()
        for window in windows:
            self._sent.setdefault(window.key, deque(maxlen=window.messages)).append(now)

    def _wait(self, windows: Iterable[_Window]) -> float:
        """Seconds until one more fits into all of them."""
        now = self._monotonic()
        waits = [0.0]
        for window in windows:
            sent = self._sent.get(window.key)
            if sent is not None and len(sent) >= window.messages:
                waits.append(sent[0] + window.seconds - now)
        return max(waits)
