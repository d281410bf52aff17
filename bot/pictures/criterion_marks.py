"""The states of a criterion as a word, a sign and a fill: each of the three is enough to tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.pictures.drawing import GREY, INK, PAPER
from bot.pictures.signs import Sign, circle, dots, mask, ring, solid, stroke, tick_in_disc
from bot.rules.criterion_states import CriterionState

if TYPE_CHECKING:
    from PIL import Image, ImageDraw


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state looks. Only what is below its threshold is dark: that is seen without any colour."""

    fill: str
    edge: str
    ink: str = INK
    is_dashed: bool = False


MARKS: dict[CriterionState, Mark] = {
    CriterionState.DI_BAWAH: Mark("#8c1c13", "#8c1c13", PAPER),
    CriterionState.WASPADA: Mark("#ffe9a8", "#7a5f00"),
    CriterionState.AMAN: Mark("#e3f3e9", "#1c6443", "#0f4a2f"),
    CriterionState.UNDECIDED: Mark("#ecebf1", GREY),
    CriterionState.NOT_SET: Mark(PAPER, GREY, is_dashed=True),
    CriterionState.NOT_RECORDED: Mark(PAPER, GREY, is_dashed=True),
    CriterionState.NOT_PUBLISHED: Mark("#e2ebf7", "#2b5788"),
    CriterionState.MANAGED: Mark("#ecebf1", "#ecebf1"),
}


@cache
def sign(state: CriterionState, size: int) -> Image.Image:
    """A mask, ``size`` pixels square, to be filled with ink."""
    return mask(_SIGNS[state], size)


def _arrow_down(draw: ImageDraw.ImageDraw, unit: float) -> None:
    solid(draw, unit, [(8.5, 1), (15.5, 1), (15.5, 11), (22, 11), (12, 23), (2, 11), (8.5, 11)])


def _triangle(draw: ImageDraw.ImageDraw, unit: float) -> None:
    solid(draw, unit, [(12, 1), (23.5, 22.5), (0.5, 22.5)])
    stroke(draw, unit, [(12, 8), (12, 15.5)], fill=0)
    dots(draw, unit, [(12, 19)], fill=0)


def _question(draw: ImageDraw.ImageDraw, unit: float) -> None:
    draw.arc((6 * unit, 2 * unit, 18 * unit, 13 * unit), 190, 90, fill=255, width=round(3 * unit))
    stroke(draw, unit, [(12, 11.5), (12, 16.5)])
    dots(draw, unit, [(12, 21)])


def _empty_box(draw: ImageDraw.ImageDraw, unit: float) -> None:
    draw.rectangle((2 * unit, 2 * unit, 22 * unit, 22 * unit), outline=255, width=round(2.5 * unit))
    stroke(draw, unit, [(7, 12), (17, 12)])


def _clock(draw: ImageDraw.ImageDraw, unit: float) -> None:
    circle(draw, unit)
    stroke(draw, unit, [(12, 5.5), (12, 12.5), (16.5, 15)], width=2.5)


def _three_dots(draw: ImageDraw.ImageDraw, unit: float) -> None:
    dots(draw, unit, [(4, 12), (12, 12), (20, 12)])


_SIGNS: dict[CriterionState, Sign] = {
    CriterionState.DI_BAWAH: _arrow_down,
    CriterionState.WASPADA: _triangle,
    CriterionState.AMAN: tick_in_disc,
    CriterionState.UNDECIDED: _question,
    CriterionState.NOT_SET: _empty_box,
    CriterionState.NOT_RECORDED: ring,
    CriterionState.NOT_PUBLISHED: _clock,
    CriterionState.MANAGED: _three_dots,
}
