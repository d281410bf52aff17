"""The recap as a workbook: what counts today with its threshold, and everything recorded with its source."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter

from bot.pictures.tables import csv_file, emphasise, new_book, put, put_table, saved
from bot.rules.recap_sheets import ReadingLine, RecapSheet, ValueLine

_VALUES = (
    ("kode wilayah", 14),
    ("daerah", 40),
    ("tahap", 14),
    ("kriteria", 16),
    ("keadaan", 24),
    ("instrumen", 20),
    ("tahun", 8),
    ("nilai", 9),
    ("kategori", 20),
    ("ambang", 24),
    ("ambang terkonfirmasi", 14),
    ("selisih terhadap ambang", 12),
    ("sumber nilai", 50),
    ("terbit", 13),
    ("dicatat", 13),
    ("dasar ambang", 50),
    ("nilai sementara", 18),
    ("nilai yang diharapkan", 40),
)
_READINGS = (
    ("kode wilayah", 14),
    ("daerah", 40),
    ("kriteria", 16),
    ("instrumen", 20),
    ("tahun", 8),
    ("nilai", 9),
    ("kategori", 20),
    ("status", 12),
    ("terbit", 13),
    ("dicatat", 13),
    ("sumber", 60),
)
_HEADINGS_AT = 4
#: The fields of a line are its columns.
_OF_VALUE = attrgetter(*(field.name for field in fields(ValueLine)))
_OF_READING = attrgetter(*(field.name for field in fields(ReadingLine)))


def recap_xlsx(sheet: RecapSheet) -> bytes:
    """No cell is a formula, whatever a source says."""
    book, first = new_book("Rekap")
    put(first.cell(1, 1), sheet.title)
    emphasise(first["A1"], size=14)
    put(first.cell(2, 1), f"Data per {sheet.as_of}")
    names, widths = zip(*_VALUES, strict=True)
    put_table(first, names, map(_OF_VALUE, sheet.values), widths=widths, at=_HEADINGS_AT)
    names, widths = zip(*_READINGS, strict=True)
    put_table(book.create_sheet("Semua nilai"), names, map(_OF_READING, sheet.readings), widths=widths)
    put_table(book.create_sheet("Ringkasan"), ("keterangan", "banyaknya"), sheet.totals, widths=(44, 14))
    return saved(book)


def recap_csv(sheet: RecapSheet) -> bytes:
    """The values that count, a row each."""
    return csv_file([name for name, _ in _VALUES], map(_OF_VALUE, sheet.values))
