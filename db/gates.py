"""Until when Telegram asked us to be silent, by the database's own clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.clock import real_now
from db.failpoints import Point, reached
from db.inserting import insert_into
from db.tables import Gate


async def close_gate(session: AsyncSession, *, name: str, pause: timedelta) -> None:
    """Keep a gate closed for ``pause`` from now; a longer pause asked for earlier stays."""
    open_at = await _clock(session) + pause
    statement = insert_into(session, Gate).values(name=name, open_at=open_at)
    statement = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"open_at": statement.excluded.open_at},
        where=col(Gate.open_at) < open_at,
    )
    await session.execute(statement)
    reached(Point.GATE_WRITTEN)
    await session.execute(delete(Gate).where(col(Gate.open_at) < open_at - pause - timedelta(days=1)))


async def closed_gates(session: AsyncSession) -> dict[str, timedelta]:
    """Every gate that is closed now, with how long it stays so."""
    now = await _clock(session)
    rows = await session.execute(select(col(Gate.name), col(Gate.open_at)).where(col(Gate.open_at) > now))
    return {name: open_at - now for name, open_at in rows.all()}


async def _clock(session: AsyncSession) -> datetime:
    return (await session.execute(select(real_now()))).scalar_one()
