"""An update whose database is away is handled again; another fault gives it up; a stop leaves it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.delivery.persistence import persistent


def process_failing(times: int, error: Exception):
    seen: list[int] = []

    async def process(update_id: int, payload: dict) -> None:
        seen.append(update_id)
        if len(seen) <= times:
            raise error

    return process, seen


AWAY = OperationalError("BEGIN", None, ConnectionResetError())


async def test_the_database_that_is_away_is_waited_for():
    process, seen = process_failing(2, AWAY)
    await persistent(process, asyncio.Event(), left=print)(7, {})
    assert seen == [7, 7, 7]


async def test_a_statement_that_is_wrong_is_not_repeated():
    process, seen = process_failing(1, IntegrityError("INSERT", None, ValueError()))
    with pytest.raises(IntegrityError):
        await persistent(process, asyncio.Event(), left=print)(7, {})
    assert seen == [7]


async def test_a_stop_leaves_the_update_to_the_next_start():
    process, seen = process_failing(99, AWAY)
    stopped, left = asyncio.Event(), []
    handling = asyncio.create_task(persistent(process, stopped, left=left.append)(7, {}))
    stopped.set()
    with pytest.raises(asyncio.CancelledError):
        await handling
    assert (len(seen), left) == (1, [7])
