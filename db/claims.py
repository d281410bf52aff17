"""Which messages may leave now: the head of each chat's line, none beside another of its chat.

One statement for SQLite and PostgreSQL (SQLite drops FOR UPDATE). The states are inlined: bound
parameters would hide the partial indexes from SQLite.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Float,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import SQLModel

from bot.rules.outbox import OutboxState
from db.among import is_among, numbers
from db.claimed import BULK, HELD, OUTBOX, PENDING, SENDING, Claimed, Room
from db.clock import real_in, real_now

_PACE = SQLModel.metadata.tables["chat_pace"]
#: House time.
_NOW: BindParameter[datetime] = bindparam("now", type_=OUTBOX.c.not_before.type)


async def claim(
    connection: AsyncConnection, room: Room, *, owner: str, lease: timedelta, now: datetime
) -> list[Claimed]:
    """Announce up to ``room.free`` messages as leaving: pending becomes sending. ``now`` is House time."""
    values: dict[str, object] = {
        "owner": owner,
        "lease": lease.total_seconds(),
        "now": now,
        "free": room.free,
    }
    if room.resting:
        values["resting"] = room.resting
    statement = _claim(bool(room.resting), room.urgent_only, room.is_shared)
    rows = (await connection.execute(statement, values)).all()
    claimed = [Claimed(**dict(zip(_COLUMNS, row, strict=False)), started_at=row[-1] - lease) for row in rows]
    return sorted(claimed, key=lambda one: (one.priority, one.id))


async def anything_due(connection: AsyncConnection, *, now: datetime, urgent_only: bool) -> bool:
    """Whether a message could leave now, if there were room for it; broadcasts aside with ``urgent_only``."""
    return bool((await connection.execute(_anything_due(urgent_only), {"now": now})).scalar_one())


async def anything_waiting(connection: AsyncConnection, *, now: datetime) -> bool:
    """Whether a message is due by the House clock, be it that it still rests after a failed try."""
    return bool((await connection.execute(_anything_waiting(), {"now": now})).scalar_one())


@cache
def _claim(some_rest: bool, urgent_only: bool, is_shared: bool) -> ReturningUpdate[*tuple[Any, ...]]:
    """Built once per kind: building a statement costs more than running it."""
    message = OUTBOX.alias("message")
    head = (
        select(message.c.id)
        .where(_may_leave(message))
        .order_by(message.c.priority, message.c.id)
        .limit(bindparam("free", type_=Integer()))
        .with_for_update(skip_locked=True, of=message)
    )
    if some_rest:
        head = head.where(~is_among(message.c.chat_id, numbers("resting")))
    if is_shared:
        resting = exists(
            select(_PACE.c.chat_id).where(
                _PACE.c.chat_id == message.c.chat_id, _PACE.c.rests_until > real_now()
            )
        )
        head = head.where(~resting)
    if urgent_only:
        head = head.where(message.c.priority < BULK)
    leaving = head.cte("head")
    return (
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(select(leaving.c.id)))
        .values(
            state=OutboxState.SENDING,
            owner=bindparam("owner", type_=Text()),
            fence=OUTBOX.c.fence + 1,
            lease_until=real_in(bindparam("lease", type_=Float())),
        )
        .returning(*(OUTBOX.c[name] for name in _COLUMNS), OUTBOX.c.lease_until)
    )


@cache
def _anything_due(urgent_only: bool) -> Select[bool]:
    message = OUTBOX.alias("message")
    found = select(message.c.id).where(_may_leave(message))
    return select(exists(found.where(message.c.priority < BULK) if urgent_only else found))


@cache
def _anything_waiting() -> Select[bool]:
    message = OUTBOX.alias("message")
    return select(exists(select(message.c.id).where(_due(message))))


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
    "seat_id",
    "subject_type",
    "subject_id",
    "subject_rev",
    "attempts",
    "ambiguous_count",
    "may_be_duplicate",
    "reason",
)


def _may_leave(message: FromClause) -> ColumnElement[bool]:
    """Due, rested, first in its chat's line, with nothing of that chat in flight."""
    other = OUTBOX.alias("other")
    # a list, and no EXISTS for each message: PostgreSQL expects hardly any, and would join them row by row
    in_flight = select(other.c.chat_id).where(other.c.state == SENDING)
    return and_(
        _due(message),
        or_(message.c.retry_at.is_(None), message.c.retry_at <= real_now()),
        message.c.chat_id.not_in(in_flight),
        ~_overtakes(message),
        _target_has_left(message),
    )


def _due(message: FromClause) -> ColumnElement[bool]:
    return and_(
        message.c.state == PENDING,
        or_(message.c.not_before.is_(None), message.c.not_before <= _NOW),
        or_(message.c.expires_at.is_(None), message.c.expires_at > _NOW),
    )


def _overtakes(message: FromClause) -> ColumnElement[bool]:
    """Another due message of this chat stands before this one, even if it waits for its next try.

    Only an edit whose target has not left yet holds up nobody: the target may stand behind it in line.
    So at most one message of a chat can leave at a time, whatever is edited.
    """
    earlier = OUTBOX.alias("earlier")
    return exists(
        select(earlier.c.id).where(
            earlier.c.chat_id == message.c.chat_id,
            _due(earlier),
            tuple_(earlier.c.priority, earlier.c.id) < tuple_(message.c.priority, message.c.id),
            _target_has_left(earlier),
        )
    )


def _target_has_left(message: FromClause) -> ColumnElement[bool]:
    target = OUTBOX.alias("target")
    waiting = exists(
        select(target.c.id).where(
            target.c.id == message.c.edits_outbox_id, target.c.state.in_([PENDING, SENDING, HELD])
        )
    )
    return or_(message.c.edits_outbox_id.is_(None), ~waiting)
