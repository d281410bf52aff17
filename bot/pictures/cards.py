"""The card with the QR code of an invitation, to be printed with the official letter."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bot.pictures.drawing import GREY, INK, LEADING, NO_FEE, OFFICE, PAPER, RED, fitted, font, qr_png

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

_WIDTH, _HEIGHT = 1200, 640
_QR_SIZE = 440
_LEFT = 60
_TEXT_WIDTH = 590


def invitation_card(*, region: str, title: str, code: str, link: str, until: str, bot_username: str) -> bytes:
    """A PNG, 1200 × 640: whom it is for, the code in fours, and the link as QR code."""
    from PIL import Image, ImageDraw  # here and below: no bot needs it to start, and few cards are drawn

    image = Image.new("RGB", (_WIDTH, _HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, _WIDTH, 14), fill=RED)
    draw.text((_LEFT, 48), OFFICE, font=font(22), fill=GREY)
    draw.text((_LEFT, 84), "Percontohan Kabupaten/Kota Antikorupsi", font=font(28), fill=INK)
    _paragraph(draw, f"{title} {region}", top=150, height=190, sizes=range(44, 23, -2), fill=INK)
    draw.text((_LEFT, 348), "Kode pendaftaran", font=font(24), fill=GREY)
    _paragraph(draw, code, top=378, height=62, sizes=range(48, 29, -2), fill=RED)
    draw.text((_LEFT, 450), f"Berlaku satu kali, sampai {until}", font=font(24), fill=GREY)
    draw.text((_LEFT, _HEIGHT - 100), f"Telegram: @{bot_username}", font=font(28), fill=INK)
    draw.text((_LEFT, _HEIGHT - 58), NO_FEE, font=font(22), fill=GREY)
    image.paste(_qr(link), (_WIDTH - _QR_SIZE - 60, 110))
    draw.text((_WIDTH - _QR_SIZE - 20, 560), "Pindai dengan kamera telepon", font=font(24), fill=GREY)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _paragraph(
    draw: ImageDraw.ImageDraw, text: str, *, top: int, height: int, sizes: range, fill: str
) -> None:
    size, lines = fitted(text, width=_TEXT_WIDTH, height=height, sizes=sizes, bold=True)
    for at, line in enumerate(lines):
        draw.text((_LEFT, top + at * size * LEADING), line, font=font(size, bold=True), fill=fill)


def _qr(link: str) -> Image.Image:
    from PIL import Image

    picture = Image.open(io.BytesIO(qr_png(link, scale=12))).convert("RGB")
    return picture.resize((_QR_SIZE, _QR_SIZE), Image.Resampling.NEAREST)
