"""Signs as masks to be filled with ink, and the strokes they are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

#: Signs are drawn on a square of 24 units; a sign is told the length of one.
Sign = Callable[["ImageDraw.ImageDraw", float], None]

_FINE = 4  #: drawn so many times larger and made smaller: round edges without steps


def mask(sign: Sign, size: int) -> Image.Image:
    """``size`` pixels square."""
    from PIL import Image, ImageDraw  # here: no bot needs it to start, and few pictures are drawn

    large = Image.new("L", (size * _FINE, size * _FINE))
    sign(ImageDraw.Draw(large), size * _FINE / 24)
    return large.resize((size, size), Image.Resampling.LANCZOS)


def circle(draw: ImageDraw.ImageDraw, unit: float, fill: int | None = None) -> None:
    draw.ellipse((unit, unit, 23 * unit, 23 * unit), fill=fill, outline=255, width=round(2.8 * unit))


def disc(draw: ImageDraw.ImageDraw, unit: float) -> None:
    draw.ellipse((0, 0, 24 * unit, 24 * unit), fill=255)


def ring(draw: ImageDraw.ImageDraw, unit: float) -> None:
    """A circle of dashes."""
    for start in range(0, 360, 60):
        box = (2 * unit, 2 * unit, 22 * unit, 22 * unit)
        draw.arc(box, start, start + 36, fill=255, width=round(2.5 * unit))


def stroke(
    draw: ImageDraw.ImageDraw,
    unit: float,
    points: list[tuple[float, float]],
    *,
    fill: int = 255,
    width: float = 3,
) -> None:
    scaled = [(x * unit, y * unit) for x, y in points]
    draw.line(scaled, fill=fill, width=round(width * unit), joint="curve")


def solid(
    draw: ImageDraw.ImageDraw, unit: float, points: list[tuple[float, float]], *, fill: int = 255
) -> None:
    draw.polygon([(x * unit, y * unit) for x, y in points], fill=fill)


def dots(draw: ImageDraw.ImageDraw, unit: float, at: list[tuple[float, float]], *, fill: int = 255) -> None:
    for x, y in at:
        draw.ellipse(((x - 2.2) * unit, (y - 2.2) * unit, (x + 2.2) * unit, (y + 2.2) * unit), fill=fill)


def tick_in_disc(draw: ImageDraw.ImageDraw, unit: float) -> None:
    circle(draw, unit, fill=255)
    stroke(draw, unit, [(6.5, 12.5), (10.5, 16.5), (17.5, 8)], fill=0)
