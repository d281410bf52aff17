"""The empty sheet staff fill with values: XLSX with lists to choose from, and a CSV example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.pictures.tables import Row, choices, csv_file, new_book, put, put_headings, put_row, saved
from bot.rules.columns import HEADINGS
from bot.rules.value_templates import ValueTemplate
from bot.rules.wide_columns import WIDE_HEADINGS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TEMPLATE_NAME = "templat-nilai.xlsx"
EXAMPLE_NAME = "contoh-nilai.csv"

_WIDTHS = (34, 14, 22, 8, 10, 12, 12, 16, 40, 30)
_WIDE_WIDTHS = (14, 34, 8, *(12,) * 7, 12, 16, 40)
_STATUS = '"final,interim"'


def template(parts: ValueTemplate) -> bytes:
    """The workbook: a sheet with a row per value, one with a column per criterion, and what they refer to."""
    book, sheet = new_book("Nilai")
    put_headings(sheet, HEADINGS, widths=_WIDTHS)
    wide = book.create_sheet("Lebar")
    put_headings(wide, WIDE_HEADINGS, widths=_WIDE_WIDTHS)
    for at, region in enumerate(parts.filled, start=2):
        put_row(wide, at, region)
    _lines(book.create_sheet("Petunjuk"), [[note] for note in parts.notes])
    known = book.create_sheet("Kriteria")
    _lines(known, parts.criteria)
    for at, instrument in enumerate(parts.instruments, start=1):
        put(known.cell(at, 4), instrument)
    _lines(book.create_sheet("Daerah"), parts.regions)
    _choices(sheet, wide, parts)
    return saved(book)


def cohort_template_name(cohort: int) -> str:
    return f"templat-nilai-{cohort}.xlsx"


def _choices(sheet: Worksheet, wide: Worksheet, parts: ValueTemplate) -> None:
    regions = f"=Daerah!$B$1:$B${len(parts.regions)}"
    years = f'"{",".join(map(str, parts.years))}"'
    choices(sheet, "A", regions)
    choices(sheet, "B", f"=Kriteria!$A$1:$A${len(parts.criteria)}")
    choices(sheet, "C", f"=Kriteria!$D$1:$D${len(parts.instruments)}")
    choices(sheet, "D", years)
    choices(sheet, "G", _STATUS)
    choices(wide, "B", regions)
    choices(wide, "C", years)
    choices(wide, "K", _STATUS)


def example(rows: Sequence[dict[str, str]]) -> bytes:
    """A CSV with real rows, to copy."""
    return csv_file(HEADINGS, [[row.get(heading, "") for heading in HEADINGS] for row in rows])


def _lines(sheet: Worksheet, rows: Sequence[Row]) -> None:
    for at, row in enumerate(rows, start=1):
        put_row(sheet, at, row)
