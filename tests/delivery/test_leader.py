"""Only one process leads."""

from __future__ import annotations

from bot.delivery.leader import Leader
from db.engine import Sessions


async def test_the_second_does_not_lead_until_the_first_lets_go(sessions, database_url):
    other = Sessions(database_url)
    first, second = Leader(sessions), Leader(other)
    assert await first.try_take()
    assert not await second.try_take()
    await first.release()
    assert await second.try_take()
    await second.release()
    await other.close()
