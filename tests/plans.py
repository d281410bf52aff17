"""How SQLite goes about a statement."""

from __future__ import annotations

from sqlalchemy import text

from db.engine import Sessions


async def plan_of(sqlite_url: str, statement: str, **parameters: object) -> list[str]:
    """The steps of it, in SQLite's words."""
    sessions = Sessions(sqlite_url)
    async with sessions.reading() as session:
        plan = await session.execute(text(f"EXPLAIN QUERY PLAN {statement}"), parameters)
        steps = [row.detail for row in plan]
    await sessions.close()
    return steps
