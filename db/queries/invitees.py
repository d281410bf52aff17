"""Who is and was invited to sittings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.tables import Invitation, Seat


async def newest_invitation(session: AsyncSession, item_id: int, seat_id: int) -> Invitation | None:
    """The invitation of this seat to this sitting that counts: the active one, or the last withdrawn."""
    found: Invitation | None = await session.scalar(
        select(Invitation)
        .where(col(Invitation.agenda_item_id) == item_id, col(Invitation.seat_id) == seat_id)
        .order_by(col(Invitation.withdrawn_revision).is_(None).desc(), col(Invitation.id).desc())
        .limit(1)
    )
    return found


async def was_ever_invited(session: AsyncSession, item_id: int, seat_id: int) -> bool:
    """Whether this seat is invited to this sitting, or was."""
    found = select(col(Invitation.id)).where(
        col(Invitation.agenda_item_id) == item_id, col(Invitation.seat_id) == seat_id
    )
    return (await session.execute(found.limit(1))).first() is not None


async def regions_invited(session: AsyncSession, item_id: int) -> Sequence[str]:
    """Codes of the regions whose seats are invited to this sitting."""
    rows = await session.execute(
        select(col(Seat.region_code))
        .join(Invitation, col(Invitation.seat_id) == col(Seat.id))
        .where(col(Invitation.agenda_item_id) == item_id, col(Invitation.withdrawn_revision).is_(None))
        .distinct()
        .order_by(col(Seat.region_code))
    )
    return rows.scalars().all()
