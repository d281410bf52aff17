"""What the sender holds of a message, and how much room there is for messages to leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import SQLModel

from bot.rules.outbox import MessageClass
from db import tables as tables  # declares every table

OUTBOX = SQLModel.metadata.tables["outbox"]

PENDING: ColumnElement[str] = literal_column("'pending'")
SENDING: ColumnElement[str] = literal_column("'sending'")
HELD: ColumnElement[str] = literal_column("'held'")


#: Broadcasts leave room for everything more urgent; this is their priority and that of nothing else.
BULK = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message that is announced as leaving now. Counts are those before this try."""

    id: int
    fence: int
    chat_id: int
    priority: int
    message_class: MessageClass
    method: str
    payload: dict[str, object]
    body_id: int | None
    attachment_id: int | None
    edits_outbox_id: int | None
    contact_id: int | None
    staff_id: int | None
    subject_type: str
    subject_id: int | None
    subject_rev: int | None
    attempts: int
    ambiguous_count: int
    may_be_duplicate: bool
    started_at: datetime
    seat_id: int | None = None
    reason: str = ""  #: what the last try left behind
    target_message_id: int | None = None  #: Telegram's id of the message this one edits

    @property
    def is_edit(self) -> bool:
        return self.edits_outbox_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many may leave, and who may not: chats that rest, and broadcasts when ``urgent_only``."""

    free: int
    resting: Sequence[int] = ()
    urgent_only: bool = False
    is_shared: bool = False  #: other processes send too: what chats rest after their messages counts

    def is_full_of_urgent(self, claimed: Sequence[Claimed]) -> bool:
        """Whether all of it was claimed, and not by broadcasts; claimed by urgency."""
        return 0 < self.free == len(claimed) and claimed[-1].priority < BULK
