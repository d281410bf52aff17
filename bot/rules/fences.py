"""When a database must not send by itself what fell due: it is a copy, was restored, or slept for hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.outbox import MessageClass

#: A new server, a network that is down, a night's maintenance take less, and what they delay is still of
#: this half day. After more somebody has to look first. Our own choice.
GAP = timedelta(hours=3)
#: How often it is written down that somebody works with the database.
SEEN_EVERY = timedelta(minutes=1)
#: What `restore` writes in the place of an identity: no database has this one.
RESTORED_MARK = "restored"


class FenceReason(StrEnum):
    """Why a person has to decide about what is overdue."""

    RESTORED = "restored"  #: by `restore`
    COPIED = "copied"  #: the file, or the server's database, is another one than last time
    ASLEEP = "asleep"  #: nobody worked with it for hours


@dataclass(frozen=True, slots=True)
class Known:
    """What the database remembers of the place it was last used in. ``seen_at`` is House time."""

    identity: str
    seen_at: datetime


def reason_for(known: Known | None, *, identity: str, now: datetime) -> FenceReason | None:
    """Why the fence goes up at this start; None: go on. A database nobody has used yet needs none."""
    if known is None:
        return None
    if known.identity == RESTORED_MARK:
        return FenceReason.RESTORED
    if known.identity != identity:
        return FenceReason.COPIED
    return FenceReason.ASLEEP if now - known.seen_at > GAP else None


@dataclass(frozen=True, slots=True)
class Fence:
    """What is held. ``number`` counts the fences of this database; a button names the one it is of."""

    number: int
    reason: FenceReason
    raised_at: datetime
    seen_at: datetime  #: when the database was last in use before
    counts: Mapping[MessageClass, int]
    oldest: datetime
    newest: datetime

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def may_have_left(self) -> bool:
        """Whether the original may have sent some of it already."""
        return self.reason is not FenceReason.ASLEEP


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """One message that is held. ``name`` is empty for somebody who was erased."""

    number: int
    message_class: MessageClass
    title: str
    name: str
    post: str
    made_at: datetime
