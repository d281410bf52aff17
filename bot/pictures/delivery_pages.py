"""What was sent to whom as PDF, for the file: headings and page numbers on every page, no row broken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.pictures.documents import drawable, new_document
from bot.pictures.drawing import GREY, INK, OFFICE, RED, wrapped
from bot.rules.clocks import WIB, moment_in_words
from bot.rules.deliveries import DeliveryPaper
from bot.rules.sheets import DeliveryLine

if TYPE_CHECKING:
    from fpdf import FPDF

# Lengths in millimetres on A4 across, 297 × 210.
_LEFT, _TOP, _WIDTH = 12, 12, 273
_COLUMNS = {
    "No.": 11,
    "Waktu": 47,
    "Kepada": 48,
    "Pesan": 82,
    "Hasil dan jawaban": 50,
    "No. pesan Telegram": 35,
}
_LINE = 4.2
_PADDING = 1
_BOTTOM = 196  #: below it stands the number of the page
_SIZE = 34  #: of type, in quarters of a point
_UNITS = 4 * 72 / 25.4  #: quarters of a point in a millimetre
_HEADING_FILL = "#e7e6ea"
#: Characters of a message that are printed; the whole of it is shown by its number, and in the sheet.
_EXCERPT = 300


def deliveries_pdf(paper: DeliveryPaper) -> bytes:
    """A4 across. The newest first."""
    pdf = new_document("Bukti penyampaian", orientation="landscape")
    pdf.set_margins(_LEFT, _TOP, _LEFT)
    pdf.add_page()
    _draw_head(pdf, paper)
    _draw_rows(pdf, paper.lines)
    _number_pages(pdf, paper.printed)
    return bytes(pdf.output())


def _draw_head(pdf: FPDF, paper: DeliveryPaper) -> None:
    _say(pdf, OFFICE, size=9, colour=GREY)
    _say(
        pdf,
        f"Bukti penyampaian: {paper.heading}" if paper.heading else "Bukti penyampaian",
        size=15,
        bold=True,
    )
    pdf.set_draw_color(RED)
    pdf.set_line_width(0.8)
    pdf.line(_LEFT, pdf.y + 1, _LEFT + _WIDTH, pdf.y + 1)
    pdf.set_y(pdf.y + 3)
    _say(pdf, paper.printed, size=9.5)
    _say(pdf, paper.extent, size=9.5)
    pdf.set_y(pdf.y + 2)


def _say(pdf: FPDF, words: str, *, size: float, bold: bool = False, colour: str = INK) -> None:
    pdf.set_font("Noto", style="B" if bold else "", size=size)
    pdf.set_text_color(colour)
    pdf.multi_cell(_WIDTH, size * 0.5, drawable(pdf, words), align="L", new_x="LMARGIN", new_y="NEXT")


def _draw_rows(pdf: FPDF, lines: Sequence[DeliveryLine]) -> None:
    """By hand: the library's own tables take half a minute for a thousand rows."""
    _draw_headings(pdf)
    for number, line in enumerate(lines, 1):
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


def _cells(number: int, line: DeliveryLine) -> tuple[str, ...]:
    wib = moment_in_words(line.at, WIB)
    version = f" (waktu sesi versi {line.version})" if line.version else ""
    text = " ".join(line.text.split())
    excerpt = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()} …"
    came_of_it = (line.result, line.answers, line.read)
    numbers = (str(line.message_id or "-"), f"/cek_{line.proof_code}" if line.proof_code else "")
    return (
        str(number),
        "\n".join(dict.fromkeys((wib, line.local_time))),
        "\n".join(words for words in (line.post, line.name) if words) or "-",
        "\n".join(words for words in (f"{line.title}{version}", excerpt) if words),
        "\n".join(words for words in came_of_it if words),
        "\n".join(words for words in numbers if words),
    )


def _number_pages(pdf: FPDF, printed: str) -> None:
    """Afterwards, when their number is known."""
    pages = len(pdf.pages)
    for page in range(1, pages + 1):
        pdf.page = page
        pdf.set_font("Noto", size=8)
        pdf.set_text_color(GREY)
        pdf.set_xy(_LEFT, 200)
        pdf.cell(_WIDTH * 0.75, 5, drawable(pdf, f"{printed} Memuat data pribadi."), align="L")
        pdf.cell(_WIDTH * 0.25, 5, f"Halaman {page} dari {pages}", align="R")
