"""Codes for a whole cohort: shown, made once, handed out as files and kept nowhere, revoked together."""

from __future__ import annotations

import asyncio
import io
import logging
from contextlib import closing

import pypdfium2
import pytest
import zxingcpp
from openpyxl import load_workbook
from sqlalchemy import func, select, text

from bot.messages import registry
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import Forbidden, Stale
from db.tables import AuditEntry, Contact, InvitationCode, Reachability, Tenure
from tests.builders import BUDI, JOKO, SARI, joko, sari, seat_id, staff
from tests.fakes import START, World

STALE, FORBIDDEN = mistake(Stale()), mistake(Forbidden())
VIEWER = 900_000_003


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    return world


def sheets(world: World, telegram_id: int = JOKO) -> dict[str, bytes]:
    return {shown.filename: shown.content for shown in world.telegram.chats[telegram_id] if shown.content}


def links_of(pdf: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [
            code.text
            for page in document
            for code in zxingcpp.read_barcodes(
                page.render(scale=2).to_pil(), formats=zxingcpp.BarcodeFormat.QRCode
            )
        ]


def rows_of(xlsx: bytes) -> list[tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(xlsx)).worksheets[0]
    return [row[1:6] for row in sheet.iter_rows(min_row=6, values_only=True)]


async def printed(world: World) -> list[tuple[object, ...]]:
    """The newest sheet: region, post, code, until, link."""
    await world.say(JOKO, "/undang angkatan 2026")
    await world.press(JOKO, "Konfirmasi")
    newest = [name for name in sheets(world) if name.endswith(".xlsx")][-1]
    return rows_of(sheets(world)[newest])


async def recorded(world: World) -> None:
    """A Sekda whom staff know by name only."""
    seat = await seat_id(world.sessions, "64.74", "sekda")
    async with world.sessions.writing() as session:
        person = Contact(name="Tono", reachability=Reachability.NEVER_STARTED, created_at=START)
        session.add(person)
        await session.flush()
        session.add(Tenure(seat_id=seat, contact_id=person.id, kind="holder", started_at=START))


async def test_the_card_counts_before_anything_is_made(office):
    await sari(office.sessions)
    await recorded(office)
    await office.say(JOKO, "/undang 73.09 sekda")
    (card,) = await office.say(JOKO, "/undang angkatan 2026")
    for line in (
        "Lembar: <b>2026-1</b>",
        "Jabatan: Sekretaris Daerah dan Inspektur",
        "Cakupan: 4 daerah, 8 jabatan",
        "<b>Mendapat kode: 7</b> (6 belum terisi, 1 tercatat tanpa Telegram)",
        "Dilewati, pejabatnya sudah terdaftar di Telegram: 1",
        "Kode lama yang diganti: 1",
    ):
        assert line in card
    async with office.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(InvitationCode)) == 1
    assert await office.press(JOKO, "Batal") == []
    assert office.telegram.chats[JOKO][-1].html.startswith("Dibatalkan. Tidak ada kode")


async def test_a_sheet_opens_the_seats_it_names_and_no_code_is_kept_anywhere(both_worlds, caplog):
    world = both_worlds
    await joko(world.sessions)
    await sari(world.sessions)
    caplog.set_level(logging.DEBUG)
    rows = await printed(world)
    assert [row[:2] for row in rows][:3] == [
        ("Kabupaten Bangka Tengah", "Sekretaris Daerah"),
        ("Kabupaten Bangka Tengah", "Inspektur"),
        ("Kabupaten Manggarai Barat", "Sekretaris Daerah"),
    ]
    assert len(rows) == 7 and rows[0][3] == "Rabu, 2 April 2025, pukul 08.00 WIB"
    files = sheets(world)
    assert list(files) == ["kode-angkatan-2026-1.pdf", "kode-angkatan-2026-1.xlsx"]
    assert links_of(files["kode-angkatan-2026-1.pdf"]) == [row[4] for row in rows]
    codes = [str(row[2]) for row in rows]
    everything = await dump(world) + caplog.text
    assert "kode-angkatan" not in await dump(world)
    for code in codes:
        assert code not in everything and code.replace(" ", "") not in everything
    maros = next(str(row[2]) for row in rows if row[:2] == ("Kabupaten Maros", "Inspektur"))
    await world.say(BUDI, f"/start {maros}", name="Budi")
    await world.press(BUDI, "Setuju", name="Budi")
    await world.press(BUDI, "Benar", name="Budi")
    assert "Inspektur Kabupaten Maros" in world.last(BUDI).html


async def dump(world: World) -> str:
    """Every row of every table."""
    async with world.sessions.reading() as session:
        sqlite = "SELECT name FROM sqlite_master WHERE type = 'table'"
        postgresql = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        listed = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        tables = list(await session.scalars(text(listed)))
        rows = [row for name in tables for row in await session.execute(text(f'SELECT * FROM "{name}"'))]
    assert len(tables) > 30 and len(rows) > 500
    return "\n".join(str(tuple(row)) for row in rows)


async def test_twenty_presses_make_one_sheet_and_later_ones_say_which(office):
    await office.say(JOKO, "/undang angkatan")
    card = office.last(JOKO)
    data = str(card.buttons[0]["callback_data"])
    for _ in range(20):
        await office.press_data(JOKO, data, on=card)
    assert len(sheets(office)) == 2
    async with office.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(InvitationCode)) == 8
    assert office.last(JOKO).html.startswith("<b>Lembar kode 2026-1 sudah dibuat</b>")
    assert "Senin, 3 Maret 2025 oleh Joko: 8 kode, 0 digunakan, 8 masih berlaku" in office.last(JOKO).html


