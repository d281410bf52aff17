"""The audit trail as a file, for whoever looks over the shoulder of the administrators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pictures.tables import Row, csv_file, new_book, put_table, saved
from bot.rules.sheets import AuditLine

_HEADINGS = ("nomor", "waktu (WIB)", "pelaku", "tindakan", "objek", "rincian", "hash")
_WIDTHS = (10, 18, 30, 28, 24, 60, 68)


def audit_csv(lines: Sequence[AuditLine]) -> bytes:
    return csv_file(_HEADINGS, _rows(lines))


def audit_xlsx(lines: Sequence[AuditLine]) -> bytes:
    book, sheet = new_book("Jejak audit")
    put_table(sheet, _HEADINGS, _rows(lines), widths=_WIDTHS)
    return saved(book)


def _rows(lines: Sequence[AuditLine]) -> Iterator[Row]:
    for line in lines:
        yield line.number, line.at, line.who, line.action, line.object, line.detail, line.hash
