"""Who can be written to, as the traffic shows."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.tables import Contact, Reachability, Staff

_GONE = (Reachability.BLOCKED, Reachability.DEACTIVATED, Reachability.NEVER_STARTED)


async def heard_from(session: AsyncSession, telegram_ids: Collection[int]) -> None:
    """These people wrote to us, so they can be written to; since when they could not, the chore needs."""
    if not telegram_ids:
        return
    for table in (Contact, Staff):
        await session.execute(
            update(table)
            .where(col(table.telegram_id).in_(telegram_ids), col(table.reachability).in_(_GONE))
            .values(reachability=Reachability.REACHABLE)
        )


async def is_gone(session: AsyncSession, telegram_id: int) -> bool:
    """Whether this person is known as one who cannot be written to."""
    connection = await session.connection()
    return (await connection.execute(_IS_GONE, {"telegram_id": telegram_id})).first() is not None


#: Asked with every /start, so built once.
_IS_GONE = union_all(
    *(
        select(col(table.id)).where(
            col(table.telegram_id) == bindparam("telegram_id"), col(table.reachability).in_(_GONE)
        )
        for table in (Contact, Staff)
    )
)


async def back_again(session: AsyncSession) -> list[int]:
    """Contacts who can be written to again and have not been told yet what still matters."""
    found = await session.scalars(
        select(col(Contact.id)).where(
            col(Contact.reachability) == Reachability.REACHABLE, col(Contact.unreachable_at).is_not(None)
        )
    )
    return [contact_id for contact_id in found if contact_id is not None]


async def greeted(session: AsyncSession, contact_id: int) -> None:
    """This contact has been told what still matters."""
    await session.execute(update(Contact).where(col(Contact.id) == contact_id).values(unreachable_at=None))
