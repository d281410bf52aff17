"""Who is and was invited to sittings."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.tables import Invitation


async def newest_invitation(session: AsyncSession, item_id: int, seat_id: int) -> Invitation | None:
    """The invitation of this seat to this sitting that counts: the active one, or the last withdrawn."""
    found: Invitation | None = await session.scalar(
        select(Invitation)
        .where(col(Invitation.agenda_item_id) == item_id, col(Invitation.seat_id) == seat_id)
        .order_by(col(Invitation.withdrawn_revision).is_(None).desc(), col(Invitation.id).desc())
        .limit(1)
    )
    return found
