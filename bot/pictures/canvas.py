"""A picture drawn in its own units and made smaller as a whole where it would be too large to send."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.pictures.drawing import INK, LEADING, PAPER, fitted, font, length
from bot.pictures.signs import disc, mask

if TYPE_CHECKING:
    from PIL import Image

#: Telegram takes no photo whose sides together are longer, and nobody's telephone likes a larger area.
MOST_SIDES = 10_000
MOST_AREA = 20_000_000


class Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float

    def inner(self, across: float, down: float) -> Box:
        """The box without a margin."""
        return Box(self.left + across, self.top + down, self.width - 2 * across, self.height - 2 * down)


class Canvas:
    """Coordinates are units of the plan; ``scale`` pixels are one unit, and never more than one."""

    def __init__(self, width: float, height: float) -> None:
        from PIL import Image, ImageDraw  # here: no bot needs it to start, and few pictures are drawn

        most = min((MOST_AREA * 0.995 / (width * height)) ** 0.5, MOST_SIDES * 0.999 / (width + height))
        self.scale: float = min(1.0, most)
        self.image = Image.new("RGB", (self._pixels(width), self._pixels(height)), PAPER)
        self._draw = ImageDraw.Draw(self.image)
        self.cut: list[str] = []  #: texts for which there was too little room

    def words(
        self,
        text: str,
        box: Box,
        *,
        sizes: range,
        bold: bool = False,
        fill: str = INK,
        align: float = 0,
        lift: float = 0.5,
    ) -> None:
        """The text within its box, as large as it fits; ``align`` and ``lift`` are 0 for left and top, 1 for
        right and bottom.
        """
        scaled = range(self._pixels(sizes.start), max(self._pixels(sizes.stop), 5), -1)
        width, height = box.width * self.scale, box.height * self.scale
        size, lines = fitted(text, width=width, height=height, sizes=scaled, bold=bold)
        if lines and lines[-1].endswith("…"):
            self.cut.append(text)
        letters = font(size, bold=bold)
        top = box.top * self.scale + (height - len(lines) * size * LEADING) * lift
        for at, line in enumerate(lines):
            left = box.left * self.scale + (width - letters.getlength(line)) * align
            baseline = top + (at * LEADING + 0.98) * size
            self._draw.text((left, baseline), line, font=letters, fill=fill, anchor="ls")

    def panel(self, box: Box, *, fill: str, edge: str = "", is_dashed: bool = False) -> None:
        """A filled box, with a line around it where an ``edge`` is named."""
        corners = self._corners(box)
        line = max(1, self._pixels(2.5))
        solid = edge if not is_dashed else ""
        radius = self._pixels(6) if edge else 0
        self._draw.rounded_rectangle(corners, radius, fill=fill, outline=solid or None, width=line)
        if is_dashed:
            self._dashes(corners, edge, line)

    def stamp(self, mask: Image.Image, *, left: float, top: float, fill: str) -> None:
        """Ink through a mask, whose size is in pixels."""
        self._draw.bitmap((self._pixels(left), self._pixels(top)), mask, fill=fill)

    def shape(self, *points: tuple[float, float], fill: str, edge: str = "") -> None:
        """A filled polygon."""
        corners = [(self._pixels(x), self._pixels(y)) for x, y in points]
        self._draw.polygon(corners, fill=fill, outline=edge or None, width=self.size_of(2.5))

    def line(self, *points: tuple[float, float], fill: str, width: float, dash: float = 0) -> None:
        """A line through points; with a ``dash`` in pieces of that length (straight ones only)."""
        for start, end in pairwise(points):
            for one, other in _pieces(start, end, dash):
                ends = tuple(self._pixels(along) for along in (*one, *other))
                self._draw.line(ends, fill=fill, width=self.size_of(width))

    def dot(self, x: float, y: float, *, radius: float, fill: str, edge: str, width: float) -> None:
        """A circle around a point, its edge ``width`` wide."""
        for size, colour in ((radius, edge), (radius - width, fill)):
            pixels = self.size_of(2 * size)
            self._draw.bitmap(
                (round(x * self.scale - pixels / 2), round(y * self.scale - pixels / 2)),
                mask(disc, pixels),
                fill=colour,
            )

    def length(self, text: str, *, size: int, bold: bool = False) -> float:
        """Units that a text takes on one line."""
        return length(text, self.size_of(size), bold=bold) / self.scale

    def size_of(self, units: float) -> int:
        return max(1, self._pixels(units))

    def png(self) -> bytes:
        content = io.BytesIO()
        self.image.save(content, "PNG")  # optimize: 2 % smaller for four times the time
        return content.getvalue()

    def _dashes(self, corners: tuple[int, int, int, int], fill: str, width: int) -> None:
        left, top, right, bottom = corners
        dash = self.size_of(9)
        for x in range(left, right, 2 * dash):
            for y in (top, bottom):
                self._draw.line((x, y, min(x + dash, right), y), fill=fill, width=width)
        for y in range(top, bottom, 2 * dash):
            for x in (left, right):
                self._draw.line((x, y, x, min(y + dash, bottom)), fill=fill, width=width)

    def _corners(self, box: Box) -> tuple[int, int, int, int]:
        left, top = self._pixels(box.left), self._pixels(box.top)
        return left, top, self._pixels(box.left + box.width), self._pixels(box.top + box.height)

    def _pixels(self, units: float) -> int:
        return round(units * self.scale)


def _pieces(
    start: tuple[float, float], end: tuple[float, float], dash: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The line itself, or every second piece of it."""
    (left, top), (right, bottom) = start, end
    whole = ((right - left) ** 2 + (bottom - top) ** 2) ** 0.5
    if not dash or not whole:
        yield start, end
        return
    across, down = (right - left) / whole, (bottom - top) / whole
    at = 0.0
    while at < whole:
        to = min(at + dash, whole)
        yield (left + across * at, top + down * at), (left + across * to, top + down * to)
        at += 2 * dash
