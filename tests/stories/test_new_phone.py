"""New phone: another account takes over, the old one is told and falls silent. And a name is corrected."""

from __future__ import annotations

from bot.practice.cast import PAK_HASAN, PAK_JOKO, SARI, SARI_NEW_PHONE
from tests.stories.conftest import Stage


async def test_new_phone(seeded: Stage) -> None:
    joko, hasan, old, new = (seeded.person(who) for who in (PAK_JOKO, PAK_HASAN, SARI, SARI_NEW_PHONE))

    await new.start()
    await new.wait_for(lambda message: "Selamat datang" in message.text)
    await new.press("Setuju")
    await new.wait_for(lambda message: "mengetik kode" in message.text)
    await new.press("Sudah terdaftar, akun saya baru")
    await new.wait_for(lambda message: "Pindah ke akun Telegram ini" in message.text)
    await new.say("bontang")
    await new.wait_for(lambda message: "jabatan di" in message.text)
    await new.press("Inspektur")
    await new.wait_for(lambda message: "dipindahkan ke akun Telegram ini" in message.text)
    await new.press("Benar")
    await new.wait_for(lambda message: "Permohonan pindah akun telah kami terima" in message.text)

    told = await old.wait_for(lambda message: "memindahkan pendaftaran Bapak/Ibu" in message.text)
    assert told.buttons == (("Bukan saya",),)

    await joko.wait_for(lambda message: "Akun lama" in message.text)
    await joko.press("Setujui")
    await joko.wait_for(lambda message: "Persetujuan pertama dicatat" in message.text)
    await hasan.wait_for(lambda message: "Menunggu persetujuan kedua" in message.text)
    await hasan.press("Setujui")

    moved = await new.wait_for(lambda message: "Pindah akun disetujui" in message.text)
    assert "Inspektur Kota Bontang" in moved.text
    await old.wait_for(lambda message: "Pendaftaran telah dipindahkan" in message.text)

    await new.say("/status")
    await new.wait_for(lambda message: "Capaian delapan kriteria: Kota Bontang" in message.text)
    await old.say("/status")
    refused = await old.wait_for(lambda message: "belum terdaftar" in message.text)
    assert "Bontang" not in refused.text


async def test_the_own_name_is_corrected(seeded: Stage) -> None:
    joko, sari = seeded.person(PAK_JOKO), seeded.person(SARI)
    await sari.say("/data_saya")
    await sari.wait_for(lambda message: "yang kami simpan" in message.text)
    await sari.press("Perbaiki nama")
    await sari.wait_for(lambda message: "Nama yang tercatat: Sari" in message.text)
    await sari.say("Sari Latihan, S.E.")
    await joko.wait_for(lambda message: "Permohonan perbaikan nama" in message.text)
    await joko.press("Setujui")
    await sari.wait_for(lambda message: "kini tercatat: Sari Latihan, S.E." in message.text)
