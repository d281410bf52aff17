"""The empty sheet staff fill with values: XLSX with lists to choose from, and a CSV example."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TEMPLATE_NAME = "templat-nilai.xlsx"
EXAMPLE_NAME = "contoh-nilai.csv"

_ROWS = 1000
_WIDTHS = {"A": 34, "B": 14, "C": 22, "D": 8, "E": 10, "F": 12, "G": 12, "H": 16, "I": 40, "J": 30}


def template(
    headings: Sequence[str],
    regions: Sequence[tuple[str, str]],
    criteria: Sequence[tuple[str, str]],
    notes: Sequence[str],
) -> bytes:
    """The workbook: the sheet to fill, how to fill it, the region list. ``notes`` are finished sentences."""
    from openpyxl import Workbook  # here: it would be half of the start of the bot, for a rare sheet
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Nilai"
    sheet.append(list(headings))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    _lines(book.create_sheet("Petunjuk"), [[note] for note in notes])
    _lines(book.create_sheet("Kriteria"), [list(row) for row in criteria])
    _lines(book.create_sheet("Daerah"), [list(row) for row in regions])
    _choices(sheet, "A", f"=Daerah!$B$1:$B${len(regions)}")
    _choices(sheet, "B", f"=Kriteria!$A$1:$A${len(criteria)}")
    _choices(sheet, "G", '"final,interim"')
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def example(headings: Sequence[str], rows: Sequence[dict[str, str]]) -> bytes:
    """A CSV with real rows, to copy."""
    file = io.StringIO()
    writer = csv.DictWriter(file, headings, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def _lines(sheet: Worksheet, rows: Sequence[list[str]]) -> None:
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"  # a name that begins with "=" stays a name


def _choices(sheet: Worksheet, column: str, formula: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # here for the same reason

    choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(choice)
    choice.add(f"{column}2:{column}{_ROWS}")
