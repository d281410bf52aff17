"""Ask: an inspector asks for the own region's status, and never gets another's."""

from __future__ import annotations

from bot.practice.cast import BUDI, CAST, PAK_JOKO, SARI, STRANGER
from bot.practice.library import FIRST_MOMENT, practice_server
from tests.stories.conftest import Stage
from tests.stories.killing import bot_at, bot_process, seed_database


async def test_ask(seeded: Stage) -> None:
    sari, budi, joko, stranger = (seeded.person(who) for who in (SARI, BUDI, PAK_JOKO, STRANGER))

    status = await sari.ask("/status")
    assert status.text.startswith(
        "Capaian delapan kriteria: Kota Bontang\nCalon 2026, data per Senin, 3 Maret 2025"
    )
    assert "2. SPI 2024: 77,69" in status.text  # published on 22 January 2025
    assert "73,92" not in status.text  # published in December 2025: not known yet
    await sari.press("2")
    history = await sari.wait_for(lambda message: "Riwayat" in message.text or "riwayat" in message.text)
    assert "77,69" in history.text

    others = await budi.ask("/status bontang")
    nowhere = await budi.ask("/status atlantis")
    assert others.text == nowhere.text and "Bontang" not in others.text
    asked = await joko.ask("/status blitar")
    assert sorted(label for row in asked.buttons for label in row) == ["Kabupaten Blitar", "Kota Blitar"]

    await stranger.start()
    await stranger.wait_for(lambda message: message.text.startswith("Selamat datang"))
    unknown = await stranger.ask("/status")
    assert unknown.text.startswith("Bapak/Ibu belum terdaftar.")


async def test_later_values_are_known_later(seeded: Stage) -> None:
    sari = seeded.person(SARI)
    await seeded.until("2025-12-10T09:00:00+07:00")
    status = await sari.ask("/status")
    assert "SPI 2025: 73,92" in status.text and "turun 3,77 dari 2024" in status.text


async def test_killed_while_answering(sqlite_url: str) -> None:
    """kill -9 with a status on the wire: afterwards the same question has the same answer."""
    async with practice_server(cast=CAST) as server, bot_process(server, sqlite_url) as process:
        await seed_database(sqlite_url, at=FIRST_MOMENT)
        sari = server.person(SARI)
        server.faults.add("hang", method="sendMessage", chat_id=SARI.telegram_id, after_deliver=True)
        await sari.say("/status")
        process.start(at=FIRST_MOMENT)
        first = await sari.wait_for(lambda message: "Capaian delapan kriteria" in message.text, timeout=30)
        process.kill()
        server.faults.clear()
        async with bot_at(server, sqlite_url, FIRST_MOMENT):
            second = await sari.wait_for(
                lambda message: "Capaian delapan kriteria" in message.text and message.id != first.id,
                timeout=20,
            )
        assert second.text == first.text  # a shown answer may be repeated, never garbled


async def test_an_answer_survives_a_pause_that_telegram_asks_for(seeded: Stage) -> None:
    """A 429 was not delivered: the same answer goes out after the pause instead of being lost."""
    sari = seeded.person(SARI)
    seeded.server.faults.add("flood", method="sendMessage", chat_id=SARI.telegram_id, seconds=1)
    status = await sari.ask("/status")
    assert status.text.startswith("Capaian delapan kriteria: Kota Bontang")
