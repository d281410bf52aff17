"""When Telegram answers nothing but faults, nothing new is begun for a while: it would all end in doubt.

After some faults in a row everything rests; then one message tries. Its good answer opens all, another
fault makes the next rest longer. Pure: the caller says what time it is, in seconds of a clock that never
jumps. Each process finds out for itself.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Awaitable, Callable

from bot.delivery.http import Ambiguous, Answer
from bot.rules.transitions import OutcomeKind

log = logging.getLogger(__name__)

#: So many answers in a row that nobody can use, and everything rests.
FAULTS = 3
#: The first rest and the longest one, in seconds; it doubles from try to try.
FIRST_REST, LONGEST_REST = 1.0, 30.0


class Breaker:
    """Counts what came back of sends, in the order in which it came."""

    def __init__(self) -> None:
        self._faults = 0
        self._trying: int | None = None  # the chat of the one message that tries
        self.rests_until = -math.inf

    @property
    def is_open(self) -> bool:
        """Whether everything goes on; else at most one message tries."""
        return self._faults < FAULTS

    def most(self, free: int, now: float) -> int:
        """How many of ``free`` sends may begin now."""
        if self.is_open:
            return free
        return 0 if now < self.rests_until or self._trying is not None else min(free, 1)

    def begin(self, chat_id: int) -> None:
        """A send to this chat begins."""
        if not self.is_open and self._trying is None:
            self._trying = chat_id

    def end(self, chat_id: int) -> None:
        """It is over; whoever heard an answer has told so before."""
        if chat_id == self._trying:
            self._trying = None

    def heard(self, is_usable: bool, now: float) -> None:
        """What came back was an answer, also one that refuses, or nothing that can be used."""
        if is_usable:
            if not self.is_open:
                log.warning("Telegram answers again")
            self._faults, self.rests_until = 0, -math.inf
        elif now >= self.rests_until:  # what began before the rest tells nothing new
            self._faults += 1
            if not self.is_open:
                self._rest(now)

    def _rest(self, now: float) -> None:
        rest = min(FIRST_REST * 2.0 ** min(self._faults - FAULTS, 10), LONGEST_REST)
        self.rests_until = now + rest
        log.warning("Telegram answers with faults: nothing is begun for %d s", rest)


async def heard(answering: Awaitable[Answer], tell: Callable[[bool], None]) -> Answer:
    """Tells whether the answer can be used; raises what the call raises. What never left tells nothing."""
    try:
        answer = await answering
    except Ambiguous:
        tell(False)
        raise
    tell(answer.outcome.kind is not OutcomeKind.AMBIGUOUS)
    return answer
