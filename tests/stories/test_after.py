"""After: files of a sitting handed out by Telegram's own id, and thanks, over real HTTP."""

from __future__ import annotations

import pytest

from bot.practice.cast import BUDI, PAK_JOKO, SARI
from tests.stories.conftest import Stage

MEETING = """/rapat baru
Judul: Rapat Koordinasi
Sesi: 11-03-2025 13.00-15.30 WIB; Kota Bontang
Tautan: https://zoom.us/j/90000000000"""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_after(seeded: Stage) -> None:
    joko, sari = seeded.person(PAK_JOKO), seeded.person(SARI)

    async def press(words: str, then: str) -> None:
        await joko.press(words)
        await joko.wait_for(lambda message: then in message.text)

    await joko.say(MEETING)
    await joko.wait_for(lambda message: any("Terbitkan" in row for row in message.buttons))
    await press("Terbitkan", "30 detik")
    await seeded.until("next")
    await joko.say("/rapat 1")
    await joko.wait_for(lambda message: any("Sesi 1 ▸" in row for row in message.buttons))
    await press("Sesi 1 ▸", "Sesi 1, rapat 1")
    await press("Bahan", "Belum ada bahan")
    await press("Tambah bahan", "mengirim berkas sekarang")
    await joko.send_file("Paparan.pdf", b"%PDF-1.7 paparan")
    await joko.wait_for(lambda message: message.text.startswith("Bahan sesi 1 disimpan: Paparan.pdf"))
    await press("Selesai", "1. Paparan.pdf")

    await sari.say("/jadwal")
    await sari.wait_for(lambda message: any("Bahan:" in words for row in message.buttons for words in row))
    await sari.press("Bahan: Inspektur Kota Bontang, 11 Mar 2025")
    got = await sari.wait_for(lambda message: message.file is not None)
    assert got.file is not None and got.file.content == b"%PDF-1.7 paparan"
    assert got.text == "Paparan.pdf\nBahan sesi Kota Bontang, 11 Maret 2025"

    await seeded.until("2025-03-11T16:00:00+07:00")
    await joko.say("/rapat 1")
    await joko.wait_for(lambda message: any("Sesi 1 ▸" in row for row in message.buttons))
    await press("Sesi 1 ▸", "Sesi 1, rapat 1")
    await press("Ucapan terima kasih", "mohon diperiksa")
    await press("Konfirmasi", "dikirim 30 detik lagi")
    await seeded.until("next")
    told = await sari.wait_for(lambda message: message.text.startswith("Setelah rapat koordinasi"))
    assert "belum mencatat kehadiran" in told.text
    heads = [message.text.split("\n")[0] for message in seeded.person(BUDI).received() if message.text]
    assert not any(head.startswith("Setelah rapat") for head in heads)
