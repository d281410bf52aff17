"""Why a message about a sitting went, did not go, or has not gone yet: facts, no words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.answers import Given
from bot.rules.outbox import OutboxState
from bot.rules.reminders import Reason, Step
from bot.rules.sittings import Addressee, MeetingView, SittingView
from bot.rules.typed_times import TimeUnreadable, parse_date


@dataclass(frozen=True, slots=True)
class Asked:
    """What narrows the question: a meeting, a day on the region's calendar."""

    meeting: int | None = None
    on: date | None = None


NO_MORE = Asked()


class Fate(StrEnum):
    """What became of one step of the ladder, or becomes of it as things stand."""

    SENT = "sent"  #: put into the outbox; what came of it there stands beside it
    NOT_SENT = "not_sent"
    TO_COME = "to_come"
    NOT_TO_COME = "not_to_come"  #: would not go if its hour were now
    SOON = "soon"  #: its hour has come, the next beat takes it
    WAITING = "waiting"  #: late, and waits for the next working morning
    HELD = "held"  #: too many were overdue at once: an admin is to look
    RESTING = "resting"  #: the clock has gone back: an admin is to look


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the outbox says of one message to one person."""

    at: datetime
    name: str
    title: str
    state: OutboxState
    reason: str
    may_be_duplicate: bool


@dataclass(frozen=True, slots=True)
class StepFact:
    """One step for one seat."""

    step: Step
    at: datetime  #: its hour
    fate: Fate
    reason: Reason | None = None
    decided_at: datetime | None = None
    outcomes: tuple[Outcome, ...] = ()
    is_former: bool = False  #: about a time that the sitting no longer has


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """Everything about one seat of one sitting."""

    post: str
    zone: str  #: of its region, by its IANA name
    messages: tuple[Outcome, ...]  #: invitations and changes
    steps: tuple[StepFact, ...]
    answer: Given | None
    has_nobody: bool
    is_unreached: bool  #: somebody holds the seat, but cannot be written to


@dataclass(frozen=True, slots=True)
class SittingFacts:
    """One sitting with the seats of the region asked about."""

    meeting: MeetingView
    sitting: SittingView
    seats: tuple[SeatFacts, ...]


@dataclass(frozen=True, slots=True)
class Received:
    """One message in the chat of whoever asks, and what was known when it was made."""

    at: datetime
    title: str
    kind: str  #: how its key begins: inv, rem, mov, ...
    step: Step | None
    meeting: MeetingView
    sitting: SittingView
    to: Addressee
    answer: Given | None


@dataclass(frozen=True, slots=True)
class Coming:
    """One message that is still to come to whoever asks."""

    at: datetime
    step: Step
    meeting: MeetingView
    sitting: SittingView
    to: Addressee


#: Words of a date as people type it: 11-03-2025, or 11 Maret 2025.
_DATE_WORDS = (3, 1)


def read_asked(typed: str) -> tuple[str, Asked]:
    """``kota bontang 11-03-2025``, ``kota bontang 3``: the region, and what narrows the question."""
    words = typed.split()
    for count in (count for count in _DATE_WORDS if len(words) > count):
        try:
            return " ".join(words[:-count]), Asked(on=parse_date(" ".join(words[-count:])))
        except TimeUnreadable:
            continue
    if len(words) > 1 and re.fullmatch(r"[0-9]{1,9}", words[-1]):
        return " ".join(words[:-1]), Asked(meeting=int(words[-1]))
    return " ".join(words), NO_MORE
