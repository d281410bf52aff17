"""Write a siaran: bold words and a photo, shown first, confirmed, and it arrives as it was shown."""

from __future__ import annotations

import re

from bot.practice.cast import BUDI, PAK_JOKO, SARI
from tests.practice.test_files import picture
from tests.stories.conftest import Stage


async def test_write_a_broadcast(seeded: Stage) -> None:
    joko, sari, budi = (seeded.person(who) for who in (PAK_JOKO, SARI, BUDI))
    await joko.say("/siaran")
    await joko.wait_for(lambda message: "Belum ada siaran" in message.text)
    await joko.press("Tulis siaran")
    await joko.wait_for(lambda message: "isi siaran" in message.text)
    await joko.send_file("poster.png", picture(), "**Mohon** dibaca", as_photo=True)
    await joko.wait_for(lambda message: "judul singkat" in message.text)
    await joko.say("Jadwal verifikasi")
    await joko.wait_for(lambda message: "belum dipilih" in message.text)
    await joko.say("Kota Bontang, inspektur")
    await joko.wait_for(lambda message: "1 orang di 1 daerah" in message.text)
    await joko.press("Selesai")
    await joko.wait_for(lambda message: message.text.startswith("Konsep siaran 1"))
    await joko.press("Pratinjau")
    await joko.wait_for(lambda message: "Akan dikirim ke 1 orang" in message.text)
    shown = next(one for one in reversed(joko.received()) if one.text.startswith("Jadwal verifikasi"))
    await joko.press("Konfirmasi")
    await joko.wait_for(lambda message: message.text.startswith("Siaran 1 akan dikirim"))
    await seeded.until("2025-03-03T08:05:00+07:00")
    got = await sari.wait_for(lambda message: message.text.startswith("Jadwal verifikasi"))
    assert re.sub(r"/cek_[a-z0-9]{10}", "/cek_contoh", got.text) == shown.text
    assert [one.message.file is not None for one in (shown, got)] == [True, True]
    assert "Jadwal verifikasi" not in " ".join(one.text for one in budi.received())
