"""What pictures have in common: the typeface, texts that must fit, the QR code of a link."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

#: Noto Sans: Latin with every accent, Greek, Cyrillic. It comes with us: the same picture on every machine.
TYPEFACE = Path(__file__).parent / "typeface"
REGULAR = TYPEFACE / "NotoSans-Regular.ttf"
BOLD = TYPEFACE / "NotoSans-Bold.ttf"

INK, PAPER, RED, GREY = "#1b1b1f", "#ffffff", "#8c1c13", "#55565c"

#: From line to line, in sizes of the type.
LEADING = 1.25

OFFICE = "Direktorat Pembinaan Peran Serta Masyarakat, KPK"
#: Stands on everything that is printed with a code.
NO_FEE = "Tanpa biaya. Kami tidak pernah meminta OTP atau kata sandi."


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """``size`` is in pixels."""
    from PIL import ImageFont  # here and below: no bot needs it to start, and few pictures are drawn

    return ImageFont.truetype(BOLD if bold else REGULAR, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)  # the same words stand on every card and in every cell
def length(text: str, size: int, *, bold: bool = False) -> float:
    """In pixels."""
    return font(size, bold=bold).getlength(text)


def wrapped(text: str, *, width: float, size: int, bold: bool = False) -> list[str]:
    """The text in lines of at most ``width`` pixels; a word that is longer is broken."""
    blank = length(" ", size, bold=bold)
    lines: list[str] = []
    end = width + 1  # of the line that is being filled; this full one makes the first word begin a new one
    for word in _pieces(text, width=width, size=size, bold=bold):
        longer = end + blank + length(word, size, bold=bold)
        if longer <= width:
            lines[-1] = f"{lines[-1]} {word}"
            end = longer
        else:
            lines.append(word)
            end = length(word, size, bold=bold)
    return lines


def _pieces(text: str, *, width: float, size: int, bold: bool) -> Iterator[str]:
    """The words, those longer than a line in parts."""
    for word in text.split():
        start = 0
        letters = font(size, bold=bold)
        for end in range(1, len(word) if length(word, size, bold=bold) > width else 1):
            if letters.getlength(word[start : end + 1]) > width:
                yield word[start:end]
                start = end
        yield word[start:]


def fitted(
    text: str, *, width: float, height: float, sizes: range, bold: bool = False
) -> tuple[int, list[str]]:
    """The largest of the ``sizes`` at which the text fits into the box, and its lines.

    At the smallest size a text that is still too long is cut and ends with "…".
    """
    for size in sizes:
        lines = wrapped(text, width=width, size=size, bold=bold)
        most = max(1, int(height / (size * LEADING)))
        if len(lines) <= most:
            return size, lines
    rest = _cut(" ".join(lines[most - 1 :]), width, font(size, bold=bold))
    return size, [*lines[: most - 1], rest]


def _cut(text: str, width: float, letters: ImageFont.FreeTypeFont) -> str:
    while text and letters.getlength(f"{text}…") > width:
        text = text[:-1].rstrip()
    return f"{text}…"


def qr_png(link: str, *, scale: int, border: int = 2) -> bytes:
    """The link as a QR code, black on white, ``scale`` pixels a module.

    Any mask is read alike where most of the link is random, and weighing all eight takes four times as long.
    """
    import segno
    from PIL import Image

    rows = [
        bytes(0 if dark else 255 for dark in row)
        for row in segno.make(link, error="m", mask=0).matrix_iter(border=border)
    ]
    small = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    content = io.BytesIO()
    large = small.resize((small.width * scale, small.height * scale), Image.Resampling.NEAREST)
    large.convert("1").save(content, "PNG")
    return content.getvalue()
