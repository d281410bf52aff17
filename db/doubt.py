"""After a commit whose answer was lost: what of it happened, and what certainly never left."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.rules.outbox import OutboxState
from db.claimed import OUTBOX, SENDING, Claimed
from db.settlement import Landed

_ATTEMPT = SQLModel.metadata.tables["outbox_attempt"]


async def not_written(connection: AsyncConnection, landed: Sequence[Landed]) -> list[Landed]:
    """Those of these tries that no commit has written down."""
    if not landed:
        return []
    columns = select(_ATTEMPT.c.outbox_id, _ATTEMPT.c.fence, _ATTEMPT.c.outcome)
    ids = [one.claimed.id for one in landed]
    rows = await connection.execute(columns.where(_ATTEMPT.c.outbox_id.in_(ids)))
    written = {(row.outbox_id, row.fence, row.outcome) for row in rows}
    return [one for one in landed if (one.claimed.id, one.claimed.fence, one.kind.value) not in written]


async def give_back(connection: AsyncConnection, *, owner: str, holding: Collection[Claimed]) -> int:
    """What is announced in this sender's name but in none of its hands has not left: it waits again.

    Returns how many.
    """
    held = {(one.id, one.fence) for one in holding}
    announced = select(OUTBOX.c.id, OUTBOX.c.fence).where(OUTBOX.c.state == SENDING, OUTBOX.c.owner == owner)
    rows = (await connection.execute(announced)).all()
    lost = [row.id for row in rows if (row.id, row.fence) not in held]
    if lost:
        mine = update(OUTBOX).where(OUTBOX.c.id.in_(lost), OUTBOX.c.state == SENDING, OUTBOX.c.owner == owner)
        await connection.execute(mine.values(state=OutboxState.PENDING, owner=None, lease_until=None))
    return len(lost)
