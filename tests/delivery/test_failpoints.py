"""The process dies at every named point once, half of them on each database.

``make campaign`` has it die twenty times at each, on both.
"""

from __future__ import annotations

from bench.failpoints import campaign
from db.failpoints import Point


async def test_every_second_point_is_reached_and_survived_on_sqlite(sqlite_url):
    assert (await campaign(sqlite_url, 1, points=tuple(Point)[::2])).is_clean


async def test_the_other_points_are_reached_and_survived_on_postgresql(one_postgresql):
    assert (await campaign(one_postgresql, 1, points=tuple(Point)[1::2])).is_clean
