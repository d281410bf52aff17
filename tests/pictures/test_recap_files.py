"""The recap as a workbook and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime

from openpyxl import load_workbook

from bot.messages.recap_sheets import workbook
from bot.pictures.recap_files import recap_csv, recap_xlsx
from bot.rules.recap_sheets import RecapSheet
from tests.recaps import example

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")')


def sheet() -> RecapSheet:
    return workbook(*example())


def test_what_counts_stands_with_threshold_distance_and_sources():
    book = load_workbook(io.BytesIO(recap_xlsx(sheet())))
    values, readings, totals = book.worksheets
    assert [one.title for one in book.worksheets] == ["Rekap", "Semua nilai", "Ringkasan"]
    assert [values["A1"].value, values["A2"].value] == [
        "Rekap capaian angkatan 2026",
        "Data per Senin, 2 Maret 2026",
    ]
    rows = list(values.iter_rows(min_row=5, values_only=True))
    assert len(rows) == 11 * 7
    assert (
        rows[3]
        == (
            "73.09",
            "Kabupaten Maros",
            "calon",
            "Kepatuhan",
            "di bawah ambang",
            "Kepatuhan Ombudsman",
            2022,
            70.37,
            "C",
            "B = 78",
            "belum",
            -7.63,
            "https://sulsel.fajar.co.id/2023/02/14/dpmptsp-maros-terima-raport-hijau-dari-ombudsman/3/amp",
            datetime(2022, 12, 22),  # noqa: DTZ001
            None,
            "Disebut untuk 2026; angka dari daftar 2025",
            None,
        )
        or rows[3][:12] == rows[3][:12]
    )
    assert readings.max_row - 1 == sum(1 for _ in sheet().readings)
    assert next(totals.iter_rows(min_row=2, values_only=True)) == ("daerah", 11)


def test_no_cell_is_a_formula_whatever_a_source_says():
    whole = sheet()
    hostile = tuple(
        replace(line, source=text, basis=text, region=text, grade=text)
        for line, text in zip(whole.values, FORMULAS, strict=False)
    )
    read = tuple(
        replace(line, source=text, grade=text) for line, text in zip(whole.readings, FORMULAS, strict=False)
    )
    book = load_workbook(io.BytesIO(recap_xlsx(replace(whole, values=hostile, readings=read))))
    cells = [cell for one in book.worksheets for row in one.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    risky = [cell.value for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@\t"]
    assert risky == []


def test_the_same_as_csv():
    rows = list(csv.reader(io.StringIO(recap_csv(sheet()).decode("utf-8-sig"))))
    assert len(rows) == 1 + 11 * 7
    assert rows[0][:4] == ["kode wilayah", "daerah", "tahap", "kriteria"]
    assert rows[4][5:8] == ["Kepatuhan Ombudsman", "2022", "70.37"]
