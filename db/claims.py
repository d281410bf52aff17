"""Which messages may leave now: the head of each chat's line, none beside another of its chat.

One statement for SQLite and PostgreSQL (SQLite drops FOR UPDATE). The states are inlined: bound
parameters would hide the partial indexes from SQLite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, FromClause, and_, exists, literal_column, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.rules.outbox import MessageClass, OutboxState
from db import tables as tables  # declares every table
from db.clock import real_in, real_now

OUTBOX = SQLModel.metadata.tables["outbox"]

PENDING: ColumnElement[str] = literal_column("'pending'")
SENDING: ColumnElement[str] = literal_column("'sending'")

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


async def claim(
    connection: AsyncConnection, room: Room, *, owner: str, lease: timedelta, now: datetime
) -> list[Claimed]:
    """Announce up to ``room.free`` messages as leaving: pending becomes sending. ``now`` is House time."""
    message = OUTBOX.alias("message")
    head = (
        select(message.c.id)
        .where(_may_leave(message, now), *_room_clauses(message, room))
        .order_by(message.c.priority, message.c.id)
        .limit(room.free)
        .with_for_update(skip_locked=True, of=message)
        .cte("head")
    )
    statement = (
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(select(head.c.id)))
        .values(
            state=OutboxState.SENDING,
            owner=owner,
            fence=OUTBOX.c.fence + 1,
            lease_until=real_in(lease.total_seconds()),
        )
        .returning(*(OUTBOX.c[name] for name in _COLUMNS), OUTBOX.c.lease_until)
    )
    rows = (await connection.execute(statement)).all()
    claimed = [Claimed(**dict(zip(_COLUMNS, row, strict=False)), started_at=row[-1] - lease) for row in rows]
    return sorted(claimed, key=lambda one: (one.priority, one.id))


async def anything_due(connection: AsyncConnection, *, now: datetime) -> bool:
    """Whether a message could leave now, if there were room for it."""
    message = OUTBOX.alias("message")
    found = await connection.execute(select(exists(select(message.c.id).where(_may_leave(message, now)))))
    return bool(found.scalar_one())


_COLUMNS = (
    "id",
    "fence",
    "chat_id",
    "priority",
    "message_class",
    "method",
    "payload",
    "body_id",
    "attachment_id",
    "edits_outbox_id",
    "contact_id",
    "staff_id",
    "subject_type",
    "subject_id",
    "subject_rev",
    "attempts",
    "ambiguous_count",
    "may_be_duplicate",
)


def _may_leave(message: FromClause, now: datetime) -> ColumnElement[bool]:
    """Due, rested, first in its chat's line, with nothing of that chat in flight."""
    other = OUTBOX.alias("other")
    in_flight = exists(
        select(other.c.id).where(other.c.chat_id == message.c.chat_id, other.c.state == SENDING)
    )
    return and_(
        _due(message, now),
        or_(message.c.retry_at.is_(None), message.c.retry_at <= real_now()),
        ~in_flight,
        ~_overtakes(message, now),
        _target_has_left(message),
    )


def _due(message: FromClause, now: datetime) -> ColumnElement[bool]:
    return and_(
        message.c.state == PENDING,
        or_(message.c.not_before.is_(None), message.c.not_before <= now),
        or_(message.c.expires_at.is_(None), message.c.expires_at > now),
    )


def _overtakes(message: FromClause, now: datetime) -> ColumnElement[bool]:
    """Another due message of this chat stands before this one, even if it waits for its next try.

    Only an edit whose target has not left yet holds up nobody: the target may stand behind it in line.
    So at most one message of a chat can leave at a time, whatever is edited.
    """
    earlier = OUTBOX.alias("earlier")
    return exists(
        select(earlier.c.id).where(
            earlier.c.chat_id == message.c.chat_id,
            _due(earlier, now),
            tuple_(earlier.c.priority, earlier.c.id) < tuple_(message.c.priority, message.c.id),
            _target_has_left(earlier),
        )
    )


def _target_has_left(message: FromClause) -> ColumnElement[bool]:
    target = OUTBOX.alias("target")
    waiting = exists(
        select(target.c.id).where(
            target.c.id == message.c.edits_outbox_id, target.c.state.in_([PENDING, SENDING])
        )
    )
    return or_(message.c.edits_outbox_id.is_(None), ~waiting)


def _room_clauses(message: FromClause, room: Room) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if room.resting:
        clauses.append(message.c.chat_id.not_in(room.resting))
    if room.urgent_only:
        clauses.append(message.c.priority < BULK)
    return clauses
