"""The six states of a seat as a word, a sign and a fill: each of the three is enough to tell them apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.pictures.drawing import GREY, INK, PAPER, RED
from bot.rules.sheets import CoverageState

if TYPE_CHECKING:
    from PIL import Image, ImageDraw


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state looks. Only what is reachable is dark: that is seen without any colour."""

    words: str
    fill: str
    edge: str
    ink: str = INK
    is_dashed: bool = False


MARKS: dict[CoverageState, Mark] = {
    CoverageState.REACHABLE: Mark("Terjangkau", "#1c6443", "#1c6443", PAPER),
    CoverageState.BLOCKED: Mark("Bot dihentikan", "#fbe2df", RED),
    CoverageState.DEACTIVATED: Mark("Akun dihapus", "#fbe2df", RED),
    CoverageState.NEVER_STARTED: Mark("Belum mulai", "#fff1c7", "#7a5f00"),
    CoverageState.NO_TELEGRAM: Mark("Tanpa Telegram", "#e2ebf7", "#2b5788"),
    CoverageState.EMPTY: Mark("Kosong", PAPER, GREY, is_dashed=True),
}

_FINE = 4  #: drawn so many times larger and made smaller: round edges without steps


@cache
def sign(state: CoverageState, size: int) -> Image.Image:
    """A mask, ``size`` pixels square, to be filled with ink."""
    from PIL import Image, ImageDraw  # here: no bot needs it to start, and few pictures are drawn

    large = Image.new("L", (size * _FINE, size * _FINE))
    _SIGNS[state](ImageDraw.Draw(large), size * _FINE / 24)
    return large.resize((size, size), Image.Resampling.LANCZOS)


# Signs are drawn on a square of 24 units; ``unit`` is the length of one.


def _tick_in_disc(draw: ImageDraw.ImageDraw, unit: float) -> None:
    _circle(draw, unit, fill=255)
    _stroke(draw, unit, [(6.5, 12.5), (10.5, 16.5), (17.5, 8)], fill=0)


def _barred(draw: ImageDraw.ImageDraw, unit: float) -> None:
    _circle(draw, unit)
    _stroke(draw, unit, [(5, 5), (19, 19)])


def _cross(draw: ImageDraw.ImageDraw, unit: float) -> None:
    _stroke(draw, unit, [(4, 4), (20, 20)])
    _stroke(draw, unit, [(4, 20), (20, 4)])


def _three_dots(draw: ImageDraw.ImageDraw, unit: float) -> None:
    for x in (4, 12, 20):
        draw.ellipse(((x - 2.5) * unit, 9.5 * unit, (x + 2.5) * unit, 14.5 * unit), fill=255)


def _telephone(draw: ImageDraw.ImageDraw, unit: float) -> None:
    draw.rounded_rectangle(
        (6 * unit, unit, 18 * unit, 23 * unit), 3 * unit, outline=255, width=round(2.5 * unit)
    )
    draw.line((9 * unit, 18.5 * unit, 15 * unit, 18.5 * unit), fill=255, width=round(2 * unit))


def _ring(draw: ImageDraw.ImageDraw, unit: float) -> None:
    for start in range(0, 360, 60):
        box = (2 * unit, 2 * unit, 22 * unit, 22 * unit)
        draw.arc(box, start, start + 36, fill=255, width=round(2.5 * unit))


def _circle(draw: ImageDraw.ImageDraw, unit: float, fill: int | None = None) -> None:
    draw.ellipse((unit, unit, 23 * unit, 23 * unit), fill=fill, outline=255, width=round(2.8 * unit))


def _stroke(
    draw: ImageDraw.ImageDraw, unit: float, points: list[tuple[float, float]], *, fill: int = 255
) -> None:
    draw.line([(x * unit, y * unit) for x, y in points], fill=fill, width=round(3 * unit), joint="curve")


_SIGNS: dict[CoverageState, Callable[[ImageDraw.ImageDraw, float], None]] = {
    CoverageState.REACHABLE: _tick_in_disc,
    CoverageState.BLOCKED: _barred,
    CoverageState.DEACTIVATED: _cross,
    CoverageState.NEVER_STARTED: _three_dots,
    CoverageState.NO_TELEGRAM: _telephone,
    CoverageState.EMPTY: _ring,
}
