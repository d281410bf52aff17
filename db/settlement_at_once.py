"""PostgreSQL takes what came back as one JSON document: one statement for all of it, not one a message.

Sent one by one, also in a pipeline, these statements cost more than everything else of a turn; arrays
to ``unnest`` cost the driver as much. SQLite has no round trips to save and is given row after row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    DateTime,
    Integer,
    TableValuedAlias,
    Text,
    bindparam,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.dml import Insert, Update
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from bot.rules.outbox import OutboxState
from db.claimed import OUTBOX
from db.clock import real_now

_ATTEMPT = SQLModel.metadata.tables["outbox_attempt"]
_MOMENT = DateTime(timezone=True)

#: As ``db.settlement`` names what it writes of a message that was sent.
_SENT: Mapping[str, TypeEngine[Any]] = {
    "b_id": BigInteger(),
    "b_fence": Integer(),
    "b_reason": Text(),
    "b_attempts": Integer(),
    "b_ambiguous": Integer(),
    "b_duplicate": Boolean(),
    "b_code": Integer(),
    "b_error": Text(),
    "b_message_id": BigInteger(),
    "b_finished_at": _MOMENT,
}
#: The columns of an attempt.
_TRIED: Mapping[str, TypeEngine[Any]] = {
    "outbox_id": Integer(),
    "fence": Integer(),
    "owner": Text(),
    "started_at": _MOMENT,
    "outcome": Text(),
    "code": Integer(),
    "description": Text(),
    "retry_after": Integer(),
    "message_id": BigInteger(),
}


def at_once(rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """What both statements are executed with."""
    return {"rows": [{name: _plain(value) for name, value in row.items()} for row in rows]}


def settle_sent(late: Sequence[ColumnElement[str]]) -> Update:
    """``late``: the states in which a result that came too late is still the truth."""
    came = _came(_SENT)
    return (
        update(OUTBOX)
        .where(OUTBOX.c.id == came.c.b_id, OUTBOX.c.fence == came.c.b_fence, OUTBOX.c.state.in_(late))
        .values(
            state=OutboxState.SENT,
            reason=came.c.b_reason,
            attempts=came.c.b_attempts,
            ambiguous_count=came.c.b_ambiguous,
            may_be_duplicate=came.c.b_duplicate,
            last_code=came.c.b_code,
            last_error=came.c.b_error,
            finished_at=came.c.b_finished_at,
            owner=None,
            lease_until=None,
            message_id=func.coalesce(came.c.b_message_id, OUTBOX.c.message_id),
        )
    )


def insert_attempts() -> Insert:
    came = _came(_TRIED)
    columns = [came.c[name] for name in _TRIED]
    return insert(_ATTEMPT).from_select([*_TRIED, "finished_at"], select(*columns, real_now()))


def _came(columns: Mapping[str, TypeEngine[Any]]) -> TableValuedAlias:
    rows = bindparam("rows", type_=JSONB())
    named = [column(name, kind) for name, kind in columns.items()]
    return func.jsonb_to_recordset(rows).table_valued(*named, name="came").render_derived(with_types=True)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
