"""The template of meetings, handed out and sent back: drafts, or every bad row by its number."""

from __future__ import annotations

import io
from datetime import date, time

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from db.tables import Meeting
from tests.builders import JOKO, SARI
from tests.fakes import World
from tests.handlers.rakor import registered

HEAD = "title,letter,date,start,end,zone,regions,link,meeting_id,passcode\n"
RAKOR = (
    HEAD
    + 'Rakor,B/1,11-03-2025,09.00,11.30,WIB,"Bangka Tengah",https://zoom.us/j/1,900,rahasia\n'
    + 'Rakor,B/1,11-03-2025,14.00,16.30,WITA,"Kota Bontang, Maros",https://zoom.us/j/1,900,rahasia\n'
)


@pytest.fixture
async def small(world: World) -> World:
    return await registered(world)


async def count(world: World) -> int:
    async with world.sessions.reading() as session:
        return await session.scalar(select(func.count()).select_from(Meeting)) or 0


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def test_a_csv_of_one_meeting_ends_in_its_draft_card(small):
    [card] = await small.send_file(JOKO, "rapat.csv", RAKOR.encode())
    assert card.startswith("<b>Konsep rapat 1, belum terkirim</b>\nRakor\nSurat Nomor <code>B/1</code>")
    assert "Kota Bontang: Selasa, 11 Maret 2025, pukul 13.00-15.30 WIB / 14.00-16.30 WITA" in card
    assert "Terbitkan" in small.last(JOKO).labels
    assert small.texts(SARI) == []


async def test_the_template_is_filled_in_and_sent_back(small):
    await small.say(JOKO, "/rapat")
    await small.press(JOKO, "Templat Excel")
    file = small.last(JOKO)
    assert file.filename == "templat-rapat.xlsx"
    book = load_workbook(io.BytesIO(file.content))
    assert book.sheetnames == ["Rapat", "Petunjuk", "Daerah"]
    assert ("64.74", "Kota Bontang") in list(book["Daerah"].values)
    assert {validation.formula1 for validation in book["Rapat"].data_validations.dataValidation} == {
        '"WIB,WITA,WIT"',
        f"=Daerah!$B$2:$B${book['Daerah'].max_row}",
    }
    [said] = await small.send_file(JOKO, "templat-rapat.xlsx", file.content)
    assert said.startswith("Berkas tidak memuat satu baris pun")  # the example alone is no meeting
    for column, value in enumerate(["Bimtek", "", "11-03-2025", "09.00", "10.00", "WIT", "semua"], start=1):
        book["Rapat"].cell(3, column).value = value
    filled = io.BytesIO()
    book.save(filled)
    [card] = await small.send_file(JOKO, "templat-rapat.xlsx", filled.getvalue())
    assert card.startswith("<b>Konsep rapat 1, belum terkirim</b>\nBimtek\n")
    assert "pukul 07.00-08.00 WIB" in card


async def test_real_dates_and_times_of_excel_are_understood(small):
    head = ["Judul", "Tanggal", "Mulai", "Selesai", "Zona", "Daerah"]
    rows = [["Rakor", date(2025, 3, 11), time(9), time(11, 30), "WITA", "Kota Bontang"]]
    [card] = await small.send_file(JOKO, "r.xlsx", workbook(head, *rows))
    assert "pukul 08.00-10.30 WIB / 09.00-11.30 WITA" in card


async def test_several_meetings_are_listed_with_the_way_to_each_card(small):
    more = RAKOR + "Bimtek,,12-03-2025,09.00,10.00,,Maros,,,\n"
    [said] = await small.send_file(JOKO, "rapat.csv", more.encode())
    assert said.startswith("<b>2 konsep rapat tersusun dari berkas; belum ada yang terkirim</b>")
    [card] = await small.press(JOKO, "Konsep rapat 2")
    assert card.startswith("<b>Konsep rapat 2, belum terkirim</b>\nBimtek\n")


async def test_bad_rows_are_all_named_and_nothing_is_made(small):
    bad = RAKOR + "Rakor,B/1,30-02-2025,9,10,,Blitar,,,\n<b>X</b>,,12-03-2025,10.00,09.00,,Maros,http://x,,\n"
    assert await small.send_file(JOKO, "rapat.csv", bad.encode()) == [
        "<b>Berkas rapat belum dapat dipakai; tidak ada yang disimpan.</b>\n\n"
        "- baris 4: tanggal <code>30-02-2025</code> tidak ada dalam kalender\n"
        "- baris 4: <code>Blitar</code> dapat berarti Kabupaten Blitar; Kota Blitar; "
        "mohon menuliskan nama lengkap atau kodenya\n"
        "- baris 5: tautan <code>http://x</code> tidak dapat dipakai; "
        "harus diawali https:// dan memuat alamat lengkap\n"
        "- baris 5: sesi <code>12-03-2025 10.00-09.00</code> selesai sebelum dimulai\n\n"
        "Mohon memperbaiki lalu mengirimkan kembali seluruh berkas."
    ]
    assert await count(small) == 0


async def test_a_formula_without_a_result_is_named(small):
    head = ["judul", "tanggal", "mulai", "selesai", "daerah"]
    rows = [["Rakor", '=HYPERLINK("http://x")', "09.00", "10.00", "Maros"]]
    [said] = await small.send_file(JOKO, "r.xlsx", workbook(head, *rows))
    assert "baris 2: kolom <b>tanggal (date)</b> berisi rumus" in said
    assert await count(small) == 0


async def test_missing_headings_are_named(small):
    [said] = await small.send_file(JOKO, "r.csv", b"judul,mulai\nRakor,09.00\n")
    assert "tanggal (date), selesai (end), daerah (regions)" in said


async def test_a_sheet_from_somebody_else_is_not_read(small):
    await small.send_file(SARI, "rapat.csv", RAKOR.encode())
    assert await count(small) == 0
