"""A sheet handed back with its wrong cells in red and what is wrong beside them; a list of differences."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from bot.pictures.tables import Value, emphasise, new_book, put, put_table, saved
from bot.rules.columns import Cell, Row
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
        for column, cell in enumerate(row, start=1):
            if cell != "":  # a cell that is made takes memory, and 30,000 rows of 50 may be nearly empty
                put(page.cell(at, column), _value(cell))
    red = PatternFill("solid", fgColor=_FILL)
    for at, column in sheet.cells:
        page.cell(at + 1, column + 1).fill = red
    for at, note in sheet.notes.items():
        put(page.cell(at + 1, note_at), note)
    heading = _heading_row(sheet.rows)
    put(page.cell(heading, note_at), _HEADING)
    for column in range(1, note_at + 1):
        emphasise(page.cell(heading, column))
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


def _value(cell: Cell) -> Value:
    """A number stays one: as a text, 1.234 could be read in two ways."""
    if isinstance(cell, str) or not isfinite(cell):
        return str(cell)
    return int(cell) if cell == int(cell) else cell
