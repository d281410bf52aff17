"""The attendance sheet: what another library reads of it, no formulas, no row lost or broken."""

from __future__ import annotations

import csv
import io
import re
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pypdfium2
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from bot.messages import attendance_sheets
from bot.pictures.attendance_files import attendance_csv, attendance_xlsx
from bot.pictures.attendance_pages import attendance_pdf
from bot.rules.actors import TenureKind
from bot.rules.answers import Presence
from bot.rules.attendance import Method
from bot.rules.attendance_sheets import Present, Roll
from bot.rules.sittings import Mark, SeatAnswer
from tests.golden.meeting_views import AWAY, BONTANG, HADIR, INSPEKTUR, RAKOR, SEKDA, SENT

AT = BONTANG.starts_at + timedelta(minutes=2)
JOINED = Mark(Presence.JOINED, TenureKind.DELEGATE, AT, Method.SCREEN)
SEEN = Mark(Presence.JOINED, None, AT, Method.STAFF)
MISSED = Mark(Presence.ABSENT, None, AT, Method.STAFF)
MAROS = replace(SEKDA, seat_id=5, region_code="73.09", region_name="Kabupaten Maros", zone="Asia/Jayapura")

SHEET = attendance_sheets.sheet(
    Roll(
        RAKOR,
        BONTANG,
        (
            Present(SeatAnswer(SEKDA, SENT, JOINED), "Tono", TenureKind.DELEGATE),
            Present(SeatAnswer(INSPEKTUR, HADIR, SEEN), "Sari", None, "Joko"),
            Present(SeatAnswer(MAROS, AWAY, MISSED), "=HYPERLINK(1)", None, "Joko"),
            Present(SeatAnswer(replace(MAROS, seat_id=6), None), "", None),
        ),
    ),
    now=BONTANG.ends_at,
)


def many(seats: int):
    line = replace(
        SHEET.lines[0],
        region="Kabupaten Kepulauan Siau Tagulandang Biaro",
        post="Kepala Badan Perencanaan Pembangunan, Riset, dan Inovasi Daerah",
    )
    return replace(SHEET, lines=[replace(line, person=f"Orang {number:04}") for number in range(seats)])


def pages(content: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_another_library_reads_every_seat_and_both_clocks():
    book = CalamineWorkbook.from_filelike(io.BytesIO(attendance_xlsx([SHEET])))
    assert book.sheet_names == ["Sesi 2"]
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[0][0] == "Daftar hadir, sesi 2"
    assert rows[2][0] == "Surat Nomor B/1234/DKM.02/80-83/03/2025"
    assert rows[3][0] == (
        "Selasa, 11 Maret 2025, pukul 13.00-15.30 WIB; Selasa, 11 Maret 2025, pukul 14.00-16.30 WITA; "
        "Selasa, 11 Maret 2025, pukul 15.00-17.30 WIT"
    )
    assert rows[4][0].startswith(
        "4 jabatan diundang: Hadir 2, Terkendala masuk 0, Tidak hadir 1, Tidak tercatat 1. "
    )
    seats = [[str(cell) for cell in row] for row in rows[7:]]
    assert [row[1:8] for row in seats] == [
        [*("Kota Bontang", "Sekretaris Daerah", "Tono", "wakil"), SENT.note, "Diwakilkan", "Hadir"],
        ["Kota Bontang", "Inspektur", "Sari", "", "", "Hadir", "Hadir"],
        ["Kabupaten Maros", "Sekretaris Daerah", "'=HYPERLINK(1)", "", "", "Tidak hadir", "Tidak hadir"],
        ["Kabupaten Maros", "Sekretaris Daerah", "", "", "", "belum menjawab", "Tidak tercatat"],
    ]
    assert [row[8:] for row in seats] == [
        ["2025-03-11 13:02:00", "11 Maret 2025 14.02 WITA", "kode layar", ""],
        ["2025-03-11 13:02:00", "11 Maret 2025 14.02 WITA", "petugas", "Joko"],
        ["2025-03-11 13:02:00", "11 Maret 2025 15.02 WIT", "petugas", "Joko"],
        ["", "", "", ""],
    ]


def test_nothing_in_the_workbook_is_calculated():
    book = load_workbook(io.BytesIO(attendance_xlsx([SHEET, replace(SHEET, number=3)])))
    assert book.sheetnames == ["Sesi 2", "Sesi 3"]
    assert [cell.coordinate for page in book for row in page for cell in row if cell.data_type == "f"] == []


def test_the_table_of_all_sittings_says_which():
    content = attendance_csv([SHEET, replace(SHEET, number=3)]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert [row[0] for row in rows] == ["sesi", *["2"] * 4, *["3"] * 4]


def test_a_page_says_what_the_sheet_says():
    (page,) = pages(attendance_pdf([SHEET]))
    for words in ("Daftar hadir, sesi 2", "B/1234/DKM.02/80-83/03/2025", "pukul 14.00-16.30 WITA"):
        assert words in page
    for words in ("Tono (wakil)", "Rina", "13.02 WIB", "14.02 WITA", "petugas (Joko)", "Tidak tercatat"):
        assert words in page, words
    assert "Halaman 1 dari 1" in page


def test_a_thousand_seats_are_all_there_with_headings_on_every_page():
    found = pages(attendance_pdf([many(1028)]))
    assert all("Nama, kedudukan" in page for page in found)
    assert all(f"Halaman {at} dari {len(found)}" in page for at, page in enumerate(found, 1))
    people = [name for page in found for name in re.findall(r"Orang \d{4}", page)]
    assert people == [f"Orang {number:04}" for number in range(1028)]


def test_a_meeting_without_sittings_gives_files_all_the_same():
    assert load_workbook(io.BytesIO(attendance_xlsx([]))).sheetnames == ["Daftar hadir"]
    assert pages(attendance_pdf([])) == [] or len(pages(attendance_pdf([]))) == 1
