"""Leave and come back: /berhenti, silence, and a new code that brings what still matters."""

from __future__ import annotations

from bot.practice.cast import PAK_JOKO, SARI
from tests.handlers.rakor import FORM
from tests.stories.conftest import Stage


async def publish(stage: Stage) -> None:
    joko = stage.person(PAK_JOKO)
    await joko.say(FORM)
    await joko.wait_for(lambda message: message.text.startswith("Konsep rapat"))
    await joko.press("Terbitkan")
    await joko.wait_for(lambda message: "30 detik" in message.text)
    await stage.until("next")
    await joko.wait_for(lambda message: message.text.startswith("Jawaban rapat"))


async def test_leave_and_return(seeded: Stage) -> None:
    joko, sari = seeded.person(PAK_JOKO), seeded.person(SARI)

    await sari.say("/berhenti")
    await sari.wait_for(lambda message: "Mengakhiri pendaftaran" in message.text)
    await sari.press("Ya, berhenti")
    await sari.wait_for(lambda message: "telah diakhiri" in message.text)
    await joko.wait_for(lambda message: "Jabatan ditinggalkan" in message.text)
    await publish(seeded)
    assert not any("Undangan" in message.text for message in sari.received())

    await joko.say("/undang kota bontang inspektur")
    card = await joko.wait_for(lambda message: message.file is not None)
    sari.skip_to_now()
    await sari.start(card.text.split("start=")[1].split("\n")[0])
    greeting = await sari.next_message()
    assert "Selamat datang" in greeting.text
    await sari.press("Setuju")
    await sari.wait_for(lambda message: "Mohon diperiksa" in message.text)
    await sari.press("Benar")
    await sari.wait_for(lambda message: "Pendaftaran selesai" in message.text)
    await sari.wait_for(lambda message: message.text.startswith("Undangan rapat"))
