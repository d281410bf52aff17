"""The attendance sheet as PDF, to print."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.attendance_files import head_lines
from bot.pictures.drawing import GREY, OFFICE
from bot.pictures.printed_tables import PrintedTable
from bot.rules.attendance_sheets import AttendanceLine, AttendanceSheet
from bot.rules.clocks import WIB, clock_time

_COLUMNS = {
    "No.": 10,
    "Daerah": 42,
    "Jabatan": 36,
    "Nama, kedudukan": 52,
    "Jawaban": 54,
    "Kehadiran": 25,
    "Waktu": 30,
    "Cara": 24,
}


def attendance_pdf(sheets: Sequence[AttendanceSheet]) -> bytes:
    """A4 across, each sitting on pages of its own."""
    table = PrintedTable("Daftar hadir", _COLUMNS)
    for sheet in sheets:
        table.new_page()
        _draw_head(table, sheet)
        table.rows(_cells(number, line) for number, line in enumerate(sheet.lines, 1))
    return table.finished("Memuat data pribadi; mohon disimpan sebagaimana mestinya.", share=0.5)


def _draw_head(table: PrintedTable, sheet: AttendanceSheet) -> None:
    title, *rest = head_lines(sheet)
    table.say(OFFICE, size=9, colour=GREY)
    table.say(title, size=15, bold=True)
    table.rule()
    table.say(rest[0], size=11, bold=True)
    for words in (rest[1], *sheet.when, f"{sheet.counts}. Dibuat {sheet.made}."):
        table.say(words, size=9.5)
    table.skip(2)


def _cells(number: int, line: AttendanceLine) -> tuple[str, ...]:
    person = f"{line.person} ({line.capacity})" if line.person and line.capacity else line.person
    sent = f": {line.substitute}" if line.substitute else ""
    by_staff = f" ({line.staff})" if line.staff else ""
    return (
        str(number),
        line.region,
        line.post,
        person or "-",
        f"{line.answer}{sent}",
        line.mark,
        _clocks(line),
        f"{line.method}{by_staff}" or "-",
    )


def _clocks(line: AttendanceLine) -> str:
    """13.02 WIB, and below it the clock of the region where it is another; the date of a later day first."""
    if line.at is None:
        return "-"
    wib, local = f"{clock_time(line.at, WIB)} WIB", " ".join(line.local_time.split()[-2:])
    return "\n".join(dict.fromkeys(words for words in (line.other_day, wib, local) if words))
