"""/rekap as staff use it."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import event, select, update

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.criteria import Stage
from bot.rules.errors import Forbidden, Stale
from db.tables import AuditEntry, Candidacy
from tests.builders import JOKO, SARI, STRANGER, joko, sari, staff
from tests.criteria import record_example
from tests.fakes import World
from tests.pictures.seeing import decoded

LIA = 900_000_003


@pytest.fixture
async def office(world: World) -> World:
    for person in (joko, sari):
        await person(world.sessions)
    await staff(world.sessions, LIA, Role.VIEWER, name="Lia")
    await record_example(world)
    return world


async def test_the_newest_cohort_the_worst_region_first(office: World) -> None:
    [page] = await office.say(LIA, "/rekap")
    lines = page.splitlines()
    assert lines[0] == "<b>Rekap capaian angkatan 2026</b>"
    assert lines[1] == "4 daerah, data per Senin, 3 Maret 2025"
    assert "1. <b>Kabupaten Maros</b>\nDi bawah ambang: Kepatuhan 70,37 (-7,63*)" in page


async def test_a_cohort_and_a_stage_by_words_and_by_buttons(office: World) -> None:
    async with office.sessions.writing() as session:
        mine = (Candidacy.cohort == 2026, Candidacy.region_code == "64.74")
        await session.execute(update(Candidacy).where(*mine).values(stage=Stage.PENETAPAN))
    for typed in (
        "/rekap 2026 penetapan",
        "rekap 2026 penetapan",
        "/rekap Penetapan",
        "/rekap angkatan 2026 tahap penetapan",
    ):
        [page] = await office.say(JOKO, typed)
        assert page.startswith("<b>Rekap capaian angkatan 2026, penetapan</b>\n1 daerah"), typed
    await office.press(JOKO, "Calon")
    assert office.last(JOKO).html.startswith("<b>Rekap capaian angkatan 2026, calon</b>\n3 daerah")
    await office.press(JOKO, "Angkatan 2024")
    assert "Kota Surakarta" in office.last(JOKO).html


async def test_what_is_not_there_is_said_with_what_is(office: World) -> None:
    for typed in ("/rekap 1999", "/rekap dicabut", "/rekap 2026 dua kata"):
        [unknown] = await office.say(JOKO, typed)
        assert unknown.startswith("Rekap <code>") and "/rekap 2026 calon" in unknown


async def test_a_press_opens_the_status_of_that_region_and_is_recorded(office: World) -> None:
    await office.say(JOKO, "/rekap")
    [status] = await office.press(JOKO, "1")
    assert status.startswith("<b>Capaian delapan kriteria: Kabupaten Maros</b>")
    async with office.sessions.reading() as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        seen = [(row.action, row.object_id) for row in rows][-2:]
    assert seen == [("read_recap", "2026"), ("read_status", "73.09")]


async def test_the_picture_and_the_file_are_recorded_too(office: World) -> None:
    await office.say(JOKO, "/rekap")
    card = office.last(JOKO)
    await office.press(JOKO, "Gambar", on=card)
    assert (office.last(JOKO).method, office.last(JOKO).filename) == ("sendPhoto", "rekap.png")
    decoded(office.last(JOKO).content)
    assert office.last(JOKO).html.startswith("<b>Rekap capaian angkatan 2026</b>")
    await office.press(JOKO, "Excel", on=card)
    assert office.last(JOKO).filename == "rekap-2026.xlsx"
    book = load_workbook(io.BytesIO(office.last(JOKO).content))
    assert book.worksheets[0].max_row == 4 + 4 * 7
    async with office.sessions.reading() as session:
        rows = await session.scalars(select(AuditEntry).where(AuditEntry.action == "read_recap"))
        assert [row.detail.get("form") for row in rows] == [None, "png", "xlsx"]


async def test_which_values_have_not_come_in_and_the_way_back(office: World) -> None:
    await office.say(JOKO, "/rekap 2026")
    await office.press(JOKO, "Belum masuk")
    assert "<b>2. SPI 2024</b> (KPK): telah terbit, belum tercatat\n" in office.last(JOKO).html
    await office.press(JOKO, "Kembali ke rekap")
    assert office.last(JOKO).html.startswith("<b>Rekap capaian angkatan 2026</b>")


@pytest.mark.parametrize("person", [SARI, STRANGER])
async def test_it_is_for_staff(office: World, person: int) -> None:
    assert await office.say(person, "/rekap") == [mistake(Forbidden())]
    for data in (
        "rekap:2026:semua:1",
        "rekap_png:2026:semua:1",
        "rekap_xlsx:2026:semua",
        "rekap_belum:2026:calon",
    ):
        assert await office.press_data(person, data) == [mistake(Stale())]


async def test_a_mangled_button_is_outdated(office: World) -> None:
    for data in (
        "rekap:2026:semua",
        "rekap:1999:semua:1",
        "rekap:2026:dicabut:1",
        "rekap:2026:SEMUA:x",
        "rekap_png:2026:semua:2",
        "rekap_png:2026:semua:0",
        "rekap_xlsx:0:semua",
        "rekap_buka:99.99",
        "rekap_buka:",
    ):
        assert await office.press_data(JOKO, data) == [mistake(Stale())], data


async def queries(world: World, said: str) -> int:
    """How many statements one message costs."""
    seen: list[str] = []

    def note(_1: object, _2: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = world.sessions.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await world.say(JOKO, said)
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


async def test_more_regions_cost_no_more_queries(office: World) -> None:
    before = await queries(office, "/rekap 2026")
    async with office.sessions.writing() as session:
        for code in ("33.72", "34.01", "51.03", "13.76", "35.72", "52.71", "71.07"):
            session.add(Candidacy(region_code=code, cohort=2026, stage=Stage.CALON))
    assert await queries(office, "/rekap 2026") == before
