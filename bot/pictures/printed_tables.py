"""A table to print, A4 across: headings and page numbers on every page, no row broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.pictures.documents import drawable, new_document
from bot.pictures.drawing import GREY, INK, RED, wrapped

# Lengths in millimetres on A4 across, 297 × 210.
_LEFT, _TOP, _WIDTH = 12, 12, 273
_LINE = 4.2
_PADDING = 1
_BOTTOM = 196  #: below it stands the number of the page
_SIZE = 34  #: of type, in quarters of a point
_UNITS = 4 * 72 / 25.4  #: quarters of a point in a millimetre
_HEADING_FILL = "#e7e6ea"


class PrintedTable:
    """``columns``: heading and width in millimetres, 273 in all."""

    def __init__(self, title: str, columns: Mapping[str, float]) -> None:
        self._columns = columns
        self._pdf = new_document(title, orientation="landscape")
        self._pdf.set_margins(_LEFT, _TOP, _LEFT)

    def new_page(self) -> None:
        self._pdf.add_page()

    def say(self, words: str, *, size: float, bold: bool = False, colour: str = INK) -> None:
        """A paragraph over the whole width. ``size``: of type, in points."""
        self._pdf.set_font("Noto", style="B" if bold else "", size=size)
        self._pdf.set_text_color(colour)
        self._pdf.multi_cell(
            _WIDTH, size * 0.5, drawable(self._pdf, words), align="L", new_x="LMARGIN", new_y="NEXT"
        )

    def rule(self) -> None:
        """The red line below a title."""
        pdf = self._pdf
        pdf.set_draw_color(RED)
        pdf.set_line_width(0.8)
        pdf.line(_LEFT, pdf.y + 1, _LEFT + _WIDTH, pdf.y + 1)
        pdf.set_y(pdf.y + 3)

    def skip(self, millimetres: float) -> None:
        self._pdf.set_y(self._pdf.y + millimetres)

    def rows(self, rows: Iterable[Sequence[str]]) -> None:
        """By hand: the library's own tables take half a minute for a thousand rows."""
        self._headings()
        for row in rows:
            cells = [self._in_column(words, at) for at, words in enumerate(row)]
            if self._pdf.y + _height(cells) > _BOTTOM:
                self.new_page()
                self._headings()
            self._row(cells)

    def finished(self, footer: str, *, share: float) -> bytes:
        """The file, its pages numbered now that there are no more. ``share``: the footer's, of the width."""
        pages = len(self._pdf.pages)
        for page in range(1, pages + 1):
            self._pdf.page = page
            self._pdf.set_font("Noto", size=8)
            self._pdf.set_text_color(GREY)
            self._pdf.set_xy(_LEFT, 200)
            self._pdf.cell(_WIDTH * share, 5, drawable(self._pdf, footer), align="L")
            self._pdf.cell(_WIDTH * (1 - share), 5, f"Halaman {page} dari {pages}", align="R")
        return bytes(self._pdf.output())

    def _headings(self) -> None:
        cells = [[words] for words in self._columns]
        self._pdf.set_fill_color(_HEADING_FILL)
        self._pdf.rect(_LEFT, self._pdf.y, _WIDTH, _height(cells), style="F")
        self._row(cells, bold=True)

    def _in_column(self, words: str, at: int) -> list[str]:
        """The words in lines as wide as the column; a line break in them stays one."""
        width = (tuple(self._columns.values())[at] - 2 * _PADDING) * _UNITS
        return [line for part in words.split("\n") for line in wrapped(part, width=width, size=_SIZE)]

    def _row(self, cells: Sequence[Sequence[str]], *, bold: bool = False) -> None:
        pdf = self._pdf
        pdf.set_font("Noto", style="B" if bold else "", size=_SIZE / 4)
        pdf.set_text_color(INK)
        left: float = _LEFT
        top = pdf.y
        for lines, width in zip(cells, self._columns.values(), strict=True):
            for at, words in enumerate(lines, 1):
                pdf.text(left + _PADDING, top + _PADDING + at * _LINE - 1.1, drawable(pdf, words))
            left += width
        pdf.set_y(top + _height(cells))
        pdf.set_draw_color(GREY)
        pdf.set_line_width(0.1)
        pdf.line(_LEFT, pdf.y, _LEFT + _WIDTH, pdf.y)


def _height(cells: Sequence[Sequence[str]]) -> float:
    return max(len(lines) for lines in cells) * _LINE + 2 * _PADDING
