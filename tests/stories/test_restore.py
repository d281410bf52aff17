"""Restore: the bot is killed, a backup of before takes its place, and an admin decides what is sent."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.commands.backing_up import back_up
from bot.commands.restoring import restore
from bot.messages import fences
from bot.practice.cast import CAST, PAK_JOKO, SARI
from bot.practice.library import FIRST_MOMENT, practice_server
from bot.rules.outbox import MessageClass, Text
from db.engine import Sessions
from db.queries.people import Recipient
from tests.stories.conftest import settings_for
from tests.stories.killing import TWICE, bot_process, seed_database, work_at


async def test_restore(database_url: str, tmp_path: Path) -> None:
    async with practice_server(cast=CAST) as server, bot_process(server, database_url) as process:
        joko, sari = server.person(PAK_JOKO), server.person(SARI)
        settings, file = settings_for(server, database_url), tmp_path / "cadangan.zip"
        await seed_database(database_url, at=FIRST_MOMENT)
        sessions = Sessions(database_url)
        async with sessions.writing() as session:
            await work_at(session, FIRST_MOMENT).tell(
                Recipient(SARI.telegram_id, "Sari"),
                Text("Perubahan yang menunggu"),
                key="cadangan",
                message_class=MessageClass.CORRECTION,
                title="Perubahan",
            )
        await sessions.close()
        await back_up(settings, file=file, as_json=False, is_quiet=True)

        process.start(at=FIRST_MOMENT)
        await joko.say("/start")
        await sari.wait_for(lambda message: "Perubahan yang menunggu" in message.text)
        process.kill()
        await restore(settings, file=file, is_sure=True, is_quiet=True)

        process.start(at=FIRST_MOMENT + timedelta(minutes=5))
        card = await joko.wait_for(lambda message: " pesan ditahan" in message.text)
        assert "dipulihkan dari cadangan" in card.text and "1 pemberitahuan perubahan" in card.text
        await sari.say("/jadwal")  # what is new is answered as always
        await sari.wait_for(lambda message: message.id > card.id)
        assert len([one for one in sari.received() if "Perubahan yang menunggu" in one.text]) == 1

        await joko.press(fences.KIRIM, on=card.id)
        await joko.wait_for(lambda message: "pesan yang ditahan?" in message.text)
        await joko.press(fences.YA_KIRIM, on=card.id)
        again = await sari.wait_for(
            lambda message: message.id > card.id and "Perubahan yang menunggu" in message.text
        )
        assert TWICE in again.text
        assert len([one for one in sari.received() if "Perubahan yang menunggu" in one.text]) == 2
