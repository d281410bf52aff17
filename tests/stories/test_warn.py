"""Warn: import, tell, promise, recover. Maros falls below a confirmed threshold and climbs back."""

from __future__ import annotations

from datetime import timedelta

from bot.practice.cast import CAST, INSPEKTUR_MAROS, PAK_JOKO, SARI, SEKDA_MAROS
from bot.practice.library import FIRST_MOMENT, practice_server
from tests.stories.conftest import Stage
from tests.stories.killing import TWICE, bot_at, bot_process, seed_database

HEADERS = "region_code,criterion,instrument,year,value,grade,status,published_on,source"
FALLS = f"""{HEADERS}
73.09,spi,SPI,2024,"66,50",,final,2025-01-22,contoh latihan
Kota Bontang,spi,SPI,2024,77.69,,final,2025-01-22,contoh latihan
"""
BAD = f"""{HEADERS}
73.09,spi,SPI,2024,880,,final,2025-01-22,contoh latihan
Kota Blitarr,spi,SPI,2030,77.69,,final,2025-01-22,contoh latihan
64.74,spi,SPI,2024,1.234,,final,31-02-2025,contoh latihan
"""


async def test_warn(seeded: Stage) -> None:
    joko, tuti, sari = (seeded.person(who) for who in (PAK_JOKO, INSPEKTUR_MAROS, SARI))

    await joko.send_file("salah.csv", BAD.encode())
    bad = await joko.wait_for(lambda message: "880" in message.text)
    assert "2030" in bad.text and "1.234" in bad.text and "31-02-2025" in bad.text  # all of them at once
    await joko.send_file("bukan.xlsx", b"this is no workbook")
    await joko.wait_for(lambda message: "bukan berkas Excel" in message.text)

    await joko.say("/ambang")
    await joko.wait_for(lambda message: "Ambang batas" in message.text)
    await joko.press("Konfirmasi SPI")
    await joko.wait_for(lambda message: "SPI" in message.text and "dikonfirmasi" in message.text)

    await joko.send_file("nilai.csv", FALLS.encode())
    card = await joko.wait_for(lambda message: "Pemeriksaan berkas" in message.text)
    assert "1 baru" in card.text and "1 tidak berubah" in card.text and "66,5" in card.text
    assert not any(
        "Pemberitahuan" in message.text for message in tuti.received()
    )  # nothing before Konfirmasi
    await joko.press("Konfirmasi", on=card.id, times=2)  # an impatient finger has one effect
    told = await tuti.wait_for(lambda message: message.text.startswith("Pemberitahuan capaian"))
    assert "66,5" in told.text and "Yth. Inspektur Kabupaten Maros" in told.text and "1,5" in told.text
    assert "/cek_" in told.text

    await tuti.press("Terima pemberitahuan")
    await tuti.wait_for(lambda message: message.id > told.id)
    await seeded.until("day")
    assert len([m for m in tuti.received() if m.text.startswith("Pemberitahuan capaian")]) == 1
    assert not any("Maros" in message.text for message in sari.received())

    await joko.say("/nilai maros spi 2024 72,4 sumber koreksi")
    await joko.wait_for(
        lambda message: "72,4" in message.text and any("Konfirmasi" in row for row in message.buttons)
    )
    await joko.press("Konfirmasi")
    over = await tuti.wait_for(lambda message: message.id > told.id and "72,4" in message.text)
    assert "66,5" in over.text


async def test_a_new_year_above_the_threshold_is_a_recovery(seeded: Stage) -> None:
    joko, tuti = seeded.person(PAK_JOKO), seeded.person(INSPEKTUR_MAROS)
    await joko.say("/ambang")
    await joko.wait_for(lambda message: "Ambang batas" in message.text)
    await joko.press("Konfirmasi MCP")
    await joko.wait_for(lambda message: "MCP" in message.text and "dikonfirmasi" in message.text)
    for value, expected in (("71", "Pemberitahuan capaian"), ("82", "Capaian telah memenuhi ambang")):
        year = 2024 if value == "71" else 2025
        await joko.say(f"/nilai maros mcp {year} {value} terbit 01-03-2025 sumber latihan")
        await joko.wait_for(lambda m, v=value: v in m.text and any("Konfirmasi" in row for row in m.buttons))
        await joko.press("Konfirmasi")
        await tuti.wait_for(lambda m, words=expected: m.text.startswith(words))
    assert [message.text.splitlines()[0] for message in tuti.received()] == [
        "Pemberitahuan capaian kriteria",
        "Capaian telah memenuhi ambang",
    ]


async def test_killed_while_the_warning_goes_out(sqlite_url: str) -> None:
    """kill -9 with the notice on the wire: recorded once, told again with a mark, never lost."""
    async with practice_server(cast=CAST) as server, bot_process(server, sqlite_url) as process:
        await seed_database(sqlite_url, at=FIRST_MOMENT)
        joko, tuti = server.person(PAK_JOKO), server.person(INSPEKTUR_MAROS)
        at = FIRST_MOMENT + timedelta(hours=1)
        async with bot_at(server, sqlite_url, at):
            await joko.say("/ambang")
            await joko.wait_for(lambda message: "Ambang batas" in message.text)
            await joko.press("Konfirmasi SPI")
            await joko.wait_for(lambda message: "SPI" in message.text and "terkonfirmasi" in message.text)
            await joko.send_file("nilai.csv", FALLS.encode())
            await joko.wait_for(lambda message: "Pemeriksaan berkas" in message.text)
        server.faults.add(
            "hang", method="sendMessage", chat_id=INSPEKTUR_MAROS.telegram_id, after_deliver=True
        )
        await joko.press("Konfirmasi")
        process.start(at=at)
        await tuti.wait_for(lambda message: message.text.startswith("Pemberitahuan capaian"), timeout=30)
        process.kill()
        server.faults.clear()
        async with bot_at(server, sqlite_url, at + timedelta(minutes=1)):
            await tuti.wait_for(lambda message: TWICE in message.text, timeout=20)
    told = [message for message in tuti.received() if message.text.startswith("Pemberitahuan capaian")]
    assert [TWICE in message.text for message in told] == [False, True]
    assert server.person(SEKDA_MAROS).received() == []
