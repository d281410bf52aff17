"""The empty sheet staff fill with values: XLSX with lists to choose from, and a CSV example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.pictures.tables import Row, choices, csv_file, new_book, put_headings, put_row, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TEMPLATE_NAME = "templat-nilai.xlsx"
EXAMPLE_NAME = "contoh-nilai.csv"

_WIDTHS = (34, 14, 22, 8, 10, 12, 12, 16, 40, 30)


def template(
    headings: Sequence[str],
    regions: Sequence[tuple[str, str]],
    criteria: Sequence[tuple[str, str]],
    notes: Sequence[str],
) -> bytes:
    """The workbook: the sheet to fill, how to fill it, the region list. ``notes`` are finished sentences."""
    book, sheet = new_book("Nilai")
    put_headings(sheet, headings, widths=_WIDTHS)
    _lines(book.create_sheet("Petunjuk"), [[note] for note in notes])
    _lines(book.create_sheet("Kriteria"), criteria)
    _lines(book.create_sheet("Daerah"), regions)
    choices(sheet, "A", f"=Daerah!$B$1:$B${len(regions)}")
    choices(sheet, "B", f"=Kriteria!$A$1:$A${len(criteria)}")
    choices(sheet, "G", '"final,interim"')
    return saved(book)


def example(headings: Sequence[str], rows: Sequence[dict[str, str]]) -> bytes:
    """A CSV with real rows, to copy."""
    return csv_file(headings, [[row.get(heading, "") for heading in headings] for row in rows])


def _lines(sheet: Worksheet, rows: Sequence[Row]) -> None:
    for at, row in enumerate(rows, start=1):
        put_row(sheet, at, row)
