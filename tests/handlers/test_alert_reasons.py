"""Mengapa saya menerima ini? For whoever was told, and for nobody else."""

from __future__ import annotations

import pytest

from bot.messages.render import mistake
from bot.rules.errors import Stale
from tests.builders import JOKO, SARI, sari
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS
from tests.fakes import World
from tests.handlers.developments import record, with_officials

WHY = "Mengapa saya menerima ini?"


@pytest.fixture
async def fallen(world: World) -> World:
    """Maros was told of SPI 66,5; its threshold was confirmed without a paper."""
    told = await with_officials(world)
    await record(told, "maros spi 2024 66,5 sumber Uji")
    return told


@pytest.mark.parametrize("reader", [INSPEKTUR_MAROS, SEKDA_MAROS])
async def test_rule_value_version_and_source_are_named(fallen: World, reader: int) -> None:
    (text,) = await fallen.press(reader, WHY)
    assert "SPI 2024: <b>66,5</b>" in text and "Sumber nilai: Uji" in text
    assert "Ambang calon 2026: 68 (versi 1)" in text and "Selisih: 1,5 di bawah ambang" in text
    assert "kepada Inspektur Kabupaten Maros dan Pj. Sekretaris Daerah Kabupaten Maros" in text
    assert "Dasar ambang: dikonfirmasi Dit. Permas KPK" in text
    assert "Nilai keliru" in text


async def test_it_says_what_was_known_then_and_that_it_is_over(fallen: World) -> None:
    notice = fallen.last(INSPEKTUR_MAROS)
    await record(fallen, "maros spi 2025 74")
    (text,) = await fallen.press(INSPEKTUR_MAROS, WHY, on=notice)
    assert "SPI 2024: <b>66,5</b>" in text and "74" not in text
    assert "\nSelesai Senin, 3 Maret 2025" in text and "tidak ada yang perlu ditindaklanjuti" in text


async def test_nobody_else_learns_anything(fallen: World) -> None:
    await sari(fallen.sessions)
    data = next(str(b["callback_data"]) for b in fallen.last(SEKDA_MAROS).buttons)
    assert data.startswith("sebab:")
    assert await fallen.press_data(SARI, data) == [mistake(Stale())]
    assert await fallen.press_data(INSPEKTUR_MAROS, "sebab:999:73.09") == [mistake(Stale())]
    assert await fallen.press_data(INSPEKTUR_MAROS, data.replace("73.09", "64.74")) == [mistake(Stale())]
    (text,) = await fallen.press_data(JOKO, data)  # staff see every region, and it is recorded
    assert "66,5" in text