async def test_two_at_once_make_one_sheet(both_worlds):
    world = both_worlds
    await joko(world.sessions)
    await world.say(JOKO, "/undang angkatan 2026")
    card = world.last(JOKO)
    data = str(card.buttons[0]["callback_data"])
    await asyncio.gather(*(world.press_data(JOKO, data, on=card) for _ in range(4)))
    async with world.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(InvitationCode)) == 8


async def test_a_card_that_would_do_something_else_now_is_shown_anew(office):
    await office.say(JOKO, "/undang angkatan 2026")
    card = office.last(JOKO)
    await sari(office.sessions)
    await office.press(JOKO, "Konfirmasi", on=card)
    assert "belum ada kode yang dibuat" in office.last(JOKO).html and sheets(office) == {}
    await office.press(JOKO, "Konfirmasi")
    assert len(rows_of(sheets(office)["kode-angkatan-2026-1.xlsx"])) == 7


async def test_a_sheet_takes_the_place_of_an_earlier_one_for_the_same_seats(office):
    (first, *_) = await printed(office)
    rows = await printed(office)
    assert len(rows) == 8 and "kode-angkatan-2026-2.pdf" in sheets(office)
    assert await office.say(SARI, f"/start {first[2]}") == [registry.code_refused().html]
    (card,) = await office.say(JOKO, "/undang angkatan 2026")
    assert "2026-1: Senin, 3 Maret 2025, oleh Joko; 8 kode, 0 digunakan, 0 masih berlaku" in card


async def test_a_sheet_is_revoked_after_asking_but_for_what_was_used(office):
    rows = await printed(office)
    await office.say(SARI, f"/start {rows[0][2]}", name="Sari")
    await office.press(SARI, "Setuju", name="Sari")
    await office.press(SARI, "Benar", name="Sari")
    await office.press(JOKO, "Batalkan lembar ini")
    assert "7 kode yang belum digunakan" in office.last(JOKO).html
    await office.press(JOKO, "Ya, batalkan lembar")
    assert office.last(JOKO).html.startswith("Lembar kode 2026-1 dibatalkan: 7 kode")
    assert await office.press_data(JOKO, "lmx:2026-1") == [STALE]
    assert await office.say(BUDI, f"/start {rows[1][2]}") == [registry.code_refused().html]
    async with office.sessions.reading() as session:
        entries = (await session.scalars(select(AuditEntry.action))).all()
    assert (entries.count("print_codes"), entries.count("revoke_sheet"), entries.count("invite")) == (1, 1, 8)


async def test_other_posts_are_taken_in_and_left_out_by_button(office):
    await office.say(JOKO, "/kontak jabatan baru")
    await office.say(JOKO, "Kepala Bappeda")
    await office.say(JOKO, "73.09")
    await office.say(JOKO, "/undang angkatan 2026")
    assert "4 daerah, 8 jabatan" in office.last(JOKO).html
    await office.press(JOKO, "Sertakan Kepala Bappeda")
    assert "4 daerah, 9 jabatan" in office.last(JOKO).html
    await office.press(JOKO, "Tanpa Inspektur")
    await office.press(JOKO, "Tanpa Sekretaris Daerah")
    assert office.last(JOKO).labels[2:] == ["Sertakan Sekretaris Daerah", "Sertakan Inspektur"]
    await office.press(JOKO, "Konfirmasi")
    assert [row[:2] for row in rows_of(sheets(office)["kode-angkatan-2026-1.xlsx"])] == [
        ("Kabupaten Maros", "Kepala Bappeda")
    ]


async def test_files_that_do_not_go_out_are_said_to_be_lost(office):
    await office.say(JOKO, "/undang angkatan 2026")
    office.telegram.refused.add("sendDocument")
    await office.press(JOKO, "Konfirmasi")
    assert sheets(office) == {}
    (lost,) = [said for said in office.texts(JOKO) if "mungkin tidak sampai" in said]
    assert lost.startswith("<b>Berkas lembar 2026-1")


@pytest.mark.parametrize("data", ["lmy:2026:1:3:0000000000", "lmp:2026:3", "lmq:2026-1", "lmx:2026-1"])
async def test_neither_officials_nor_viewers_print_or_revoke(office, data):
    await sari(office.sessions)
    await staff(office.sessions, VIEWER, Role.VIEWER, name="Lia")
    await printed(office)
    for person in (SARI, VIEWER):
        assert await office.press_data(person, data) == [STALE]
        assert await office.say(person, "/undang angkatan 2026") == [FORBIDDEN]
        assert sheets(office, person) == {}


@pytest.mark.parametrize(
    "data",
    [
        "lmy:1999:1:3:0000000000",
        "lmp:1999:3",
        "lmy:2026:1:0:0000000000",
        "lmy:2026:1:zz:x",
        "lmp:2026:fffffffffffff",
        "lmq:2026-9",
        "lmx:%",
        "lmx:",
    ],
)
async def test_forged_buttons_do_nothing(office, data):
    assert await office.press_data(JOKO, data) == [STALE]


async def test_a_cohort_nobody_knows_is_named(office):
    (said,) = await office.say(JOKO, "/undang angkatan 1999")
    assert said.startswith("Angkatan <code>1999</code> tidak tercatat. Yang tercatat: 2026")


async def test_a_region_that_only_comes_near_is_confirmed_by_button(office):
    (said,) = await office.say(JOKO, "/undang kota bontanq inspektur")
    assert "belum ada kode yang dibuat" in said and office.last(JOKO).labels == ["Kota Bontang"]
    await office.press(JOKO, "Kota Bontang")
    assert office.last(JOKO).html.startswith("<b>Kode undangan: Inspektur Kota Bontang</b>")
    await office.say(JOKO, "/undang kota bontanq")
    await office.press(JOKO, "Kota Bontang")
    assert "Silakan memilih jabatan" in office.last(JOKO).html
