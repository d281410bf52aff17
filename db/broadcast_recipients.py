"""Recipients of siaran when two records turn out to be one person."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.tables import BroadcastRecipient


async def received_once(session: AsyncSession, gone_id: int, into_id: int) -> None:
    """Who had a siaran under both records is one recipient of it, who has read it if either has."""
    one, other = aliased(BroadcastRecipient), col(BroadcastRecipient.broadcast_id)
    both = select(col(one.broadcast_id)).where(col(one.contact_id) == into_id)
    twice = (col(BroadcastRecipient.contact_id) == gone_id, other.in_(both))
    rows = await session.execute(
        delete(BroadcastRecipient).where(*twice).returning(other, col(BroadcastRecipient.read_at)),
        execution_options={"synchronize_session": False},
    )
    for broadcast_id, read_at in rows.all():
        kept = update(BroadcastRecipient).where(
            other == broadcast_id,
            col(BroadcastRecipient.contact_id) == into_id,
            col(BroadcastRecipient.read_at).is_(None),
        )
        await session.execute(kept.values(read_at=read_at))
