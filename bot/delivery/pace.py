"""How fast we may send: a slot is free again one second after a send *completes*.

Counted from completion, no second at Telegram's end ever sees more than the rate, whatever the
jitter on the way (measured: no 429, where pacing by start time had some). Pure: the caller says
what time it is, in seconds of a clock that never jumps.
"""

from __future__ import annotations

import itertools
import math
from collections import deque

from bot.delivery.breaker import Breaker

#: Telegram asks for no more than one message a second in a chat (core.telegram.org/bots/faq).
CHAT_REST = 1.0
#: … and no more than 20 a minute in a group; we stay below.
MOST_IN_GROUP = 18
GROUP_REST = 60 / MOST_IN_GROUP
#: How long the rate stays halved after a 429, in seconds.
CAUTION = 60.0
UNLIMITED = 1 << 30


def rest_after(chat_id: int) -> float:
    """What a chat rests after a message, in seconds.

    Nobody has to know how often others, or a process that was killed, wrote to a group within the minute:
    it rests long enough after each message that all of them together stay below.
    """
    return CHAT_REST if chat_id >= 0 else GROUP_REST


def share_of(rate: float, place: int = 0, among: int = 1) -> tuple[int, float]:
    """Slots, and the seconds until a used one is free again, of the one at ``place`` (from 0) among several.

    The slots of all add up to the rate, and a larger number of processes never means a larger share.
    """
    if not rate:
        return 1, 0.0
    whole = int(rate)
    if whole < among:
        return 1, among / rate
    return whole // among + (place < whole % among), 1.0


class Pace:
    """Who may send now. ``rate`` is messages a second; 0 means no limit at all, for benchmarks."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self._slots, self._window = share_of(rate)
        self._groups_rest_until = -math.inf
        self._in_flight = 0
        self._cooling: deque[float] = deque()  # when each used slot is free again
        self._busy: set[int] = set()
        self._rests: dict[int, float] = {}  # chat -> when it may be written to again
        self._careful_until = -math.inf
        self.breaker = Breaker()

    @property
    def is_unlimited(self) -> bool:
        return not self.rate

    def begin(self, now: float) -> None:
        """A process starts: whoever ran before it may have written to any group until now."""
        self._groups_rest_until = now + GROUP_REST

    def divide(self, place: int, among: int, *, may_grow: bool) -> bool:
        """From now on this process is one of several that share the rate; whether its share has changed.

        Without ``may_grow`` it only gets smaller: somebody who is gone may still be sending.
        """
        share = slots, window = share_of(self.rate, place, among)
        if self.is_unlimited or share == (self._slots, self._window):
            return False
        if not may_grow and slots * self._window > self._slots * window:
            return False
        self._slots, self._window = share
        return True

    def free(self, now: float, *, ahead: float = 0.0) -> int:
        """How many sends may start now, with those that may within ``ahead`` seconds."""
        if self.is_unlimited:
            return UNLIMITED
        while self._cooling and self._cooling[0] <= now:
            self._cooling.popleft()
        cooling = sum(moment > now + ahead for moment in self._cooling) if ahead else len(self._cooling)
        free = max(0, self.capacity(now) - self._in_flight - cooling)
        return self.breaker.most(free, now)

    def capacity(self, now: float) -> int:
        """Slots in all: half of them for a minute after a 429."""
        return math.ceil(self._slots / 2) if now < self._careful_until else self._slots

    def rate_now(self, now: float) -> float:
        """Messages a second at present, of this process."""
        return self.capacity(now) / self._window

    def chat_is_free(self, chat_id: int, now: float) -> bool:
        may_rest_until = now if chat_id >= 0 else self._groups_rest_until
        return chat_id not in self._busy and self._rests.get(chat_id, may_rest_until) <= now

    def resting(self, now: float) -> list[int]:
        """Chats that may not be written to now."""
        self._forget_rested(now)
        return [*self._busy, *(chat_id for chat_id in self._rests if chat_id not in self._busy)]

    def start(self, chat_id: int) -> None:
        """A send to this chat begins."""
        if not self.is_unlimited:
            self._in_flight += 1
            self._busy.add(chat_id)
            self.breaker.begin(chat_id)

    def end(self, chat_id: int, now: float) -> None:
        """A send to this chat is over, whatever came of it."""
        if self.is_unlimited:
            return
        self._in_flight -= 1
        self._busy.discard(chat_id)
        self.breaker.end(chat_id)
        self._cooling.append(now + self._window)
        self._rests[chat_id] = now + rest_after(chat_id)

    def slow_down(self, now: float) -> None:
        """Telegram said 429: half the rate for a minute."""
        self._careful_until = now + CAUTION

    def next_change(self, now: float, *, ahead: float = 0.0) -> float | None:
        """When more may be sent than now without anything ending; None if nothing is waited for.

        Of slots: ``ahead`` seconds before each that is not within them yet.
        """
        self._forget_rested(now)
        slot = (moment - ahead for moment in self._cooling if moment > now + ahead)
        soonest = (*itertools.islice(slot, 1), self._groups_rest_until, self.breaker.rests_until)
        changes = (*soonest, *self._rests.values())
        return min((moment for moment in changes if moment > now), default=None)

    def _forget_rested(self, now: float) -> None:
        for chat_id in [chat for chat, until in self._rests.items() if until <= now]:
            del self._rests[chat_id]
