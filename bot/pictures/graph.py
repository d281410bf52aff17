"""One criterion of one region over the years, to be read on a telephone, in grey and on a dark ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.canvas import Box, Canvas
from bot.pictures.drawing import GREY, INK, OFFICE, PAPER
from bot.pictures.gauges import BAND_FILLS
from bot.pictures.status_card import EDGE, WIDTH
from bot.rules.graph_cards import GraphCard
from bot.rules.graphs import Axis, Point, Span

# Lengths in units of the canvas, which are pixels here.
_MARGIN, _HEAD, _PLOT, _YEARS, _FOOT = 48, 250, 640, 104, 150
HEIGHT = _HEAD + _PLOT + _YEARS + _FOOT
_AXIS, _GUTTER = 92, 150  #: for the numbers on the left, the threshold on the right
_DOT = 13
_NAME = 24


def graph_png(card: GraphCard) -> bytes:
    return drawn(card).png()


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where years and shares of the axis are on the canvas."""

    box: Box
    first: int
    column: float

    def left(self, year: int) -> float:
        return self.box.left + (year - self.first) * self.column

    def middle(self, year: int) -> float:
        return self.left(year) + self.column / 2

    def height(self, share: float) -> float:
        return self.box.top + self.box.height * (1 - share)


def drawn(card: GraphCard) -> Canvas:
    """The card before it is a file."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.panel(Box(4, 4, WIDTH - 8, HEIGHT - 8), fill=PAPER, edge=EDGE)
    left = _MARGIN + _axis_width(canvas, card.graph.axis)
    box = Box(left, _HEAD, WIDTH - _MARGIN - _GUTTER - left, _PLOT)
    plot = _Plot(box, card.graph.years[0], box.width / len(card.graph.years))
    _head(canvas, card)
    for at, span in enumerate(card.graph.spans):
        _bands(canvas, plot, span, card.graph.points, is_named=not card.graph.axis.names)
        _span_words(canvas, plot, span, card.instruments[at], is_first=not at)
    if any(point.at is not None for point in card.graph.points):
        _numbers(canvas, plot, card.graph.axis)
    _thresholds(canvas, plot, card)
    _values(canvas, plot, card)
    _foot(canvas, card)
    return canvas


def _axis_width(canvas: Canvas, axis: Axis) -> float:
    names = [canvas.length(name, size=26, bold=True) for name in axis.names]
    return max([*names, _AXIS - 20]) + 20


def _head(canvas: Canvas, card: GraphCard) -> None:
    inner = WIDTH - 2 * _MARGIN
    canvas.words(card.title, Box(_MARGIN, 30, inner, 88), sizes=range(40, 25, -1), bold=True)
    canvas.words(card.region, Box(_MARGIN, 120, inner, 48), sizes=range(36, 23, -1))
    canvas.words(f"Data per {card.as_of}", Box(_MARGIN, 168, inner, 40), sizes=range(30, 21, -1), fill=GREY)


def _is_taken(canvas: Canvas, plot: _Plot, points: Sequence[Point], name: str, place: Box) -> bool:
    """Whether a value is written where the name would begin."""
    right = place.left + canvas.length(name, size=_NAME)
    for point in points:
        x, y = plot.middle(point.reading.year), plot.height(point.at or 0)
        if x - 60 < right and x > place.left and y - 64 < place.top + place.height and y + _DOT > place.top:
            return True
    return False


def _bands(canvas: Canvas, plot: _Plot, span: Span, points: Sequence[Point], *, is_named: bool) -> None:
    left, right = plot.left(span.first), plot.left(span.last + 1)
    for at, band in enumerate(span.bands):
        top, bottom = plot.height(band.end), plot.height(band.start)
        canvas.panel(Box(left, top, right - left, bottom - top), fill=BAND_FILLS[at % 2])
        if at:
            canvas.line((left, bottom), (right, bottom), fill=GREY, width=2)
        if is_named and bottom - top >= 34 and canvas.length(band.name, size=_NAME) <= right - left - 20:
            place = Box(left + 10, top + 2, right - left - 20, 34)
            side = 1 if _is_taken(canvas, plot, points, band.name, place) else 0
            canvas.words(band.name, place, sizes=range(_NAME, _NAME - 1, -1), fill=GREY, align=side)
    top, bottom = plot.box.top, plot.box.top + plot.box.height
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    canvas.line(*corners, fill=GREY, width=2)


def _span_words(canvas: Canvas, plot: _Plot, span: Span, name: str, *, is_first: bool) -> None:
    """The years, under them the instrument; a thick line where it or its bands become others."""
    left, bottom = plot.left(span.first), plot.box.top + plot.box.height
    if not is_first:
        canvas.line((left, plot.box.top - 10), (left, bottom + _YEARS - 24), fill=INK, width=4)
    for year in range(span.first, span.last + 1):
        place = Box(plot.left(year), bottom + 8, plot.column, 40)
        canvas.words(str(year), place, sizes=range(30, 19, -1), bold=True, align=0.5)
    width = plot.left(span.last + 1) - left
    canvas.words(name, Box(left + 6, bottom + 48, width - 12, 52), sizes=range(24, 13, -1), align=0.5, lift=0)


def _numbers(canvas: Canvas, plot: _Plot, axis: Axis) -> None:
    """What the heights mean: tens or whole numbers, or the names of the steps."""
    if axis.names:
        marks = [((at + 0.5) / len(axis.names), name) for at, name in enumerate(axis.names)]
    else:
        step = 10 if axis.highest > 10 else 1
        values = range(int(axis.lowest), int(axis.highest) + 1, step)
        marks = [(axis.at(axis.lowest + value - int(axis.lowest)), str(value)) for value in values]
    for share, words in marks:
        place = Box(_MARGIN, plot.height(share) - 18, plot.box.left - _MARGIN - 14, 36)
        canvas.words(words, place, sizes=range(26, 17, -1), align=1, bold=bool(axis.names))


def _thresholds(canvas: Canvas, plot: _Plot, card: GraphCard) -> None:
    """A dashed line over the years it is in force for; its word at the right, or on it where it changes."""
    last = card.graph.spans[-1] if card.graph.spans else None
    for span, words in zip(card.graph.spans, card.thresholds, strict=True):
        if span.threshold is None:
            continue
        y = plot.height(span.threshold)
        ends = ((plot.left(span.first), y), (plot.left(span.last + 1), y))
        canvas.line(*ends, fill=PAPER, width=10)
        canvas.line(*ends, fill=INK, width=6, dash=18)
        if span is last:
            place = Box(plot.left(span.last + 1) + 8, y - 75, _GUTTER + _MARGIN - 16, 150)
            canvas.words(f"ambang {words}", place, sizes=_whole(canvas, words, place), bold=True)
        elif last is None or (span.threshold, words) != (last.threshold, card.thresholds[-1]):
            place = Box(
                plot.left(span.first) + 8, y + 8, plot.left(span.last + 1) - plot.left(span.first), 34
            )
            canvas.words(f"ambang {words}", place, sizes=range(22, 13, -1), bold=True, align=1)


def _whole(canvas: Canvas, words: str, box: Box) -> range:
    """The sizes at which no word is broken."""
    longest = max(words.split(), key=len, default="")
    fits = (size for size in range(26, 15, -1) if canvas.length(longest, size=size, bold=True) <= box.width)
    return range(next(fits, 16), 13, -1)


def _values(canvas: Canvas, plot: _Plot, card: GraphCard) -> None:
    for one, other in card.graph.joined:
        line = tuple((plot.middle(p.reading.year), plot.height(p.at or 0)) for p in (one, other))
        canvas.line(*line, fill=INK, width=5)
    for point, words in zip(card.graph.points, card.values, strict=True):
        _value(canvas, plot, point, words, is_step=bool(card.graph.axis.names))
    for year in card.graph.missing:
        place = Box(plot.left(year) + 2, plot.box.top + plot.box.height - 74, plot.column - 4, 66)
        canvas.words("belum tercatat", place, sizes=range(22, 12, -1), fill=GREY, align=0.5)


def _value(canvas: Canvas, plot: _Plot, point: Point, words: str, *, is_step: bool) -> None:
    """A dot, hollow while the value is provisional, and what it says; without a place only the words."""
    x = plot.middle(point.reading.year)
    if point.at is None:
        place = Box(x - plot.column / 2 + 3, plot.box.top + plot.box.height - 150, plot.column - 6, 140)
        canvas.words(words, place, sizes=range(24, 11, -1), bold=True, align=0.5)
        return
    y = plot.height(point.at)
    canvas.dot(x, y, radius=_DOT, fill=INK if point.reading.is_final else PAPER, edge=INK, width=5)
    width = min(canvas.length(words, size=30, bold=True) + 16, plot.column)
    top = y - _DOT - 48 if y - 64 > plot.box.top else y + _DOT + 6
    label = Box(x - width / 2, top, width, 42)
    canvas.panel(label, fill=PAPER)
    canvas.words(words, label.inner(3, 0), sizes=range(30, 13, -1), bold=True, align=0.5)
    if not point.reading.is_final:
        below = Box(x - plot.column / 2 + 2, y + _DOT + 4, plot.column - 4, 30)
        canvas.words("sementara", below, sizes=range(22, 12, -1), align=0.5)


def _foot(canvas: Canvas, card: GraphCard) -> None:
    inner, top = WIDTH - 2 * _MARGIN, HEIGHT - _FOOT
    star = "* Ambang belum dikonfirmasi. " if card.has_unconfirmed else ""
    is_drawn = any(span.threshold is not None for span in card.graph.spans)
    rule = "Garis putus-putus: ambang. " if is_drawn else ""
    rule = rule if any(card.thresholds) else "Ambang belum ditetapkan. "
    hollow = any(not point.reading.is_final for point in card.graph.points)
    legend = f"{star}{rule}{'Lingkaran kosong: sementara.' if hollow else ''}"
    canvas.words(legend, Box(_MARGIN, top + 8, inner, 76), sizes=range(28, 19, -1), lift=0)
    canvas.words(OFFICE, Box(_MARGIN, top + 92, inner, 36), sizes=range(26, 19, -1), fill=GREY)
