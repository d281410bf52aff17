"""PostgreSQL takes what came back as one JSON document: one statement for all of it, not one a message.

Sent one by one, also in a pipeline, these statements cost more than everything else of a turn; arrays
to ``unnest`` cost the driver as much. SQLite has no round trips to save and is given row after row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    Boolean,
    Cast,
    ColumnElement,
    DateTime,
    Integer,
    Text,
    bindparam,
    column,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.dml import Insert, Update
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from bot.rules.outbox import OutboxState
from bot.rules.transitions import OutcomeKind
from db.claimed import OUTBOX
from db.clock import real_now

_ATTEMPT = SQLModel.metadata.tables["outbox_attempt"]
_MOMENT = DateTime(timezone=True)

#: As ``db.settlement`` names what it writes of a message that was sent, and when its try began.
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
    "started_at": Text(),
}


def at_once(rows: Sequence[Mapping[str, object]], *, owner: str, now: datetime) -> dict[str, object]:
    """What the statement is executed with. ``rows``: of each message all columns of ``_SENT``."""
    return {"rows": rows, "b_owner": owner, "b_now": now}


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
            finished_at=bindparam("b_now", type_=_MOMENT),
            owner=None,
            lease_until=None,
            message_id=func.coalesce(came.c.b_message_id, OUTBOX.c.message_id),
        )
        .add_cte(_tried(came).cte("tried"))
    )


def _tried(came: CTE) -> Insert:
    """The attempt is written down whoever holds the row by now."""
    written = {
        "outbox_id": came.c.b_id,
        "fence": came.c.b_fence,
        "owner": bindparam("b_owner", type_=Text()),
        "started_at": Cast(came.c.started_at, _MOMENT),
        "finished_at": real_now(),
        "outcome": literal(OutcomeKind.SENT.value),
        "code": came.c.b_code,
        "description": came.c.b_error,
        "message_id": came.c.b_message_id,
    }
    return insert(_ATTEMPT).from_select(list(written), select(*written.values()))


def _came(columns: Mapping[str, TypeEngine[Any]]) -> CTE:
    rows = bindparam("rows", type_=JSONB())
    named = [column(name, kind) for name, kind in columns.items()]
    document = func.jsonb_to_recordset(rows).table_valued(*named, name="document")
    return select(document.render_derived(with_types=True)).cte("came")
