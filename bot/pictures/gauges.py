"""A scale as a bar or as steps: bands, the value above it, the threshold below it."""

from __future__ import annotations

from itertools import pairwise

from bot.pictures.canvas import Box, Canvas
from bot.pictures.drawing import GREY, INK, PAPER
from bot.rules.gauges import Gauge
from bot.rules.wording import number

#: Units from the top of the box: room for the mark of the value, the bar, room for the words below it.
_ABOVE, _BAR, _BELOW = 24, 40, 46
HEIGHT = _ABOVE + _BAR + _BELOW
BAND_FILLS = ("#f4f3f7", "#dcdae4")  #: in turn, worst first; their edges are lines as well
_REACHED = "#b9c6da"  #: the step that was reached
_WORD, _END = 24, 26
_TICK = 7


def draw_gauge(canvas: Canvas, gauge: Gauge, box: Box, *, threshold: str) -> None:
    """The gauge across the box; ``threshold`` is the word under its mark."""
    bar = Box(box.left, box.top + _ABOVE, box.width, _BAR)
    _bands(canvas, gauge, bar)
    if gauge.threshold is not None:
        _threshold(canvas, gauge, bar, words=threshold)
    elif gauge.lowest is not None and gauge.highest is not None:
        _ends(canvas, bar, number(gauge.lowest), number(gauge.highest), taken=None)
    if gauge.value is not None:
        _value(canvas, bar, at=bar.left + gauge.value * bar.width, is_step=gauge.is_steps)


def _bands(canvas: Canvas, gauge: Gauge, bar: Box) -> None:
    for at, stretch in enumerate(gauge.stretches):
        left = bar.left + stretch.start * bar.width
        band = Box(left, bar.top, (stretch.end - stretch.start) * bar.width, bar.height)
        is_reached = gauge.value is not None and stretch.start <= gauge.value < stretch.end
        fill = _REACHED if gauge.is_steps and is_reached else BAND_FILLS[at % 2]
        canvas.panel(band, fill=fill)
        if at:
            canvas.line((left, bar.top), (left, bar.top + bar.height), fill=GREY, width=2)
        free = band if gauge.is_steps else _free(gauge, bar, band)
        if stretch.name and canvas.length(stretch.name, size=_WORD) <= free.width - 10:
            canvas.words(stretch.name, free, sizes=range(_WORD, _WORD - 1, -1), align=0.5)
    right, bottom = bar.left + bar.width, bar.top + bar.height
    corners = (
        (bar.left, bar.top),
        (right, bar.top),
        (right, bottom),
        (bar.left, bottom),
        (bar.left, bar.top),
    )
    canvas.line(*corners, fill=GREY, width=2)


def _free(gauge: Gauge, bar: Box, band: Box) -> Box:
    """The widest part of a band with no mark in it."""
    marks = [bar.left + at * bar.width for at in (gauge.value, gauge.threshold) if at is not None]
    inside = sorted(at for at in marks if band.left < at < band.left + band.width)
    edges = [band.left, *inside, band.left + band.width]
    start, end = max(pairwise(edges), key=lambda part: part[1] - part[0])
    return band._replace(left=start, width=end - start)


def _threshold(canvas: Canvas, gauge: Gauge, bar: Box, *, words: str) -> None:
    """A thick line through the bar, longer below; its word under it, the ends of the scale where they fit."""
    at = bar.left + (gauge.threshold or 0) * bar.width
    at = min(max(at, bar.left + _TICK / 2), bar.left + bar.width - _TICK / 2)
    outer = Box(at - _TICK / 2 - 2, bar.top, _TICK + 4, bar.height)
    canvas.panel(outer, fill=PAPER)
    canvas.panel(Box(at - _TICK / 2, bar.top - 4, _TICK, bar.height + 12), fill=INK)
    said = f"ambang {words}"
    width = canvas.length(said, size=_END, bold=True)
    left = min(max(at - width / 2, bar.left), bar.left + bar.width - width)
    below = Box(left, bar.top + bar.height + 12, width + 2, _BELOW)
    canvas.words(said, below, sizes=range(_END, _END - 6, -1), bold=True, lift=0)
    if gauge.lowest is not None and gauge.highest is not None:
        _ends(canvas, bar, number(gauge.lowest), number(gauge.highest), taken=(left, left + width))


def _ends(canvas: Canvas, bar: Box, lowest: str, highest: str, *, taken: tuple[float, float] | None) -> None:
    start, end = taken or (bar.left + bar.width, bar.left)
    for words, align in ((lowest, 0.0), (highest, 1.0)):
        width = canvas.length(words, size=_END)
        left = bar.left if not align else bar.left + bar.width - width
        if left + width + 12 <= start or left >= end + 12:
            place = Box(left, bar.top + bar.height + 12, width + 2, _BELOW)
            canvas.words(words, place, sizes=range(_END, _END - 6, -1), fill=GREY, lift=0)


def _value(canvas: Canvas, bar: Box, *, at: float, is_step: bool) -> None:
    """A triangle that points at the value from above; on a number line it goes through the bar as well."""
    top, half = bar.top - 20, 15
    canvas.shape((at - half, top), (at + half, top), (at, bar.top + 4), fill=INK)
    if not is_step:
        canvas.line((at, bar.top), (at, bar.top + bar.height), fill=INK, width=3)
