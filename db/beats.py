"""When something was looked at last, in House time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.inserting import insert_into
from db.tables import Beat


async def last_beat(session: AsyncSession, name: str) -> datetime | None:
    """None before the first."""
    return await session.scalar(select(col(Beat.at)).where(col(Beat.name) == name))


async def keep_beat(session: AsyncSession, name: str, *, at: datetime) -> None:
    """This moment is the last one, whatever was before."""
    statement = insert_into(session, Beat).values(name=name, at=at)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"at": statement.excluded.at})
    )


async def forget_beats(session: AsyncSession) -> None:
    """Somebody has set the clock anew on purpose."""
    await session.execute(delete(Beat))
