"""The database is locked, full or cut off under a crew at work, a few times; ``make campaign`` takes more."""

from __future__ import annotations

import pytest

from bench.database_faults import cut, full_for, locked_for, on_postgresql, on_sqlite


@pytest.mark.parametrize("fault", [locked_for(0.3), full_for(0.2)], ids=["locked", "full"])
async def test_sqlite_goes_on_by_itself_and_nothing_is_lost(sqlite_url, fault):
    found = await on_sqlite(sqlite_url, fault, times=2)
    assert found.is_clean
    assert (found.doubled, found.uncertain) == (0, 0)


async def test_postgresql_goes_on_by_itself_when_connections_are_cut(one_postgresql):
    assert (await on_postgresql(one_postgresql, cut, times=2)).is_clean
