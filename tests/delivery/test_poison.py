"""An update that kills the process which handles it is set aside, and everything else goes on."""

from __future__ import annotations

import asyncio

from sqlalchemy import select
from sqlmodel import col

from bench.crew import KILLED, POISON
from bench.crew import main as crew
from bench.oracle import Ground
from bot.delivery.orphans import MOST_CRASHES
from bot.practice.library import practice_server
from db.tables import InboxState, InboxUpdate
from tests.processes import Killable


async def test_a_poison_update_is_set_aside_after_three_crashes(database_url):
    async with practice_server(open_doors=True) as server:
        ground = Ground(database_url, server)
        await ground.clear()
        ground.give_some(3)
        poison = ground.give(POISON, chat_id=7)
        ground.give_some(3)
        deaths = 0
        while deaths < MOST_CRASHES:
            process = Killable(crew, *ground.arguments)
            try:
                assert await asyncio.to_thread(process.wait, 30) == KILLED
            finally:
                process.kill()
            deaths += 1
        await ground.rest()  # the next one lives
        async with ground.sessions.reading() as session:
            rows = await session.execute(select(col(InboxUpdate.update_id), col(InboxUpdate.state)))
            states = {row.update_id: row.state for row in rows}
        assert states.pop(poison) is InboxState.FAILED
        assert set(states.values()) == {InboxState.DONE}
        assert (await ground.verdict()).is_clean
        await ground.close()
