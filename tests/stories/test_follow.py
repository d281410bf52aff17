"""Follow up: a sheet brings a fall, the Inspektur asks why and promises, is asked on the day, it recovers."""

from __future__ import annotations

from datetime import datetime

from bot.practice.cast import INSPEKTUR_MAROS, PAK_JOKO, SARI
from bot.rules.clocks import WITA
from tests.stories.conftest import Stage

#: A column per criterion; MCP of Maros is what was recorded before.
WIDE = b"kode wilayah;tahun;MCP;SPI\n73.09;2024;80;66,50\n64.74;2024;95,47;77,69\n"


async def test_follow(seeded: Stage) -> None:
    joko, tuti, sari = (seeded.person(who) for who in (PAK_JOKO, INSPEKTUR_MAROS, SARI))
    await joko.say("/ambang")
    await joko.wait_for(lambda message: "Ambang batas" in message.text)
    await joko.press("Konfirmasi SPI")
    await joko.wait_for(lambda message: "terkonfirmasi" in message.text)

    await joko.send_file("lebar.csv", WIDE)
    card = await joko.wait_for(lambda message: "Pemeriksaan berkas" in message.text)
    assert "1 baru" in card.text and "3 tidak berubah" in card.text
    await joko.press("Konfirmasi", on=card.id)
    told = await tuti.wait_for(lambda message: message.text.startswith("Pemberitahuan capaian"))
    assert "66,5" in told.text and "1,5" in told.text

    await tuti.press("Mengapa saya menerima ini?", on=told.id)
    why = await tuti.wait_for(lambda message: message.id > told.id and "68" in message.text)
    assert "66,5" in why.text and "SPI" in why.text
    await tuti.press("Rencana", on=told.id)
    await tuti.wait_for(lambda message: "penanggung jawab" in message.text)
    await tuti.say("Rina, Sekretaris Inspektorat")
    await tuti.wait_for(lambda message: "tanggal target" in message.text)
    await tuti.say("14-03-2025")
    await tuti.wait_for(lambda message: "apa yang akan dilaksanakan" in message.text)
    await tuti.say("melengkapi tindak lanjut survei")
    await tuti.wait_for(lambda message: message.text.startswith("Rencana tindak lanjut telah kami catat"))
    plan = await joko.wait_for(lambda message: message.text.startswith("Rencana tindak lanjut dari"))
    assert "melengkapi tindak lanjut survei" in plan.text

    before = len(tuti.received())
    while seeded.server.clock.now() < datetime(2025, 3, 14, 9, 1, tzinfo=WITA):
        await seeded.until("day")
    asked = await tuti.wait_for(lambda message: message.text.startswith("Pertanyaan mengenai rencana"))
    repeats = [m for m in tuti.received()[before:] if "masih di bawah ambang" in m.text]
    assert repeats == [] and "14 Maret 2025" in asked.text

    await tuti.say("/status")
    status = await tuti.wait_for(lambda message: message.text.startswith("Capaian delapan kriteria"))
    assert "Di bawah ambang (2)" in status.text
    await tuti.press("Gambar", on=status.id)
    picture = await tuti.wait_for(lambda message: message.file is not None)
    assert picture.file is not None and picture.file.content.startswith(b"\x89PNG")

    await sari.say("/status maros")
    refused = await sari.wait_for(lambda message: "tidak kami kenal" in message.text)
    assert "66,5" not in refused.text
    assert not any("Maros" in message.text for message in sari.received())

    await joko.say("/nilai maros spi 2025 74,2 terbit 01-03-2025 sumber latihan")
    await joko.wait_for(lambda m: "74,2" in m.text and any("Konfirmasi" in row for row in m.buttons))
    await joko.press("Konfirmasi")
    await joko.wait_for(lambda message: "74,2" in message.text and not message.buttons)
    assert not any(m.text.startswith("Capaian telah memenuhi ambang") for m in tuti.received())
    await seeded.until("day")  # it is a Saturday there: values are spoken of on Monday
    await seeded.until("day")
    over = await tuti.wait_for(lambda message: message.text.startswith("Capaian telah memenuhi ambang"))
    assert "66,5" in over.text and "74,2" in over.text and "penghargaan" in over.text
    await seeded.until("day")
    ends = [m for m in tuti.received() if m.text.startswith("Capaian telah memenuhi ambang")]
    assert len(ends) == 1
