"""What is decided about messages whose sender is gone, and about those whose hour has passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, true, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.transitions import FIRST_WAIT, Flight, OutcomeKind, after
from db.claimed import HELD, OUTBOX, PENDING, SENDING, Claimed
from db.clock import real_in, real_now
from db.failpoints import Point, reached
from db.settlement import INSERT_ATTEMPT, SETTLE, change_values

_INSTANCE = SQLModel.metadata.tables["instance"]


async def recover(
    connection: AsyncConnection,
    *,
    owner: str,
    everything: bool,
    now: datetime,
    first_wait: timedelta = FIRST_WAIT,
    alive_too: bool = False,
) -> int:
    """Decide about messages whose sender is gone; returns how many.

    ``everything``: whoever is not alive (has no row in ``instance``) is gone; no lease need be waited for.
    ``alive_too``: nobody may be sending now, also who is alive.
    """
    over = OUTBOX.c.lease_until < real_now()
    gone = and_(OUTBOX.c.owner != owner, OUTBOX.c.owner.not_in(select(_INSTANCE.c.owner)))
    whose = or_(over, gone) if everything else over
    if alive_too:
        whose = true()
    columns = [OUTBOX.c[name] for name in ("id", "fence", "message_class", "attempts", "ambiguous_count")]
    statement = (
        select(
            *columns,
            OUTBOX.c.may_be_duplicate,
            OUTBOX.c.edits_outbox_id,
            OUTBOX.c.lease_until,
            OUTBOX.c.owner,
        )
        .where(OUTBOX.c.state == SENDING, whose)
        .with_for_update(skip_locked=True)
    )
    rows = (await connection.execute(statement)).all()
    if not rows:
        return 0
    reached(Point.RECOVERING)
    changed: list[dict[str, object]] = []
    tried: list[dict[str, object]] = []
    for row in rows:
        flight = Flight(
            message_class=MessageClass(row.message_class),
            attempts=row.attempts,
            ambiguous_count=row.ambiguous_count,
            may_be_duplicate=row.may_be_duplicate,
            is_edit=row.edits_outbox_id is not None,
        )
        change = after(flight, OutcomeKind.AMBIGUOUS, first_wait=first_wait)
        changed.append(change_values(row.id, row.fence, change, now) | {"b_code": None, "b_error": "crashed"})
        tried.append(_crashed(row.id, row.fence, row.owner or "", row.lease_until))
    await connection.execute(SETTLE, changed)
    reached(Point.RECOVERED)
    await connection.execute(INSERT_ATTEMPT, tried)
    return len(rows)


async def hold(
    connection: AsyncConnection, flying: Sequence[Claimed], *, owner: str, lease: timedelta
) -> None:
    """Whoever lives keeps what he has in flight, unless somebody took it over already."""
    if flying:
        mine = tuple_(OUTBOX.c.id, OUTBOX.c.fence).in_([(one.id, one.fence) for one in flying])
        held = update(OUTBOX).where(OUTBOX.c.state == SENDING, OUTBOX.c.owner == owner, mine)
        await connection.execute(held.values(lease_until=real_in(lease.total_seconds())))


async def expire(connection: AsyncConnection, *, now: datetime) -> None:
    """What waited past its hour is not sent any more."""
    for waiting in (PENDING, HELD):  # each by its own index
        over = update(OUTBOX).where(OUTBOX.c.state == waiting, OUTBOX.c.expires_at <= now)
        await connection.execute(over.values(state=OutboxState.EXPIRED, reason="expired", finished_at=now))


def _crashed(outbox_id: int, fence: int, owner: str, lease_until: datetime) -> dict[str, object]:
    return {
        "outbox_id": outbox_id,
        "fence": fence,
        "owner": owner,
        "started_at": lease_until,
        "outcome": "crashed",
        "code": None,
        "description": "",
        "retry_after": None,
        "message_id": None,
    }
