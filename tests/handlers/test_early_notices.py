"""Informasi perkembangan capaian: no alarm, once, to whom it concerns; over a fake Telegram."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.rules.criteria import Stage
from db.tables import Alert, Candidacy, EarlyNotice, OutboxMessage
from tests.builders import JOKO, joko
from tests.criteria import (
    INSPEKTUR_MAROS,
    SEKDA_MAROS,
    alert_states,
    confirm_thresholds,
    maros,
    record_example,
)
from tests.fakes import World

NOTICE = "<b>Pemberitahuan capaian kriteria</b>"
EARLY = "<b>Informasi perkembangan capaian</b>"
COPY = "<b>Tembusan: informasi perkembangan capaian</b>"
CORRECTED = "<b>Perbaikan informasi perkembangan capaian</b>"


@pytest.fixture
async def told(world: World) -> World:
    """An officer, the two officials of Maros, and two thresholds confirmed; nothing recorded yet."""
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi", "mcp")
    return world


async def record(world: World, typed: str, *, press: str = "Konfirmasi") -> str:
    await world.say(JOKO, f"/nilai {typed}")
    [receipt] = await world.press(JOKO, press)
    return receipt


async def record_file(world: World, *lines: str) -> str:
    content = "region_code,criterion,year,value\n" + "\n".join(lines)
    await world.send_file(JOKO, "nilai.csv", content.encode())
    [receipt] = await world.press(JOKO, "Konfirmasi")
    return receipt


def titles(world: World, user_id: int) -> list[str]:
    return [text.splitlines()[0] for text in world.texts(user_id)]


async def standing(world: World) -> list[tuple[str, str, bool]]:
    """What early notices say, and whether they were taken back, oldest first."""
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(col(EarlyNotice.criterion), col(EarlyNotice.kind), col(EarlyNotice.withdrawn_at)).order_by(
                col(EarlyNotice.id)
            )
        )
        return [(criterion, kind.value, at is not None) for criterion, kind, at in rows]


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
    world = both_worlds
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi", "mcp")
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
