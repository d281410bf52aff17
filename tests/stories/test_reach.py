"""Uji sambung: before a meeting staff learn silently who cannot be reached, and whom to call."""

from __future__ import annotations

from bot.practice.cast import BUDI, PAK_JOKO, SARI
from tests.stories.conftest import Stage


async def test_who_cannot_be_reached_before_the_meeting(seeded: Stage) -> None:
    joko, sari, budi = (seeded.person(who) for who in (PAK_JOKO, SARI, BUDI))
    before = len(sari.received()), len(budi.received())
    await budi.block()

    await joko.say("/cakupan")
    await joko.wait_for(lambda message: "Uji sambung" in str(message.buttons))
    await joko.press("Uji sambung")
    await joko.wait_for(lambda message: message.text.startswith("Uji sambung"))
    await seeded.beat()
    result = await joko.wait_for(lambda message: "Hasil uji sambung" in message.text)
    assert "Inspektur Kabupaten Bangka Tengah" in result.text
    assert "Inspektur Kota Bontang" not in result.text
    assert (len(sari.received()), len(budi.received())) == before  # nobody saw anything of it
