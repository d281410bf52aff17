"""Nobody is an admin, and ADMIN_IDS is empty: the console of `run` lets the first one in."""

from __future__ import annotations

import asyncio
import contextlib
import re
from dataclasses import replace

from bot.commands.running import run_bot
from bot.practice.cast import CAST, STRANGER
from bot.practice.library import practice_server
from tests.stories.conftest import settings_for


async def test_the_code_of_the_console_makes_the_first_admin(sqlite_url, capsys, caplog):
    async with practice_server(cast=CAST) as server:
        settings = replace(settings_for(server, sqlite_url), admin_ids=())
        running = asyncio.create_task(run_bot(settings, now=server.clock.now))
        stranger = server.person(STRANGER)
        await stranger.start()
        await stranger.wait_for(lambda message: "Selamat datang" in message.text)  # so it runs
        said = capsys.readouterr().out
        code = re.search(r"/start (\w{4} \w{4} \w{4} \w{4})\n", said)
        assert code is not None and said.startswith("There is no admin yet. Send this to @permas_latihan_bot")
        await stranger.say(f"/start {code[1]}")
        await stranger.wait_for(lambda message: "administrator pertama" in message.text)
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        assert code[1].replace(" ", "") not in caplog.text.replace(" ", "")

        again = asyncio.create_task(run_bot(settings, now=server.clock.now))
        await stranger.say("/petugas")
        await stranger.wait_for(lambda message: "Petugas Dit. Permas" in message.text)
        again.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await again
        assert "There is no admin yet" not in capsys.readouterr().out
