"""Messages going out, updates coming in, and what guards the way."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

from bot.rules.outbox import MessageClass, OutboxState
from db.tables.base import checked

_LIVE = "state <> 'withdrawn'"
_IN_FLIGHT = "state = 'sending'"
_WAITING = "state = 'pending'"
_HELD = "state = 'held'"


def _partial(name: str, column: str, *, where: str) -> Index:
    """An index of what is seldom there."""
    return Index(name, column, sqlite_where=text(where), postgresql_where=text(where))


class InboxState(StrEnum):
    NEW = "new"
    DONE = "done"
    FAILED = "failed"


class Attachment(SQLModel, table=True):
    """A file as bytes; after the first upload Telegram's own id is sent instead."""

    __tablename__ = "attachment"
    id: int | None = Field(default=None, primary_key=True)
    filename: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    sha256: str = Field(max_length=64, index=True)
    content: bytes = Field(sa_type=LargeBinary)
    telegram_file_id: str | None = Field(default=None, max_length=200)
    created_at: datetime


class BroadcastBody(SQLModel, table=True):
    """A text for many, stored once, apart from its recipients."""

    __tablename__ = "broadcast_body"
    id: int | None = Field(default=None, primary_key=True)
    payload: dict[str, object] = Field(sa_type=JSON)
    created_at: datetime


class OutboxMessage(SQLModel, table=True):
    """One finished message for one chat.

    ``not_before`` and ``expires_at`` are House time (the clock of the business, movable in the
    practice room); ``retry_at`` and ``lease_until`` are the database's own clock.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "uq_outbox_key_live",
            "key",
            unique=True,
            sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        Index(
            "uq_outbox_one_in_flight",
            "chat_id",
            unique=True,
            sqlite_where=text(_IN_FLIGHT),
            postgresql_where=text(_IN_FLIGHT),
        ),
        Index(
            "ix_outbox_waiting",
            "chat_id",
            "priority",
            "id",
            sqlite_where=text(_WAITING),
            postgresql_where=text(_WAITING),
        ),
        Index(
            "ix_outbox_due",
            "priority",
            "id",
            sqlite_where=text(_WAITING),
            postgresql_where=text(_WAITING),
        ),
        Index(
            "ix_outbox_held",
            "subject_type",
            "subject_id",
            sqlite_where=text(_HELD),
            postgresql_where=text(_HELD),
        ),
        _partial("ix_outbox_uncertain", "id", where="state = 'uncertain'"),
        _partial("ix_outbox_undeliverable", "finished_at", where="state = 'undeliverable'"),
        Index("ix_outbox_subject", "subject_type", "subject_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=120)
    message_class: MessageClass = Field(sa_type=checked(MessageClass))
    priority: int
    chat_id: int = Field(sa_type=BigInteger)
    method: str = Field(max_length=40)
    payload: dict[str, object] = Field(sa_type=JSON)
    body_id: int | None = Field(default=None, foreign_key="broadcast_body.id")
    attachment_id: int | None = Field(default=None, foreign_key="attachment.id")
    edits_outbox_id: int | None = Field(default=None, foreign_key="outbox.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    seat_id: int | None = None  #: for which seat the contact is written to; checked when it leaves
    subject_type: str = Field(default="", max_length=24)
    subject_id: int | None = None
    subject_rev: int | None = None
    title: str = Field(default="", max_length=120)  #: what a stranger hears of it from /cek
    proof_code: str | None = Field(default=None, max_length=10, unique=True)
    state: OutboxState = Field(sa_type=checked(OutboxState))
    reason: str = Field(default="", max_length=60)
    not_before: datetime | None = None
    expires_at: datetime | None = None
    retry_at: datetime | None = None
    attempts: int = 0
    ambiguous_count: int = 0
    owner: str | None = Field(default=None, max_length=40)
    fence: int = 0
    lease_until: datetime | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    may_be_duplicate: bool = False
    last_code: int | None = None
    last_error: str = Field(default="", sa_type=Text)
    created_at: datetime
    finished_at: datetime | None = None


class Attempt(SQLModel, table=True):
    """One try to send one message, with what came of it. Append-only."""

    __tablename__ = "outbox_attempt"
    __table_args__ = (_partial("ix_outbox_attempt_failed", "finished_at", where="outcome <> 'sent'"),)
    id: int | None = Field(default=None, primary_key=True)
    outbox_id: int = Field(foreign_key="outbox.id", index=True)
    fence: int
    owner: str = Field(max_length=40)
    started_at: datetime
    finished_at: datetime
    outcome: str = Field(max_length=24)
    code: int | None = None
    description: str = Field(default="", sa_type=Text)
    retry_after: int | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)


class Gate(SQLModel, table=True):
    """Until when nothing may be sent, after Telegram asked for a pause. Survives a restart."""

    __tablename__ = "gate"
    name: str = Field(primary_key=True, max_length=40)
    open_at: datetime


class InboxUpdate(SQLModel, table=True):
    """An update as Telegram gave it, stored before Telegram may forget it."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_new",
            "update_id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
    )
    update_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    payload: str = Field(sa_type=Text)
    state: InboxState = Field(sa_type=checked(InboxState))
    owner: str | None = Field(default=None, max_length=40)  #: the process that has it in hand
    tries: int = 0
    received_at: datetime
    finished_at: datetime | None = None


class Beat(SQLModel, table=True):
    """When something was looked at last, in House time: a clock that goes back is noticed by it."""

    __tablename__ = "beat"
    name: str = Field(primary_key=True, max_length=40)
    at: datetime
