"""Gather: the bot is put into groups, allowed in one, and answers nowhere but in private."""

from __future__ import annotations

from bot.practice.cast import BONTANG_GROUP, BU_RATNA, PAK_JOKO, SARI, STAFF_GROUP, STRANGER
from tests.stories.conftest import Stage


async def test_gather(seeded: Stage) -> None:
    server = seeded.server
    joko, ratna = (seeded.person(who) for who in (PAK_JOKO, BU_RATNA))
    bontang, team = server.group_of(BONTANG_GROUP), server.group_of(STAFF_GROUP)

    await bontang.add_bot(SARI)
    told = await joko.wait_for(lambda message: "keluar dari 1 grup" in message.text)
    assert BONTANG_GROUP.title in told.text
    await server.wait_until(lambda: not bontang.chat.bot_is_in)

    await team.add_bot(BU_RATNA)
    await ratna.wait_for(lambda message: "mintakan kepada administrator" in message.text)
    await joko.wait_for(lambda message: message.text.startswith("Bot ditambahkan ke grup"))
    await joko.press("Izinkan")
    await ratna.wait_for(lambda message: "bot diizinkan" in message.text)

    await team.say(BU_RATNA, "/status maros")
    await ratna.wait_for(lambda message: "Kabupaten Maros" in message.text)
    larger = await team.migrate(PAK_JOKO)
    await larger.say(PAK_JOKO, "/status bontang")
    await joko.wait_for(lambda message: "Kota Bontang" in message.text)
    await larger.say_unnamed(PAK_JOKO, "/status bontang")

    larger.chat.members[STRANGER.telegram_id] = larger.chat.members[BU_RATNA.telegram_id]
    await larger.say(STRANGER, "/status")
    await larger.wait_for(lambda message: "percakapan pribadi" in message.text)
    assert [len(group.received()) for group in (bontang, team, larger)] == [0, 0, 1]

    await joko.say("/grup")
    await joko.wait_for(lambda message: "Diizinkan" in message.text)
    await joko.press("1. Cabut izin")
    await joko.wait_for(lambda message: "izin bot dicabut" in message.text)
    await server.wait_until(lambda: not larger.chat.bot_is_in)
