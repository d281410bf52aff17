"""The process dies at every named point once; ``make campaign`` does it twenty times on each database."""

from __future__ import annotations

import os

from bench.failpoints import campaign
from db.failpoints import Point

TIMES = int(os.environ.get("DEATHS", "1"))
#: In the middle of a transaction, or beside its end: there the databases may differ.
OF_A_TRANSACTION = (
    Point.ENQUEUED,
    Point.CLAIMED,
    Point.BEFORE_TURN_COMMIT,
    Point.AFTER_TURN_COMMIT,
    Point.ANSWERED,
    Point.FOLLOWED,
    Point.GATE_WRITTEN,
    Point.RECOVERED,
    Point.STORED,
    Point.KEPT,
    Point.DONE_MARKED,
    Point.TRY_COUNTED,
)


async def test_every_point_is_reached_and_survived_on_sqlite(sqlite_url):
    verdict = await campaign(sqlite_url, TIMES)
    assert verdict.is_clean
    assert verdict.messages > 200


async def test_the_points_of_a_transaction_are_survived_on_postgresql(one_postgresql):
    assert (await campaign(one_postgresql, TIMES, points=OF_A_TRANSACTION)).is_clean
