"""The attendance sheet as PDF, to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.pictures.attendance_files import head_lines
from bot.pictures.documents import drawable, new_document
from bot.pictures.drawing import GREY, INK, OFFICE, RED, wrapped
from bot.rules.attendance_sheets import AttendanceLine, AttendanceSheet
from bot.rules.clocks import WIB, clock_time

if TYPE_CHECKING:
    from fpdf import FPDF

# Lengths in millimetres on A4 across, 297 × 210.
_LEFT, _TOP, _WIDTH = 12, 12, 273
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
_LINE = 4.2
_PADDING = 1
_BOTTOM = 196  #: below it stands the number of the page
_SIZE = 34  #: of type, in quarters of a point
_UNITS = 4 * 72 / 25.4  #: quarters of a point in a millimetre
_HEADING_FILL = "#e7e6ea"


def attendance_pdf(sheets: Sequence[AttendanceSheet]) -> bytes:
    """A4 across, each sitting on pages of its own; no row is broken, and the headings are on every page."""
    pdf = new_document("Daftar hadir", orientation="landscape")
    pdf.set_margins(_LEFT, _TOP, _LEFT)
    for sheet in sheets:
        pdf.add_page()
        _draw_head(pdf, sheet)
        _draw_rows(pdf, sheet)
    _number_pages(pdf)
    return bytes(pdf.output())


def _draw_head(pdf: FPDF, sheet: AttendanceSheet) -> None:
    title, *rest = head_lines(sheet)
    _say(pdf, OFFICE, size=9, colour=GREY)
    _say(pdf, title, size=15, bold=True)
    pdf.set_draw_color(RED)
    pdf.set_line_width(0.8)
    pdf.line(_LEFT, pdf.y + 1, _LEFT + _WIDTH, pdf.y + 1)
    pdf.set_y(pdf.y + 3)
    _say(pdf, rest[0], size=11, bold=True)
    for words in (rest[1], *sheet.when, f"{sheet.counts}. Dibuat {sheet.made}."):
        _say(pdf, words, size=9.5)
    pdf.set_y(pdf.y + 2)


def _say(pdf: FPDF, words: str, *, size: float, bold: bool = False, colour: str = INK) -> None:
    pdf.set_font("Noto", style="B" if bold else "", size=size)
    pdf.set_text_color(colour)
    pdf.multi_cell(_WIDTH, size * 0.5, drawable(pdf, words), align="L", new_x="LMARGIN", new_y="NEXT")


def _draw_rows(pdf: FPDF, sheet: AttendanceSheet) -> None:
    """By hand: the library's own tables take half a minute for a thousand rows."""
    _draw_headings(pdf)
    for number, line in enumerate(sheet.lines, 1):
        cells = [_in_column(words, at) for at, words in enumerate(_cells(number, line))]
        if pdf.y + _height(cells) > _BOTTOM:
            pdf.add_page()
            _draw_headings(pdf)
        _draw_row(pdf, cells)


def _draw_headings(pdf: FPDF) -> None:
    cells = [[words] for words in _COLUMNS]
    pdf.set_fill_color(_HEADING_FILL)
    pdf.rect(_LEFT, pdf.y, _WIDTH, _height(cells), style="F")
    _draw_row(pdf, cells, bold=True)


def _in_column(words: str, at: int) -> list[str]:
    """The words in lines as wide as the column; a line break in them stays one."""
    width = (tuple(_COLUMNS.values())[at] - 2 * _PADDING) * _UNITS
    return [line for part in words.split("\n") for line in wrapped(part, width=width, size=_SIZE)]


def _height(cells: Sequence[Sequence[str]]) -> float:
    return max(len(lines) for lines in cells) * _LINE + 2 * _PADDING


def _draw_row(pdf: FPDF, cells: Sequence[Sequence[str]], *, bold: bool = False) -> None:
    pdf.set_font("Noto", style="B" if bold else "", size=_SIZE / 4)
    pdf.set_text_color(INK)
    left, top = _LEFT, pdf.y
    for lines, width in zip(cells, _COLUMNS.values(), strict=True):
        for at, words in enumerate(lines, 1):
            pdf.text(left + _PADDING, top + _PADDING + at * _LINE - 1.1, drawable(pdf, words))
        left += width
    pdf.set_y(top + _height(cells))
    pdf.set_draw_color(GREY)
    pdf.set_line_width(0.1)
    pdf.line(_LEFT, pdf.y, _LEFT + _WIDTH, pdf.y)


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


def _number_pages(pdf: FPDF) -> None:
    """Afterwards, when their number is known."""
    pages = len(pdf.pages)
    for page in range(1, pages + 1):
        pdf.page = page
        pdf.set_font("Noto", size=8)
        pdf.set_text_color(GREY)
        pdf.set_xy(_LEFT, 200)
        pdf.cell(_WIDTH / 2, 5, "Memuat data pribadi; mohon disimpan sebagaimana mestinya.", align="L")
        pdf.cell(_WIDTH / 2, 5, f"Halaman {page} dari {pages}", align="R")
