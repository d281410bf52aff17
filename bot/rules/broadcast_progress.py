"""How far a broadcast is: what became of each recipient, and how long the rest takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

#: The rate is what left in so much time before now.
WINDOW = timedelta(seconds=60)
#: A start so much too late rests first: the bot slept, and a person looks whether it still fits.
LATE = timedelta(hours=1)


class Fate(IntEnum):
    """What became of one recipient. Where his messages differ, the lowest counts."""

    WAITING = 0  #: or in flight, or held
    UNCERTAIN = 1
    UNREACHABLE = 2  #: Telegram said no for good, or nobody could be written to when it left
    EXPIRED = 3
    SENT = 4
    WITHDRAWN = 5


@dataclass(frozen=True, slots=True)
class Progress:
    """Recipients by what became of them; together they are all who were to have it."""

    fates: Mapping[Fate, int]
    edited: int = 0  #: of those sent: an earlier message was put right, no new one came
    lately: int = 0  #: messages that left within ``span``
    span: timedelta = WINDOW

    def of(self, fate: Fate) -> int:
        return self.fates.get(fate, 0)

    @property
    def total(self) -> int:
        return sum(self.fates.values())

    @property
    def done(self) -> int:
        return self.total - self.of(Fate.WAITING)

    @property
    def rate(self) -> float:
        """Messages a second; 0 where nothing left lately."""
        return self.lately / max(self.span.total_seconds(), 1.0)

    @property
    def left(self) -> timedelta | None:
        """How long the rest takes at this rate; None where nobody can say."""
        if not self.lately:
            return None
        return timedelta(seconds=self.of(Fate.WAITING) / self.rate)


@dataclass(frozen=True, slots=True)
class BroadcastLine:
    """One who was to have a broadcast, and what became of it, in finished words."""

    region_code: str
    region: str
    title: str
    name: str
    result: str
    detail: str
    finished_at: datetime | None
    read_at: datetime | None
    attempts: int  #: at sending it to him; 0 where nothing was ever written
    message_id: int | None
    proof_code: str
