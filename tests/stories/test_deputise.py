"""Deputise: the Sekda invites an assistant, who answers for her; and an Inspektur leaves her own number."""

from __future__ import annotations

from bot.practice.cast import ASSISTANT, PAK_JOKO, SARI, SEKDA_BONTANG
from tests.handlers.rakor import FORM
from tests.stories.conftest import Stage


async def test_deputise(seeded: Stage) -> None:
    joko, wati, dimas = (seeded.person(who) for who in (PAK_JOKO, SEKDA_BONTANG, ASSISTANT))

    await wati.say("/wakil")
    await wati.wait_for(lambda message: "Ajudan dan wakil" in message.text)
    await wati.press("Undang ajudan")
    forwarded = await wati.wait_for(lambda message: "start=" in message.text)
    await wati.wait_for(lambda message: "Mohon meneruskan pesan" in message.text)

    await dimas.start(forwarded.text.split("start=")[1].split("\n")[0])
    await dimas.wait_for(lambda message: "Selamat datang" in message.text)
    await dimas.press("Setuju")
    card = await dimas.wait_for(lambda message: "Mohon diperiksa" in message.text)
    assert "Ajudan atau asisten" in card.text
    await dimas.press("Benar")
    await dimas.wait_for(lambda message: "Pendaftaran telah kami terima" in message.text)
    await joko.wait_for(lambda message: "diundang oleh pemegang jabatan" in message.text)
    await joko.press("Setujui")
    await dimas.wait_for(lambda message: "Pendaftaran disetujui" in message.text)
    await wati.wait_for(lambda message: "kini bertindak sebagai ajudan" in message.text)

    await joko.say(FORM)
    await joko.wait_for(lambda message: message.text.startswith("Konsep rapat"))
    await joko.press("Terbitkan")
    await joko.wait_for(lambda message: "30 detik" in message.text)
    await seeded.until("next")
    await wati.wait_for(lambda message: message.text.startswith("Undangan rapat"))
    await dimas.wait_for(lambda message: message.text.startswith("Undangan rapat"))
    await dimas.press("Hadir")
    await dimas.wait_for(lambda message: "Hadir, disampaikan oleh ajudan" in message.text)
    await joko.wait_for(lambda message: "Sekretaris Daerah: Hadir, disampaikan oleh ajudan" in message.text)

    await wati.say("/wakil")
    await wati.wait_for(lambda message: "ajudan: Dimas" in message.text)
    await wati.press("Cabut: Dimas")
    await wati.wait_for(lambda message: "Mengakhiri tugas" in message.text)
    await wati.press("Ya, cabut")
    await dimas.wait_for(lambda message: "telah diakhiri oleh pemegang jabatan" in message.text)


async def test_the_own_number_is_shared_by_the_key(seeded: Stage) -> None:
    sari = seeded.person(SARI)
    await sari.say("/data_saya")
    await sari.wait_for(lambda message: "yang kami simpan" in message.text)
    await sari.press("Nomor telepon")
    await sari.wait_for(lambda message: "Nomor telepon Bapak/Ibu" in message.text)
    assert sari.chat.reply_keyboard is not None
    await sari.share_contact()
    await sari.wait_for(lambda message: f"berakhiran {SARI.phone[-3:]}" in message.text)
    assert sari.chat.reply_keyboard is None
