"""Two posts: the Inspektur of Bontang acts as Sekda of Maros too, and answers for each by itself."""

from __future__ import annotations

from bot.practice.cast import PAK_JOKO, SARI
from tests.handlers.rakor import FORM
from tests.stories.conftest import Stage


async def test_two_posts(seeded: Stage) -> None:
    joko, sari = seeded.person(PAK_JOKO), seeded.person(SARI)

    await joko.say("/undang maros sekda")
    await joko.wait_for(lambda message: "Masih ada kode" in message.text)
    await joko.press("Buat kode baru")
    card = await joko.wait_for(lambda message: message.file is not None)
    await sari.start(card.text.split("start=")[1].split("\n")[0])
    await sari.wait_for(lambda message: "Selamat datang" in message.text or "Mohon diperiksa" in message.text)
    if "Setuju" in str(sari.received()[-1].buttons):
        await sari.press("Setuju")
        await sari.wait_for(lambda message: "Mohon diperiksa" in message.text)
    await sari.press("Benar")
    done = await sari.wait_for(lambda message: "Pendaftaran selesai" in message.text)
    assert "Sekretaris Daerah Kabupaten Maros" in done.text
    await sari.say("/status")
    await sari.wait_for(lambda message: ("Kota Bontang",) in message.buttons or "lebih dari" in message.text)

    await joko.say(FORM)
    await joko.wait_for(lambda message: message.text.startswith("Konsep rapat"))
    await joko.press("Terbitkan")
    await joko.wait_for(lambda message: "30 detik" in message.text)
    await seeded.until("next")
    for post in ("Inspektur Kota Bontang", "Sekretaris Daerah Kabupaten Maros"):
        invited = await sari.wait_for(
            lambda message, post=post: message.text.startswith("Undangan rapat") and post in message.text
        )
        await sari.press("Hadir", on=invited.id)
        await sari.wait_for(
            lambda message, post=post: message.text.startswith(f"Jawaban {post} kami catat: Hadir")
        )
