"""Recorded values as a file with the columns of the sheet they are imported with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from decimal import Decimal

from bot.pictures.tables import Row, csv_file, new_book, put_table, saved
from bot.rules.columns import HEADINGS
from bot.rules.value_exports import MeasurementLine

_WIDTHS = (14, 14, 26, 8, 10, 18, 12, 14, 60, 40)


def measurements_xlsx(lines: Sequence[MeasurementLine]) -> bytes:
    book, sheet = new_book("Nilai")
    put_table(sheet, HEADINGS, map(_row, lines), widths=_WIDTHS)
    return saved(book)


def measurements_csv(lines: Sequence[MeasurementLine]) -> bytes:
    """With a decimal comma: 3.456 could be read in two ways and would be refused."""
    value_at = HEADINGS.index("value")
    rows = (
        tuple(_with_comma(cell) if at == value_at else cell for at, cell in enumerate(_row(line)))
        for line in lines
    )
    return csv_file(HEADINGS, rows)


def _row(line: MeasurementLine) -> Row:
    row: Row = astuple(line)
    return row


def _with_comma(cell: object) -> str:
    return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else ""
