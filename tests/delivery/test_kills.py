"""kill -9 in the middle of sending and of receiving, five times a database (more by ``make campaign``)."""

from __future__ import annotations

import os

from bench.kills import campaign
from bot.delivery.postman import SLOTS

#: Kills per database.
KILLS = int(os.environ.get("KILLS", "5"))


async def test_nothing_is_lost_no_broadcast_doubled_every_double_marked_every_effect_there_once(database_url):
    found = await campaign(database_url, KILLS)
    assert found.is_clean
    assert found.doubled + found.uncertain <= KILLS * SLOTS
    assert found.messages > 100 * KILLS
    assert found.updates > KILLS
