"""Who leads, on PostgreSQL: a lock of a session says it.

``instance.is_leading`` fences what a leader writes: his regular work and the change of leaders exclude
each other, so that nobody who has lost the lead writes as its holder, be it that he has not noticed yet.
"""

from __future__ import annotations

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import col

from db.tables import Instance

#: Two numbers, as every other lock of ours has one: no account number of a person can be the same.
#: (7376 27 is "permas" on a telephone's keys.)
_LEAD, _CHANGE = "(7376, 27)", "(7376, 28)"


async def try_lock(connection: AsyncConnection) -> bool:
    """Whether this session has the lead from now on."""
    return bool((await connection.execute(text(f"SELECT pg_try_advisory_lock{_LEAD}"))).scalar_one())


async def unlock(connection: AsyncConnection) -> None:
    await connection.execute(text(f"SELECT pg_advisory_unlock{_LEAD}"))


async def is_locked_here(connection: AsyncConnection) -> bool:
    """Whether this session has the lead. Raises DBAPIError when there is no session any more."""
    return bool((await connection.execute(_LOCKED_HERE)).scalar_one())


async def become_leader(session: AsyncSession, owner: str) -> None:
    """Whoever led writes nothing more as leader once this is committed."""
    await session.execute(text(f"SELECT pg_advisory_xact_lock{_CHANGE}"))
    await session.execute(update(Instance).values(is_leading=col(Instance.owner) == owner))


async def step_down(session: AsyncSession, owner: str) -> None:
    await session.execute(update(Instance).where(col(Instance.owner) == owner).values(is_leading=False))


async def still_leads(session: AsyncSession, owner: str) -> bool:
    """Whether this process leads, and will until the end of this transaction."""
    await session.execute(text(f"SELECT pg_advisory_xact_lock_shared{_CHANGE}"))
    mine = select(col(Instance.is_leading)).where(col(Instance.owner) == owner)
    return bool((await session.execute(mine)).scalar_one_or_none())


_LOCKED_HERE = text(
    "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND pid = pg_backend_pid() AND (classid, objid) = (7376, 27))"
)
