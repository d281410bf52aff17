"""Hand over: the Inspektur of Maros goes with thanks, and his successor comes in by the new code."""

from __future__ import annotations

from bot.practice.cast import INSPEKTUR_MAROS, PAK_JOKO, SUCCESSOR
from tests.stories.conftest import Stage


async def test_hand_over(seeded: Stage) -> None:
    joko, old, new = (seeded.person(who) for who in (PAK_JOKO, INSPEKTUR_MAROS, SUCCESSOR))

    await joko.say("/kontak maros")
    await joko.wait_for(lambda message: ("Kembali",) in message.buttons)
    await joko.press("Inspektur")
    await joko.wait_for(lambda message: "Serah terima" in str(message.buttons))
    await joko.press("Serah terima")
    await joko.wait_for(lambda message: "Serahkan sekarang" in str(message.buttons))
    await joko.press("Serahkan sekarang", times=2)
    card = await joko.wait_for(lambda message: message.file is not None)
    thanks = await old.wait_for(lambda message: "Serah terima jabatan" in message.text)
    assert "Inspektur Kabupaten Maros" in thanks.text
    await old.say("/status")
    await old.wait_for(lambda message: "belum terdaftar" in message.text)

    await new.start(card.text.split("start=")[1].split("\n")[0])
    await new.wait_for(lambda message: "Selamat datang" in message.text)
    await new.press("Setuju")
    await new.wait_for(lambda message: "Mohon diperiksa" in message.text)
    await new.press("Benar")
    await new.wait_for(lambda message: "Pendaftaran selesai" in message.text)
    await new.say("/status")
    await new.wait_for(lambda message: "Capaian delapan kriteria: Kabupaten Maros" in message.text)
    region = await joko.ask("/kontak maros")
    assert "Lukman" in region.text
    await joko.press("Inspektur", on=region.id)
    await joko.wait_for(lambda message: "Riwayat" in message.text and "serah terima" in message.text.lower())
