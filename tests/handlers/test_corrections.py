"""What is told when a value that was told is corrected, once or again; over a fake Telegram."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db.tables import AuditEntry
from tests.builders import JOKO, joko
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, alert_states, confirm_thresholds, maros
from tests.fakes import World

NOTICE = "<b>Pemberitahuan capaian kriteria</b>"
COPY = "<b>Tembusan: pemberitahuan capaian kriteria</b>"
REVISED = "<b>Perbaikan pemberitahuan capaian</b>"
RECOVERED = "<b>Capaian telah memenuhi ambang</b>"
WITHDRAWN = "<b>Penarikan pemberitahuan capaian</b>"


@pytest.fixture
async def told(both_worlds: World) -> World:
    """The two officials of Maros were told that SPI 2024 is 66,5."""
    world = both_worlds
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    await record(world, "maros spi 2024 66,5")
    return world


async def record(world: World, typed: str) -> str:
    await world.say(JOKO, f"/nilai {typed}")
    [receipt] = await world.press(JOKO, "Konfirmasi")
    return receipt


def titles(world: World, user_id: int) -> list[str]:
    return [text.splitlines()[0] for text in world.texts(user_id)]


async def test_two_corrections_are_both_told_and_nobody_is_congratulated(told: World) -> None:
    await told.say(JOKO, "/nilai maros spi 2024 67")
    assert "<b>Koreksi, masih di bawah ambang, diperbaiki (1)</b>" in told.texts(JOKO)[-1]
    await told.press(JOKO, "Konfirmasi")
    assert "Semula: SPI 2024: 66,5\nMenjadi: SPI 2024: <b>67</b>" in told.texts(INSPEKTUR_MAROS)[-1]
    await record(told, "maros spi 2024 70,5")
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE, REVISED, WITHDRAWN]
    assert titles(told, SEKDA_MAROS) == [COPY, REVISED, WITHDRAWN]
    withdrawn = told.texts(INSPEKTUR_MAROS)[-1]
    assert "Semula: SPI 2024: 67\nMenjadi: SPI 2024: <b>70,5</b>" in withdrawn
    assert "Kami mohon maaf atas kekeliruan ini." in withdrawn
    assert "penghargaan" not in withdrawn
    assert await alert_states(told) == ["withdrawn"]
    async with told.sessions.reading() as session:
        actions = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
    assert [a for a in actions if a.startswith("alert")] == [
        "alert_opened",
        "alert_revised",
        "alert_withdrawn",
    ]


async def test_a_new_year_recovers_after_corrections_and_names_the_right_figure(told: World) -> None:
    await record(told, "maros spi 2024 67")
    await record(told, "maros spi 2025 70,5")
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE, REVISED, RECOVERED]
    assert "SPI 2024: 67\nSPI 2025: <b>70,5</b>" in told.texts(INSPEKTUR_MAROS)[-1]


async def test_the_buttons_of_the_notice_still_work_after_a_correction(told: World) -> None:
    notice = told.last(INSPEKTUR_MAROS)
    await record(told, "maros spi 2024 67")
    [said] = await told.press(INSPEKTUR_MAROS, "Terima pemberitahuan", on=notice)
    assert said.startswith("Terima kasih, penerimaan pemberitahuan telah kami catat.")


async def test_a_silent_correction_is_withdrawn_from_what_was_told(told: World) -> None:
    await record(told, "maros spi 2024 67 diam")
    await record(told, "maros spi 2024 70,5")
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE, WITHDRAWN]
    assert "Semula: SPI 2024: 66,5\n" in told.texts(INSPEKTUR_MAROS)[-1]


async def next_morning(world: World) -> None:
    world.clock.forward(days=1)
    await world.deliver()


async def test_a_correction_that_has_not_left_is_taken_back(told: World) -> None:
    told.clock.forward(hours=10)
    await record(told, "maros spi 2024 67")
    await record(told, "maros spi 2024 70,5")
    await next_morning(told)
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE, WITHDRAWN]
    assert "Semula: SPI 2024: 66,5\nMenjadi: SPI 2024: <b>70,5</b>" in told.texts(INSPEKTUR_MAROS)[-1]


async def test_a_correction_taken_back_to_the_figure_told_says_nothing(told: World) -> None:
    told.clock.forward(hours=10)
    await record(told, "maros spi 2024 67")
    await record(told, "maros spi 2024 66,5")
    await next_morning(told)
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE]
    await record(told, "maros spi 2024 70,5")
    await next_morning(told)
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE, WITHDRAWN]


async def test_a_notice_that_has_not_left_is_sent_with_the_right_figure(told: World) -> None:
    await record(told, "maros spi 2024 80")
    told.clock.forward(hours=10)
    await record(told, "maros spi 2024 60")
    await record(told, "maros spi 2024 61")
    await record(told, "maros spi 2024 62")
    await next_morning(told)
    assert titles(told, INSPEKTUR_MAROS) == [NOTICE, WITHDRAWN, NOTICE]
    assert "SPI 2024: <b>62</b>" in told.texts(INSPEKTUR_MAROS)[-1]
    [said] = await told.press(INSPEKTUR_MAROS, "Terima pemberitahuan")
    assert said.startswith("Terima kasih")
