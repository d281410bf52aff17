"""Register: a code on a letter leads to a seat, over real HTTP."""

from __future__ import annotations

from bot.practice.cast import PAK_JOKO, SARI, STRANGER
from tests.stories.conftest import Stage


async def test_register_by_code(stage: Stage) -> None:
    joko, sari, stranger = (stage.person(who) for who in (PAK_JOKO, SARI, STRANGER))

    await joko.say("/undang kota bontang inspektur")
    card = await joko.wait_for(lambda message: message.file is not None)
    code = card.text.split("start=")[1].split("\n")[0]

    await sari.start(code)
    greeting = await sari.wait_for(lambda message: "Selamat datang" in message.text)
    assert "Bontang" not in greeting.text
    await sari.press("Setuju")
    await sari.wait_for(lambda message: "Mohon diperiksa" in message.text)
    await sari.press("Benar")
    done = await sari.wait_for(lambda message: "Pendaftaran selesai" in message.text)
    assert "Inspektur Kota Bontang" in done.text
    told = await joko.wait_for(lambda message: "Pejabat terdaftar" in message.text)
    assert "Sari" in told.text

    await stranger.start(code)
    refused = await stranger.wait_for(lambda message: message.out)
    assert refused.text.startswith("Kode ini tidak dapat digunakan.")
    assert "Bontang" not in refused.text


async def test_register_by_approval(stage: Stage) -> None:
    joko, sari = stage.person(PAK_JOKO), stage.person(SARI)

    await sari.say("/daftar")
    await sari.wait_for(lambda message: "Selamat datang" in message.text)
    await sari.press("Setuju")
    await sari.wait_for(lambda message: "provinsi" in message.text)
    await sari.press("Kalimantan Timur")
    await sari.wait_for(lambda message: "Kalimantan Timur" in message.text and message.out)
    await sari.press("Kota Bontang")
    await sari.wait_for(lambda message: "jabatan di" in message.text)
    await sari.press("Inspektur")
    await sari.wait_for(lambda message: "Mohon diperiksa" in message.text)
    await sari.press("Benar")
    waiting = await sari.wait_for(lambda message: "Pendaftaran telah kami terima" in message.text)
    assert "Selasa, 4 Maret 2025, pukul 15.00 WITA" in waiting.text

    await joko.wait_for(lambda message: "Permohonan pendaftaran" in message.text)
    await joko.press("Setujui")
    approved = await sari.wait_for(lambda message: "Pendaftaran disetujui" in message.text)
    assert "Inspektur Kota Bontang" in approved.text
    await joko.wait_for(lambda message: "telah disetujui oleh" in message.text)
