"""The six states of a seat as a word, a sign and a fill: each of the three is enough to tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.pictures.drawing import GREY, INK, PAPER, RED
from bot.pictures.signs import Sign, circle, mask, ring, stroke, tick_in_disc
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


@cache
def sign(state: CoverageState, size: int) -> Image.Image:
    """A mask, ``size`` pixels square, to be filled with ink."""
    return mask(_SIGNS[state], size)


def _barred(draw: ImageDraw.ImageDraw, unit: float) -> None:
    circle(draw, unit)
    stroke(draw, unit, [(5, 5), (19, 19)])


def _cross(draw: ImageDraw.ImageDraw, unit: float) -> None:
    stroke(draw, unit, [(4, 4), (20, 20)])
    stroke(draw, unit, [(4, 20), (20, 4)])


def _three_dots(draw: ImageDraw.ImageDraw, unit: float) -> None:
    for x in (4, 12, 20):
        draw.ellipse(((x - 2.5) * unit, 9.5 * unit, (x + 2.5) * unit, 14.5 * unit), fill=255)


def _telephone(draw: ImageDraw.ImageDraw, unit: float) -> None:
    draw.rounded_rectangle(
        (6 * unit, unit, 18 * unit, 23 * unit), 3 * unit, outline=255, width=round(2.5 * unit)
    )
    draw.line((9 * unit, 18.5 * unit, 15 * unit, 18.5 * unit), fill=255, width=round(2 * unit))


_SIGNS: dict[CoverageState, Sign] = {
    CoverageState.REACHABLE: tick_in_disc,
    CoverageState.BLOCKED: _barred,
    CoverageState.DEACTIVATED: _cross,
    CoverageState.NEVER_STARTED: _three_dots,
    CoverageState.NO_TELEGRAM: _telephone,
    CoverageState.EMPTY: ring,
}
