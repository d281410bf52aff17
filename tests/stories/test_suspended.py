"""Suspended: the machine stands still for hours with `run` in it, and an admin decides what is sent then."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta

from bot.commands.running import run_bot
from bot.delivery.presence import Times
from bot.messages import fences
from bot.practice.cast import CAST, PAK_JOKO, SARI
from bot.practice.library import FIRST_MOMENT, practice_server
from bot.rules.outbox import MessageClass, Text
from db.engine import Sessions
from db.queries.people import Recipient
from tests.stories.conftest import settings_for
from tests.stories.killing import seed_database, work_at

TIMES = Times(beat=0.02, lease=1.0, gone=2.0, stale=3.0, settle=0.1)


async def test_suspended(database_url: str) -> None:
    async with practice_server(cast=CAST) as server:
        joko, sari = server.person(PAK_JOKO), server.person(SARI)
        await seed_database(database_url, at=FIRST_MOMENT)
        sessions = Sessions(database_url)
        async with sessions.writing() as session:
            for key, hours in (("pagi", 0), ("siang", 2), ("malam", 9)):
                await work_at(session, FIRST_MOMENT).tell(
                    Recipient(SARI.telegram_id, "Sari"),
                    Text(f"Perubahan untuk {key}"),
                    key=key,
                    message_class=MessageClass.CORRECTION,
                    title="Perubahan",
                    not_before=FIRST_MOMENT + timedelta(hours=hours),
                )
        await sessions.close()
        running = asyncio.create_task(
            run_bot(settings_for(server, database_url), now=server.clock.now, times=TIMES)
        )
        await joko.say("/start")
        await sari.wait_for(lambda message: "untuk pagi" in message.text)

        server.clock.set(FIRST_MOMENT + timedelta(hours=4))
        card = await joko.wait_for(lambda message: " pesan ditahan" in message.text)
        assert "1 pemberitahuan perubahan" in card.text
        await sari.say("/jadwal")  # who writes is answered as always
        await sari.wait_for(lambda message: message.id > card.id)
        assert not [one for one in sari.received() if "untuk siang" in one.text]

        await joko.press(fences.KIRIM, on=card.id)
        await joko.wait_for(lambda message: "pesan yang ditahan?" in message.text)
        await joko.press(fences.YA_KIRIM, on=card.id)
        await sari.wait_for(lambda message: "untuk siang" in message.text)
        assert not [one for one in sari.received() if "untuk malam" in one.text]
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
