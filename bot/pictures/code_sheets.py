"""Invitation codes of many seats, to go with the official letter: cards to cut out (PDF), a list (XLSX)."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.pictures.documents import drawable, new_document
from bot.pictures.drawing import GREY, INK, LEADING, NO_FEE, OFFICE, RED, fitted, qr_png
from bot.pictures.tables import emphasise, new_book, put, put_picture, put_table, saved
from bot.rules.sheets import CodeFiles, CodeLine, CodeSheet

if TYPE_CHECKING:
    from fpdf import FPDF

CARDS_A_PAGE = 4

# Lengths in millimetres on A4, 210 × 297; sizes of type in quarters of a point.
_LEFT, _WIDTH = 15, 180
_CARDS_FROM, _CARD_HEIGHT, _GAP = 46, 56, 3
_PADDING = 6
_QR_SIZE = 43
_TEXT_WIDTH = _WIDTH - _QR_SIZE - 3 * _PADDING
_UNITS = 4 * 72 / 25.4  #: quarters of a point in a millimetre
_SMALL = range(34, 27, -2)

_HEADINGS_AT = 5
_ROW_POINTS, _PICTURE_PIXELS = 105, 132

_PROGRAMME = "Percontohan Kabupaten/Kota Antikorupsi"
_CUTTING = (
    "Mohon digunting pada garis putus-putus. Setiap kartu disampaikan hanya kepada pejabat yang jabatannya "
    "tertulis di dalamnya."
)


class _Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float


class _Pictures:
    """QR codes by their links: a card and a row show the same one."""

    def __init__(self) -> None:
        self.png = cache(lambda link: qr_png(link, scale=8))


def code_files(sheet: CodeSheet, *, drawn: Callable[[int], None] = lambda _: None) -> CodeFiles:
    """Both files of one sheet; ``drawn`` hears how many cards each finished page had."""
    pictures = _Pictures()
    return CodeFiles(
        pdf=code_sheet_pdf(sheet, pictures=pictures, drawn=drawn),
        xlsx=code_sheet_xlsx(sheet, pictures=pictures),
    )


def code_sheet_pdf(
    sheet: CodeSheet, *, pictures: _Pictures | None = None, drawn: Callable[[int], None] = lambda _: None
) -> bytes:
    """A4, four cards a page, none broken; whoever has the page on a screen may tap the QR code."""
    pdf, png = new_document(sheet.title), (pictures or _Pictures()).png
    lines = sheet.lines
    pages = [lines[start : start + CARDS_A_PAGE] for start in range(0, len(lines), CARDS_A_PAGE)] or [()]
    for number, cards in enumerate(pages, start=1):
        pdf.add_page()
        _head(pdf, sheet.title, sheet.made_on)
        for at, line in enumerate(cards):
            top = _CARDS_FROM + at * (_CARD_HEIGHT + _GAP)
            _card(pdf, line, sheet.bot_username, picture=png(line.link), top=top)
        if not cards:
            _write(pdf, "Tidak ada kode.", _Box(_LEFT, _CARDS_FROM, _WIDTH, 8), sizes=_SMALL)
        _foot(pdf, f"Halaman {number} dari {len(pages)}")
        drawn(len(cards))
    return bytes(pdf.output())


def code_sheet_xlsx(sheet: CodeSheet, *, pictures: _Pictures | None = None) -> bytes:
    """A row a seat with its QR code. Locked: sorting would leave the pictures behind."""
    png = (pictures or _Pictures()).png
    book, page = new_book("Kode pendaftaran")
    put_table(
        page,
        ("nomor", "daerah", "jabatan", "kode", "berlaku satu kali, sampai", "tautan", "QR"),
        (
            (at, line.region, line.title, line.code, line.until, line.link, "")
            for at, line in enumerate(sheet.lines, 1)
        ),
        widths=(8, 34, 30, 32, 26, 34, 21),
        at=_HEADINGS_AT,
    )
    notes = (sheet.title, f"{OFFICE}. Dibuat {sheet.made_on}.", f"{_check(sheet.bot_username)} {NO_FEE}")
    for at, note in enumerate(notes, start=1):
        put(page.cell(at, 1), note)
    emphasise(page["A1"], size=14)
    for at, line in enumerate(sheet.lines, start=_HEADINGS_AT + 1):
        page.row_dimensions[at].height = _ROW_POINTS
        emphasise(page.cell(at, 4), size=14)
        put_picture(page.cell(at, 7), png(line.link), pixels=_PICTURE_PIXELS)
    page.auto_filter.ref = None
    page.protection.sheet = True
    return saved(book)


def _head(pdf: FPDF, title: str, made_on: str) -> None:
    _write(pdf, OFFICE, _Box(_LEFT, 12, _WIDTH, 7), sizes=range(50, 39, -2), bold=True)
    pdf.set_draw_color(RED)
    pdf.set_line_width(0.8)
    pdf.line(_LEFT, 20, _LEFT + _WIDTH, 20)
    _write(pdf, title, _Box(_LEFT, 22.5, _WIDTH, 7), sizes=range(46, 31, -2), bold=True)
    note = f"Dibuat {made_on}. {_CUTTING}"
    _write(pdf, note, _Box(_LEFT, 30, _WIDTH, 11), sizes=_SMALL, colour=GREY)


def _foot(pdf: FPDF, words: str) -> None:
    box = _Box(_LEFT, 286, _WIDTH, 5)
    _write(pdf, "Rahasia: kode membuka pendaftaran bagi jabatan yang tertulis.", box, sizes=_SMALL)
    _write(pdf, words, box, sizes=_SMALL, align=1)


def _card(pdf: FPDF, line: CodeLine, bot_username: str, *, picture: bytes, top: float) -> None:
    """Cut out it stands alone, so it names who sends it."""
    pdf.set_draw_color(GREY)
    pdf.set_line_width(0.25)
    pdf.set_dash_pattern(dash=2, gap=1.5)
    pdf.rect(_LEFT, top, _WIDTH, _CARD_HEIGHT)
    pdf.set_dash_pattern()
    left = _LEFT + _PADDING
    how = (
        f"Pindai kode QR dengan kamera telepon, atau buka @{bot_username} di Telegram dan kirimkan kode "
        f"di atas. {_check(bot_username)}"
    )
    for text, below, height, sizes, bold, colour in (
        (OFFICE, 3, 5, _SMALL, False, GREY),
        (f"{line.title} {line.region}", 8, 11.5, range(56, 31, -2), True, INK),
        (f"Kode pendaftaran, {_PROGRAMME}", 20, 5, _SMALL, False, GREY),
        (line.code, 23.5, 11, range(92, 59, -2), True, RED),
        (f"Berlaku satu kali, sampai {line.until}.", 34.5, 5, _SMALL, True, INK),
        (how, 39.5, 9, _SMALL, False, INK),
        (NO_FEE, 48.5, 5, _SMALL, True, INK),
    ):
        _write(pdf, text, _Box(left, top + below, _TEXT_WIDTH, height), sizes=sizes, bold=bold, colour=colour)
    _qr(pdf, line.link, picture, left=_LEFT + _WIDTH - _PADDING - _QR_SIZE, top=top + 3)


def _check(bot_username: str) -> str:
    return f"Cocokkan nama @{bot_username} dengan surat resmi dan laman kpk.go.id."


def _qr(pdf: FPDF, link: str, picture: bytes, *, left: float, top: float) -> None:
    """The code, and for whoever has the page on a screen the same link to tap."""
    pdf.image(io.BytesIO(picture), left, top, _QR_SIZE, _QR_SIZE, link=link, alt_text="Kode QR")
    box = _Box(left, top + _QR_SIZE + 1, _QR_SIZE, 5)
    _write(pdf, "Pindai, atau ketuk pada layar", box, sizes=_SMALL, align=0.5)


def _write(
    pdf: FPDF, text: str, box: _Box, *, sizes: range, bold: bool = False, colour: str = INK, align: float = 0
) -> None:
    """The text within its box, as large as it fits; ``align`` is 0 for left, 0.5 for the middle, 1 right."""
    size, lines = fitted(text, width=box.width * _UNITS, height=box.height * _UNITS, sizes=sizes, bold=bold)
    pdf.set_font("Noto", style="B" if bold else "", size=size / 4)
    pdf.set_text_color(colour)
    for at, line in enumerate(lines, start=1):
        shown = drawable(pdf, line)
        left = box.left + (box.width - pdf.get_string_width(shown)) * align
        pdf.text(left, box.top + (at * LEADING - 0.25) * size / _UNITS, shown)
