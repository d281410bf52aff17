"""The card with the QR code of an invitation, to be printed with the official letter."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

_WIDTH, _HEIGHT = 1200, 640
_INK, _PAPER, _RED, _GREY = "#1b1b1f", "#ffffff", "#8c1c13", "#55565c"
_QR_SIZE = 440
_LEFT = 60
_TEXT_WIDTH = 560


def invitation_card(*, region: str, title: str, code: str, link: str, until: str, bot_username: str) -> bytes:
    """A PNG, 1200 × 640: whom it is for, the code in fours, and the link as QR code."""
    from PIL import Image, ImageDraw  # here and below: no bot needs it to start, and few cards are drawn

    image = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, _WIDTH, 14), fill=_RED)
    draw.text((_LEFT, 52), "Direktorat Pembinaan Peran Serta Masyarakat, KPK", font=_font(24), fill=_GREY)
    draw.text((_LEFT, 92), "Percontohan Kabupaten/Kota Antikorupsi", font=_font(30), fill=_INK)
    bottom = _paragraph(draw, f"{title} {region}", top=170, size=44)
    draw.text((_LEFT, bottom + 34), "Kode pendaftaran", font=_font(24), fill=_GREY)
    draw.text((_LEFT, bottom + 66), code, font=_font(44), fill=_RED)
    draw.text((_LEFT, bottom + 134), f"Berlaku satu kali, sampai {until}", font=_font(24), fill=_GREY)
    draw.text((_LEFT, _HEIGHT - 92), f"Telegram: @{bot_username}", font=_font(28), fill=_INK)
    draw.text(
        (_LEFT, _HEIGHT - 52),
        "Tanpa biaya. Kami tidak pernah meminta OTP atau kata sandi.",
        font=_font(22),
        fill=_GREY,
    )
    image.paste(_qr(link), (_WIDTH - _QR_SIZE - 60, 110))
    draw.text((_WIDTH - _QR_SIZE - 60, 570), "Pindai dengan kamera telepon", font=_font(24), fill=_GREY)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _paragraph(draw: ImageDraw.ImageDraw, text: str, *, top: int, size: int) -> int:
    """Draw a text broken into lines; returns where it ends."""
    line = ""
    for word in [*text.split(), ""]:
        longer = f"{line} {word}".strip()
        if word and draw.textlength(longer, font=_font(size)) <= _TEXT_WIDTH:
            line = longer
            continue
        draw.text((_LEFT, top), line, font=_font(size), fill=_INK)
        top += round(size * 1.25)
        line = word
    return top


def _qr(link: str) -> Image.Image:
    import segno
    from PIL import Image

    content = io.BytesIO()
    segno.make(link, error="m").save(content, kind="png", scale=12, border=2)
    content.seek(0)
    return Image.open(content).convert("RGB").resize((_QR_SIZE, _QR_SIZE), Image.Resampling.NEAREST)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow brings a typeface of its own: the same card on every machine."""
    from PIL import ImageFont

    return ImageFont.load_default(size)
