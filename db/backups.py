"""All rows of a database as plain values that either engine takes back.

Columns are known by kind and not by the classes of today: a backup of an older shape is loaded in that shape,
and migrated afterwards.
"""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    Integer,
    LargeBinary,
    TableClause,
    column,
    select,
    table,
    tuple_,
)
from sqlalchemy import Text as Words
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel, UTCDateTime

from db import tables as tables  # declares every table

Row = list[object]
#: Who runs at this moment; true of no other one.
_MOMENTARY = ("instance", "chat_pace")
#: Rows read at once; files are read one by one.
_PAGE = {"attachment": 1}
_USUAL_PAGE = 500


class Kind(StrEnum):
    """What a column holds, whatever engine and class say of it."""

    NUMBER = "number"
    TEXT = "text"  #: also enums, and exact decimals
    YES_NO = "yes_no"
    MOMENT = "moment"
    DAY = "day"
    JSON = "json"
    BYTES = "bytes"


#: Types of many kinds in one place: there is no narrower word for them than Any.
_TYPES: Mapping[Kind, TypeEngine[Any]] = {
    Kind.NUMBER: BigInteger(),
    Kind.TEXT: Words(),
    Kind.YES_NO: Boolean(),
    Kind.MOMENT: UTCDateTime(),
    Kind.DAY: Date(),
    Kind.JSON: JSON(none_as_null=True),
    Kind.BYTES: LargeBinary(),
}
Shape = Mapping[str, Kind]


def shapes() -> dict[str, Shape]:
    """Every table that is kept, with the kinds of its columns; what others point at comes first."""
    return {
        each.name: {one.name: _kind(one.type) for one in each.columns}
        for each in SQLModel.metadata.sorted_tables
        if each.name not in _MOMENTARY
    }


def _kind(of: TypeEngine[Any]) -> Kind:
    if isinstance(of, Boolean):
        return Kind.YES_NO
    if isinstance(of, Integer):
        return Kind.NUMBER
    if isinstance(of, UTCDateTime):
        return Kind.MOMENT
    if isinstance(of, Date):
        return Kind.DAY
    if isinstance(of, JSON):
        return Kind.JSON
    return Kind.BYTES if isinstance(of, LargeBinary) else Kind.TEXT


async def one_moment(session: AsyncSession) -> None:
    """What this session reads is the database at one moment, whatever is written meanwhile."""
    if session.get_bind().dialect.name == "postgresql":  # on SQLite every transaction is like that
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


async def rows_of(session: AsyncSession, name: str, shape: Shape) -> AsyncIterator[Sequence[Row]]:
    """All rows of a table as JSON takes them, page by page."""
    source = clause(name, shape)
    keys = [source.c[key.name] for key in SQLModel.metadata.tables[name].primary_key]
    wanted = select(*source.columns).order_by(*keys).limit(_PAGE.get(name, _USUAL_PAGE))
    places = [list(shape).index(key.name) for key in keys]
    after: list[object] = []
    while True:
        page = wanted.where(tuple_(*keys) > tuple_(*after)) if after else wanted
        found = (await session.execute(page)).all()
        if not found:
            return
        yield [[_plain(value) for value in row] for row in found]
        after = [found[-1][place] for place in places]


def clause(name: str, shape: Shape) -> TableClause:
    return table(name, *(column(one, _TYPES[kind]) for one, kind in shape.items()))


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
