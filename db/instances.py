"""The processes that work with one database. Who has a row is alive; burying somebody removes it.

All times are the database's own clock. Sessions of a process carry its owner's name, so that those of
one that is frozen can be ended: its locks, its lead and its open transactions go with them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from db.clock import real_in, real_now
from db.engine import affected, session_name
from db.inserting import insert_into
from db.tables import Instance


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """One process that is alive, as it was last heard of."""

    owner: str
    seen_at: datetime
    is_leading: bool
    trouble: str
    quiet_for: timedelta  #: since it was last heard of


async def bury_all(session: AsyncSession) -> None:
    """Nobody else works with this database: a lock says so."""
    await session.execute(delete(Instance))


async def join(session: AsyncSession, owner: str, *, alone: bool) -> None:
    """This process begins. ``alone``: nobody else works with this database."""
    if alone:
        await bury_all(session)
    begun = {"started_at": real_now(), "seen_at": real_now(), "is_leading": alone, "trouble": ""}
    await session.execute(insert_into(session, Instance).values(owner=owner, **begun))


async def beat(session: AsyncSession, owner: str, *, trouble: str) -> bool:
    """This process is still there. False: others have buried it."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SET LOCAL synchronous_commit = off"))  # lost with a crash, and no matter
    mine = update(Instance).where(col(Instance.owner) == owner)
    return affected(await session.execute(mine.values(seen_at=real_now(), trouble=trouble[:200]))) == 1


async def living(session: AsyncSession) -> list[Living]:
    """Everybody who is alive, the oldest first."""
    clock = (await session.execute(select(real_now()))).scalar_one()
    rows = await session.scalars(select(Instance).order_by(col(Instance.started_at), col(Instance.owner)))
    return [
        Living(
            owner=row.owner,
            seen_at=row.seen_at,
            is_leading=row.is_leading,
            trouble=row.trouble,
            quiet_for=clock - row.seen_at,
        )
        for row in rows.all()
    ]


async def leave(session: AsyncSession, owner: str) -> None:
    """This process ends by itself."""
    await session.execute(delete(Instance).where(col(Instance.owner) == owner))


async def without_sessions(session: AsyncSession, owners: Collection[str]) -> set[str]:
    """Which of these have no session at this server although it has not been restarted since.

    That is how a process that was killed looks: its connections ended with it.
    """
    if not owners:
        return set()
    named = {session_name(owner): owner for owner in owners}
    there = set((await session.execute(_NAMES_THERE, {"names": list(named)})).scalars())
    gone = {owner for name, owner in named.items() if name not in there}
    rows = select(col(Instance.owner)).where(
        col(Instance.owner).in_(gone), col(Instance.seen_at) > text("pg_postmaster_start_time()")
    )
    return set((await session.execute(rows)).scalars())


async def end_sessions(session: AsyncSession, owners: Collection[str]) -> None:
    """End every session of these processes: what they have open is rolled back, what they hold let go."""
    await session.execute(_END_SESSIONS, {"names": [session_name(owner) for owner in owners]})


async def bury(session: AsyncSession, owners: Collection[str], *, quiet_for: timedelta) -> list[str]:
    """Remove those of these that have been quiet so long; returns whom this call removed."""
    over = col(Instance.seen_at) < real_in(-quiet_for.total_seconds())
    gone = delete(Instance).where(col(Instance.owner).in_(owners), over).returning(col(Instance.owner))
    return list((await session.execute(gone)).scalars())


_NAMES_THERE = text(
    "SELECT DISTINCT application_name FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = ANY(:names)"
)
_END_SESSIONS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
    " AND application_name = ANY(:names)"
)
