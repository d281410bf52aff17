"""Pictures of the status: the card of a region, on request."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.errors import Forbidden, NotRegistered, Stale
from db.tables import AuditEntry
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, sari
from tests.criteria import record_example
from tests.fakes import World
from tests.pictures.seeing import decoded


@pytest.fixture
async def office(world: World) -> World:
    for person in (joko, sari, budi):
        await person(world.sessions)
    await record_example(world)
    return world


async def test_the_own_region_as_a_card_with_the_same_as_text(office: World) -> None:
    await office.say(SARI, "/status")
    [caption] = await office.press(SARI, "Gambar")
    shown = office.last(SARI)
    assert (shown.method, shown.filename) == ("sendPhoto", "capaian.png")
    assert decoded(shown.content).width == 1080
    first, _, region, standing, *lines = caption.splitlines()
    assert first == "Capaian delapan kriteria, data per Senin, 3 Maret 2025."
    assert (region, standing) == ("<b>Kota Bontang</b>", "Calon 2026")
    assert [line[:2] for line in lines[:8]] == [f"{number}." for number in range(1, 9)]


async def test_where_the_html_cannot_be_read_a_text_and_a_picture_come_in_plain_words(
    office: World, caplog: pytest.LogCaptureFixture
) -> None:
    office.telegram.unreadable = {"sendMessage", "sendPhoto"}
    [status] = await office.say(SARI, "/status")
    [caption] = await office.press(SARI, "Gambar")
    assert office.last(SARI).filename == "capaian.png"
    assert "Kota Bontang" in status and "Kota Bontang\n" in caption and "<b>" not in status + caption
    assert [one.levelname for one in caplog.records if "cannot read the HTML" in one.message] == ["ERROR"] * 2


async def test_neither_region_nor_score_is_in_the_first_line_or_the_name_of_the_file(office: World) -> None:
    await office.say(SARI, "/status")
    [caption] = await office.press(SARI, "Gambar")
    assert "Bontang" not in caption.splitlines()[0] + office.last(SARI).filename


async def test_staff_see_any_region_and_the_look_is_recorded(office: World) -> None:
    await office.press_data(JOKO, "kartu:73.09")
    assert "<b>Kabupaten Maros</b>\nCalon 2026" in office.last(JOKO).html
    async with office.sessions.reading() as session:
        rows = await session.scalars(select(AuditEntry).where(AuditEntry.action == "read_status"))
        assert [(row.object_id, row.detail) for row in rows] == [("73.09", {"form": "png"})]


async def test_nobody_sees_the_card_of_another_region(office: World) -> None:
    assert await office.press_data(BUDI, "kartu:19.04") != [mistake(Forbidden())]
    for data in ("kartu:64.74", "kartu:99.99", "kartu:", "kartu", "kartu:64.74:1"):
        assert await office.press_data(BUDI, data) == [mistake(Stale())], data
    assert await office.press_data(STRANGER, "kartu:64.74") == [mistake(NotRegistered())]


async def test_a_criterion_over_the_years_with_the_same_as_text(office: World) -> None:
    await office.say(SARI, "/status")
    await office.press(SARI, "2")
    [caption] = await office.press(SARI, "Grafik")
    shown = office.last(SARI)
    assert (shown.method, shown.filename) == ("sendPhoto", "grafik.png")
    decoded(shown.content)
    lines = caption.splitlines()
    assert lines[0] == "Grafik satu kriteria, data per Senin, 3 Maret 2025."
    assert "SPI 2024: <b>77,69</b> (kategori waspada)" in lines


async def test_what_has_no_values_has_no_button_and_no_graph(office: World) -> None:
    await office.say(SARI, "/status")
    await office.press(SARI, "5")
    assert "Grafik" not in office.last(SARI).labels
    [said] = await office.press_data(SARI, "grafik:64.74:5")
    assert said.startswith("<b>Maturitas SPIP</b>\nKota Bontang\n\nBelum ada nilai")


async def test_nobody_sees_the_graph_of_another_region_nor_of_criterion_8(office: World) -> None:
    for data in (
        "grafik:64.74:2",
        "grafik:99.99:2",
        "grafik:19.04:8",
        "grafik:19.04:9",
        "grafik:19.04:x",
        "grafik:19.04",
    ):
        assert await office.press_data(BUDI, data) == [mistake(Stale())], data
    assert await office.press_data(JOKO, "grafik:64.74:8") == [mistake(Stale())]
    assert await office.press_data(STRANGER, "grafik:64.74:2") == [mistake(NotRegistered())]
