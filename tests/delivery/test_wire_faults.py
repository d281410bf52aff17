"""Every kind of fault on the wire, a few sends each; ``make campaign`` takes two hundred."""

from __future__ import annotations

import os

import pytest

from bench.faulty_front import TABLE, faulty_front
from bench.oracle import Ground
from bench.wire_faults import HANG, HOLD, refused, struck
from bot.practice.library import practice_server

SENDS = int(os.environ.get("SENDS", "4"))


@pytest.fixture(params=["sqlite"])
def database_url(sqlite_url) -> str:
    """What the wire says is the same on both; ``make campaign`` has both."""
    return sqlite_url


def test_there_are_twenty_kinds():
    assert len(TABLE) >= 20


async def test_nothing_is_lost_and_nothing_doubled_unmarked(database_url):
    async with practice_server(open_doors=True) as server:
        ground = Ground(database_url, server)
        async with faulty_front(server.url, hang=HANG, hold=HOLD) as front:
            for name in TABLE:
                found = await struck(ground, front, name, SENDS)
                assert found.messages == SENDS
        assert (await refused(ground, SENDS)).messages == SENDS
        await ground.close()
