"""What waits to be sent and how it goes, as staff look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.actors import TenureKind
from bot.rules.outbox import MessageClass, OutboxState

#: How far back the list of what did not arrive goes, in House time.
UNDELIVERED_FOR = timedelta(days=7)
#: How far back errors are counted, by the database's own clock.
ERRORS_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Messages of one class that are due. ``since`` is when the oldest of them fell due."""

    message_class: MessageClass
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Failures:
    """Tries that did not end well. ``code`` is what Telegram answered, if it did."""

    outcome: str
    code: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Queue:
    """The outbox at one look. ``closed_for``: Telegram asked for a pause, and so long it still lasts."""

    waiting: Sequence[Waiting]
    planned: int  #: due later
    in_flight: int
    stuck: int  #: announced as leaving, and nobody has reported what came of it
    sent_last_minute: int
    closed_for: timedelta | None
    closed_chats: int
    uncertain: Mapping[MessageClass, int]
    resting: int  #: of broadcasts that were paused
    undelivered: int
    failures: Sequence[Failures]


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One message in a list. ``revision`` grows with every try; ``name`` is empty where it is forgotten."""

    number: int
    revision: int
    message_class: MessageClass
    state: OutboxState
    reason: str
    title: str
    name: str
    post: str
    at: datetime
    kind: TenureKind | None = None  #: as what he acted for that seat then
    is_over: bool = False  #: of a siaran that was corrected or stopped: never to be sent again
