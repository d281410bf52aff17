"""A sheet handed back with its wrong cells in red and what is wrong beside them; a list of differences."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.tables import emphasise, new_book, put, put_row, put_table, saved
from bot.rules.columns import Row
from bot.rules.import_outcomes import MarkedSheet
from bot.rules.sheets import DIFFERENCE_HEADINGS

DIFFERENCES_NAME = "perubahan-pejabat.xlsx"
_HEADING = "keterangan pemeriksaan"
_FILL = "F8CBC6"
_WIDTH, _NOTE_WIDTH = 24, 90
_DIFFERENCE_WIDTHS = (8, 34, 30, 18, 30, 30, 36)


def marked_xlsx(sheet: MarkedSheet) -> bytes:
    """The rows as they were read; they can be corrected there and sent again."""
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    book, page = new_book("Pemeriksaan")
    note_at = max((len(row) for row in sheet.rows), default=0) + 1
    for at, row in enumerate(sheet.rows, start=1):
        put_row(page, at, [_text(cell) for cell in row])
    for at, column in sheet.cells:
        page.cell(at + 1, column + 1).fill = PatternFill("solid", fgColor=_FILL)
    for at, note in sheet.notes.items():
        put(page.cell(at + 1, note_at), note)
    put(page.cell(_heading_row(sheet.rows), note_at), _HEADING)
    for cell in page[_heading_row(sheet.rows)]:
        emphasise(cell)
    for column in range(1, note_at):
        page.column_dimensions[get_column_letter(column)].width = _WIDTH
    page.column_dimensions[get_column_letter(note_at)].width = _NOTE_WIDTH
    return saved(book)


def differences_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """Everything a sheet would change, a row a difference."""
    book, page = new_book("Perubahan")
    put_table(page, DIFFERENCE_HEADINGS, [tuple(row) for row in rows], widths=_DIFFERENCE_WIDTHS)
    return saved(book)


def _heading_row(rows: Sequence[Row]) -> int:
    """From 1: the first that is filled."""
    return next((at for at, row in enumerate(rows, start=1) if any(str(cell).strip() for cell in row)), 1)


def _text(cell: str | int | float) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
