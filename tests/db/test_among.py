"""One of many, the many being one parameter, on both engines."""

from __future__ import annotations

import pytest
from sqlalchemy import literal, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import BigInteger

from db.among import is_among, numbers
from db.last_checks import _CONTACTS
from tests.plans import plan_of

_ONE = literal(7_000_000_001, type_=BigInteger())


@pytest.mark.parametrize(
    ("many", "found"),
    [([7_000_000_001], True), ({3, 7_000_000_001}, True), ([], False), (range(2000), False), ([-4], False)],
)
async def test_a_number_is_one_of_them_or_not(sessions, many, found):
    one_of_them = is_among(_ONE, numbers("many"))
    statement = select(one_of_them.label("is_in"), (~one_of_them).label("is_out"))
    async with sessions.reading() as session:
        row = (await session.execute(statement, {"many": many})).one()
    assert (row.is_in, row.is_out) == (found, not found)


@pytest.mark.sqlite
async def test_sqlite_finds_them_by_their_index(sqlite_url):
    statement = str(_CONTACTS.compile(dialect=sqlite.dialect(paramstyle="named")))
    steps = await plan_of(sqlite_url, statement, ids="[1, 2]")
    assert any(step.startswith("SEARCH contact USING INTEGER PRIMARY KEY") for step in steps), steps
