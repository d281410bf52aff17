"""INSERT ... ON CONFLICT, which SQLAlchemy has in the dialect of each database, and many rows at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel


def insert_into(session: AsyncSession, table: type[SQLModel] | Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT in the dialect of this session's database."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)


async def insert_rows(session: AsyncSession, rows: Sequence[SQLModel]) -> None:
    """Many new rows in one statement a table: as entities, SQLite would take a statement for each."""
    by_table: dict[type[SQLModel], list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append(row.model_dump(exclude={"id"}))
    for table, values in by_table.items():
        await session.execute(insert(table), values)
