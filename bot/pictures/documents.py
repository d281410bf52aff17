"""What printed documents have in common: the typeface, and letters that it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bot.pictures.drawing import BOLD, OFFICE, REGULAR

if TYPE_CHECKING:
    from fpdf import FPDF


def new_document(title: str, *, orientation: Literal["portrait", "landscape"] = "portrait") -> FPDF:
    """An A4 document in millimetres; pages are begun by whoever draws it."""
    from fpdf import FPDF  # here: no bot needs it to start, and few documents are made

    pdf = FPDF(format="A4", unit="mm", orientation=orientation)
    pdf.set_auto_page_break(False)
    pdf.add_font("Noto", fname=REGULAR)
    pdf.add_font("Noto", style="B", fname=BOLD)
    pdf.set_title(title)
    pdf.set_author(OFFICE)
    pdf.set_lang("id-ID")
    return pdf


def drawable(pdf: FPDF, text: str) -> str:
    """A question mark for each letter that the typeface lacks: a gap would not be noticed."""
    from fpdf.fonts import TTFFont

    face = pdf.current_font
    known = face.cmap if isinstance(face, TTFFont) else {}
    return "".join(letter if ord(letter) in known else "?" for letter in text)
