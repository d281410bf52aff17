"""Informasi perkembangan capaian: no alarm, once, to whom it concerns; over a fake Telegram."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.rules.criteria import Stage
from db.tables import Candidacy, OutboxMessage
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, alert_states, record_example
from tests.fakes import World
from tests.handlers.developments import (
    COPY,
    EARLY,
    NOTICE,
    record,
    record_file,
    standing,
    titles,
    with_officials,
)


@pytest.fixture
async def told(world: World) -> World:
    return await with_officials(world)


async def test_fell_but_still_above_is_told_without_an_alarm(told: World) -> None:
    await record(told, "maros spi 2023 77,69")
    receipt = await record(told, "maros spi 2024 74")
    assert "<b>Turun kategori, tidak di bawah ambang (1)</b>" in receipt
    assert "<b>Menerima informasi perkembangan</b> (1 daerah)\nInspektur Kabupaten Maros" in receipt
    assert titles(told, INSPEKTUR_MAROS) == [EARLY]
    assert titles(told, SEKDA_MAROS) == [COPY]
    assert "Tetap memenuhi ambang 68 (+6)" in told.texts(INSPEKTUR_MAROS)[0]
    assert await alert_states(told) == []
    assert await standing(told) == [("spi", "band_dropped", False)] * 2


async def test_all_of_a_region_in_one_batch_is_one_message(told: World) -> None:
    await record_file(told, "73.09,spi,2023,80", "73.09,mcp,2023,90", "73.09,spbe,2023,3.4")
    await record_file(told, "73.09,spi,2024,78.5", "73.09,mcp,2024,85", "73.09,spbe,2024,2.5")
    assert titles(told, INSPEKTUR_MAROS) == [EARLY]
    text = told.texts(INSPEKTUR_MAROS)[0]
    assert "perkembangan tiga capaian" in text
    # no threshold of SPBE is set, so nothing is claimed of it
    assert text.count("Tetap memenuhi ambang") == 2


async def test_an_alert_and_an_early_notice_may_both_go_once_each(told: World) -> None:
    await record_file(told, "73.09,spi,2023,80", "73.09,mcp,2023,90")
    await record_file(told, "73.09,spi,2024,60", "73.09,mcp,2024,85")
    assert sorted(titles(told, INSPEKTUR_MAROS)) == sorted([NOTICE, EARLY])
    assert "SPI" not in next(text for text in told.texts(INSPEKTUR_MAROS) if text.startswith(EARLY))


async def test_what_says_nothing(told: World) -> None:
    """Quiet, interim, older years, a wobble, a rise, a first value, below an unconfirmed threshold."""
    await record(told, "maros spi 2022 80")
    await record(told, "maros spi 2023 79,6")  # smaller than half a point
    await record(told, "maros spi 2021 81")
    await record(told, "maros spi 2024 78,5 sementara")
    await record(told, "maros spi 2024 78,5", press="Catat tanpa memberi tahu")
    await record(told, "maros mcp 2023 80")
    await record(told, "maros mcp 2024 81")
    await record(told, "maros spip 2023 3,2")
    await record(told, "maros spip 2024 2,9")
    assert told.texts(INSPEKTUR_MAROS) == []
    assert await standing(told) == []


async def test_near_the_threshold_the_smallest_fall_is_told(told: World) -> None:
    await record(told, "maros spi 2022 70")
    await record(told, "maros spi 2023 69,9")
    assert "Nilai dekat dengan ambang" in told.texts(INSPEKTUR_MAROS)[0]


async def test_a_new_instrument_is_a_new_period_and_compared_with_nothing(told: World) -> None:
    told.clock.forward(days=364)  # Monday 2 March 2026
    await record(told, "maros mcp 2024 95")
    await record(told, "maros mcp 2025 80")
    [text] = told.texts(INSPEKTUR_MAROS)
    assert "satu capaian pada periode penilaian yang baru" in text
    assert "Periode penilaian baru, tidak dibandingkan dengan MCP 2024" in text
    assert "urun" not in text


async def test_below_by_a_new_instrument_is_a_pemberitahuan_and_no_new_period(told: World) -> None:
    told.clock.forward(days=364)
    await record(told, "maros mcp 2024 95")
    await record(told, "maros mcp 2025 70")
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE]


async def test_outside_working_hours_it_waits(told: World) -> None:
    await record(told, "maros mcp 2023 90")
    told.clock.forward(hours=10)
    receipt = await record(told, "maros mcp 2024 85")
    assert "Selasa, 4 Maret 2025, pukul 09.00 WITA" in receipt
    assert told.texts(INSPEKTUR_MAROS) == []
    told.clock.forward(days=1)
    await told.deliver()
    assert titles(told, INSPEKTUR_MAROS) == [EARLY]


async def test_the_history_comes_as_a_message_of_its_own(told: World) -> None:
    await record(told, "maros mcp 2023 90")
    await record(told, "maros mcp 2024 85")
    [history] = await told.press(INSPEKTUR_MAROS, "Lihat riwayat")
    assert "MCP 2024" in history
    assert titles(told, INSPEKTUR_MAROS)[0] == EARLY


async def test_the_example_tells_nobody_when_quiet(told: World) -> None:
    await record_example(told)
    async with told.sessions.reading() as session:
        keys = (await session.scalars(select(col(OutboxMessage.key)))).all()
    assert [key for key in keys if key.startswith(("ei:", "ew:", "al:"))] == []


async def test_a_region_that_takes_no_part_hears_nothing(told: World) -> None:
    async with told.sessions.writing() as session:
        await session.execute(
            update(Candidacy).where(col(Candidacy.region_code) == "73.09").values(stage=Stage.DICABUT)
        )
    await record(told, "maros mcp 2023 90")
    receipt = await record(told, "maros mcp 2024 85")
    assert "Tidak ada daerah yang diberi tahu." in receipt
    assert told.texts(INSPEKTUR_MAROS) == []
