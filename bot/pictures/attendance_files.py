"""The attendance sheet as XLSX and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pictures.drawing import OFFICE
from bot.pictures.tables import Row, csv_file, emphasise, new_book, put, put_table, saved
from bot.rules.attendance_sheets import AttendanceLine, AttendanceSheet

_HEADINGS = (
    "nomor",
    "daerah",
    "jabatan",
    "nama",
    "kedudukan",
    "yang mewakili",
    "jawaban",
    "kehadiran",
    "waktu (WIB)",
    "waktu setempat",
    "cara",
    "ditandai petugas",
)
_WIDTHS = (8, 30, 26, 28, 12, 32, 30, 18, 18, 26, 12, 20)
_HEADINGS_AT = 7


def attendance_xlsx(sheets: Sequence[AttendanceSheet]) -> bytes:
    """A worksheet a sitting. Words stay words: nothing is calculated."""
    book, page = new_book(_tab(sheets[0]) if sheets else "Daftar hadir")
    for number, sheet in enumerate(sheets):
        if number:
            page = book.create_sheet(_tab(sheet))
        rows = (_row(at, line) for at, line in enumerate(sheet.lines, 1))
        put_table(page, _HEADINGS, rows, widths=_WIDTHS, at=_HEADINGS_AT)
        for at, words in enumerate(head_lines(sheet), start=1):
            put(page.cell(at, 1), words)
        emphasise(page["A1"], size=14)
        emphasise(page["A2"])
    return saved(book)


def attendance_csv(sheets: Sequence[AttendanceSheet]) -> bytes:
    """All sittings in one table; the first column says which."""
    rows = ((sheet.number, *_row(at, line)) for sheet in sheets for at, line in enumerate(sheet.lines, 1))
    return csv_file(("sesi", *_HEADINGS), rows)


def _tab(sheet: AttendanceSheet) -> str:
    return f"Sesi {sheet.number}"


def head_lines(sheet: AttendanceSheet) -> Iterator[str]:
    """The lines above the table, five of them."""
    yield f"Daftar hadir, sesi {sheet.number}"
    yield sheet.title
    yield f"Surat Nomor {sheet.letter}" if sheet.letter else "Tanpa nomor surat"
    yield "; ".join(sheet.when)
    yield f"{sheet.counts}. {OFFICE}. Dibuat {sheet.made}."


def _row(number: int, line: AttendanceLine) -> Row:
    return (
        number,
        line.region,
        line.post,
        line.person,
        line.capacity,
        line.substitute,
        line.answer,
        line.mark,
        line.at,
        line.local_time,
        line.method,
        line.staff,
    )
