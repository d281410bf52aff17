"""What was told early and was wrong: put right by name, taken back unsent, never called a fall."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlmodel import col

from db.tables import Alert
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS
from tests.fakes import World
from tests.handlers.developments import (
    COPY,
    CORRECTED,
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


async def test_who_was_told_reads_that_the_value_was_wrong(told: World) -> None:
    await record(told, "maros mcp 2023 90")
    await record(told, "maros mcp 2024 85")
    receipt = await record(told, "maros mcp 2024 89")
    assert "<b>Koreksi, informasi perkembangan diperbaiki (1)</b>" in receipt
    assert titles(told, INSPEKTUR_MAROS) == [EARLY, CORRECTED]
    assert titles(told, SEKDA_MAROS) == [COPY, CORRECTED]
    assert (
        "Informasi tanggal <b>3 Maret 2025</b> diperbaiki\nSemula: MCP 2024: 85\n"
        "Menjadi: MCP 2024: <b>89</b>, kategori hijau\nDibandingkan MCP 2023 (90): turun 1"
        in told.texts(INSPEKTUR_MAROS)[1]
    )
    await record(told, "maros mcp 2024 95")
    assert titles(told, INSPEKTUR_MAROS) == [EARLY, CORRECTED, CORRECTED]
    assert "Semula: MCP 2024: 89\n" in told.texts(INSPEKTUR_MAROS)[2]


async def test_the_value_it_was_compared_with_was_wrong(told: World) -> None:
    await record(told, "maros mcp 2023 90")
    await record(told, "maros mcp 2024 85")
    await record(told, "maros mcp 2023 80")
    assert titles(told, INSPEKTUR_MAROS) == [EARLY, CORRECTED]
    assert (
        "Terkini: MCP 2024: <b>85</b>, kategori hijau\nDibandingkan MCP 2023 (80): naik 5"
        in (told.texts(INSPEKTUR_MAROS)[1])
    )


async def test_what_was_not_told_needs_no_correction(told: World) -> None:
    await record(told, "maros mcp 2023 90")
    await record(told, "maros mcp 2024 85", press="Catat tanpa memberi tahu")
    await record(told, "maros mcp 2024 91")
    assert told.texts(INSPEKTUR_MAROS) == []


async def test_what_has_not_left_is_taken_back_and_the_rest_of_it_said_anew(both_worlds: World) -> None:
    world = await with_officials(both_worlds)
    await record_file(world, "73.09,spi,2023,80", "73.09,mcp,2023,90")
    world.clock.forward(hours=10)
    await record_file(world, "73.09,spi,2024,78.5", "73.09,mcp,2024,85")
    await record(world, "maros mcp 2024 91")
    world.clock.forward(days=1)
    await world.deliver()
    assert titles(world, INSPEKTUR_MAROS) == [EARLY]
    text = world.texts(INSPEKTUR_MAROS)[0]
    assert ("SPI 2024: <b>78,5</b>" in text, "MCP" in text) == (True, False)
    assert [kind for kind, *_ in await standing(world)] == ["spi", "spi"]


async def test_a_correction_to_below_is_told_by_the_pemberitahuan_alone(told: World) -> None:
    await record(told, "maros mcp 2023 90")
    await record(told, "maros mcp 2024 85")
    receipt = await record(told, "maros mcp 2024 70")
    assert "<b>Koreksi, kini di bawah ambang (1)</b>" in receipt
    assert titles(told, INSPEKTUR_MAROS) == [EARLY, NOTICE]
    text = told.texts(INSPEKTUR_MAROS)[1]
    assert "Nilai ini memperbaiki nilai yang dicatat sebelumnya (85)" in text
    assert "urun" not in text
    assert await standing(told) == [("mcp", "fell", True)] * 2


async def test_a_met_value_corrected_to_below_has_not_fallen(told: World) -> None:
    await record(told, "maros spi 2024 80")
    await record(told, "maros spi 2024 60")
    [text] = told.texts(INSPEKTUR_MAROS)
    assert "Nilai ini memperbaiki nilai yang dicatat sebelumnya (80)" in text
    assert "urun" not in text


async def test_an_alert_closes_for_a_reason(told: World) -> None:
    await record(told, "maros spi 2023 60")
    await record(told, "maros spi 2024 70")
    await record(told, "maros mcp 2024 60")
    await record(told, "maros mcp 2024 80")
    async with told.sessions.reading() as session:
        reasons = await session.scalars(select(col(Alert.close_reason)).order_by(col(Alert.id)))
        assert reasons.all() == ["recovered", "corrected"]


async def test_a_proof_says_that_what_was_put_right_holds_no_more(told: World) -> None:
    await record(told, "maros mcp 2023 90")
    await record(told, "maros mcp 2024 85")
    code = told.texts(INSPEKTUR_MAROS)[0].rpartition("/cek_")[2]
    [before] = await told.say(INSPEKTUR_MAROS, f"/cek_{code}")
    await record(told, "maros mcp 2024 89")
    [after] = await told.say(INSPEKTUR_MAROS, f"/cek_{code}")
    assert ("tidak berlaku lagi" in before, "tidak berlaku lagi" in after) == (False, True)
