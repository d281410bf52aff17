"""The eight criteria of one region on one card, to be read on a telephone, in grey and on a dark ground."""

from __future__ import annotations

from bot.pictures import gauges
from bot.pictures.canvas import Box, Canvas
from bot.pictures.criterion_marks import MARKS, sign
from bot.pictures.drawing import GREY, INK, OFFICE
from bot.rules.criterion_states import STATE_WORDS, CriterionState
from bot.rules.status_cards import CardLine, StatusCard

# Lengths in units of the canvas, which are pixels here.
WIDTH = 1080
_MARGIN, _INNER = 48, WIDTH - 2 * 48
_HEAD, _FOOT = 304, 158
_TITLE, _VALUE, _RULE = 58, 62, 42  #: the two lines of text of a criterion, the second without a value
_NOTE = 42  #: a line of what is to be known besides
_GAP = 34
_CHIP_WIDTH, _CHIP, _SIGN = 420, 56, 36
EDGE = "#6d6c76"  #: around the picture: its end is seen on any ground


def status_card_png(card: StatusCard) -> bytes:
    return drawn(card).png()


def drawn(card: StatusCard) -> Canvas:
    """The card before it is a file."""
    height = _HEAD + sum(_height(line) for line in card.lines) + _FOOT
    canvas = Canvas(WIDTH, height)
    canvas.panel(Box(4, 4, WIDTH - 8, height - 8), fill="#ffffff", edge=EDGE)
    _head(canvas, card)
    top: float = _HEAD
    for line in card.lines:
        canvas.line((_MARGIN, top), (WIDTH - _MARGIN, top), fill="#c9c8d0", width=2)
        _line(canvas, line, top + _GAP / 2)
        top += _height(line)
    canvas.line((_MARGIN, top), (WIDTH - _MARGIN, top), fill="#c9c8d0", width=2)
    _foot(canvas, card, top)
    return canvas


def _height(line: CardLine) -> float:
    gauge = gauges.HEIGHT if line.gauge else 0
    return _GAP + _TITLE + _second(line) + gauge + (_NOTE if line.note else 0)


def _second(line: CardLine) -> float:
    return _VALUE if line.value else _RULE if line.rule else 0


def _head(canvas: Canvas, card: StatusCard) -> None:
    canvas.words("Capaian delapan kriteria", Box(_MARGIN, 34, _INNER, 50), sizes=range(34, 23, -1), fill=GREY)
    canvas.words(card.region, Box(_MARGIN, 80, _INNER, 74), sizes=range(54, 27, -1), bold=True)
    under = f"{card.standing}, data per {card.as_of}"
    canvas.words(under, Box(_MARGIN, 154, _INNER, 46), sizes=range(32, 21, -1))
    canvas.words(card.counts, Box(_MARGIN, 204, _INNER, 88), sizes=range(32, 21, -1), bold=True)


def _line(canvas: Canvas, line: CardLine, top: float) -> None:
    title = Box(_MARGIN, top, _INNER - _CHIP_WIDTH - 20, _TITLE)
    canvas.words(f"{line.number}. {line.label}", title, sizes=range(36, 21, -1), bold=True)
    _chip(canvas, line.state, Box(WIDTH - _MARGIN - _CHIP_WIDTH, top, _CHIP_WIDTH, _CHIP))
    below = Box(_MARGIN, top + _TITLE, _INNER, _second(line))
    if below.height:
        _words(canvas, line, below)
    if line.gauge:
        box = Box(_MARGIN, below.top + below.height, _INNER, gauges.HEIGHT)
        gauges.draw_gauge(canvas, line.gauge, box, threshold=line.threshold)
    if line.note:
        note = Box(_MARGIN, top - _GAP / 2 + _height(line) - _GAP / 2 - _NOTE, _INNER, _NOTE)
        canvas.words(line.note, note, sizes=range(28, 17, -1), fill=GREY)


def _chip(canvas: Canvas, state: CriterionState, box: Box) -> None:
    """The state as a sign and a word on its fill."""
    mark = MARKS[state]
    canvas.panel(box, fill=mark.fill, edge=mark.edge, is_dashed=mark.is_dashed)
    middle = box.top + box.height / 2 - _SIGN / 2
    canvas.stamp(sign(state, canvas.size_of(_SIGN)), left=box.left + 16, top=middle, fill=mark.ink)
    words = Box(box.left + 66, box.top + 4, box.width - 78, box.height - 8)
    canvas.words(STATE_WORDS[state].upper(), words, sizes=range(30, 21, -1), bold=True, fill=mark.ink)


def _words(canvas: Canvas, line: CardLine, box: Box) -> None:
    """The value and its category on the left, how far from the threshold on the right."""
    is_drawn = line.gauge is not None and line.gauge.threshold is not None and not line.distance
    rule = "" if is_drawn else line.rule  # it stands under the bar
    if not line.value:
        canvas.words(rule, box, sizes=range(30, 19, -1), fill=GREY)
        return
    half = box.width * (0.48 if line.band else 0.66)
    width = min(canvas.length(line.value, size=48, bold=True) + 4, half - 40)
    canvas.words(line.value, box._replace(width=width), sizes=range(48, 21, -1), bold=True)
    if line.band:
        band = Box(box.left + width + 18, box.top, half - width - 30, box.height)
        canvas.words(f"kategori {line.band}", band, sizes=range(30, 19, -1), fill=INK)
    rest = Box(box.left + half, box.top, box.width - half, box.height)
    canvas.words(rule, rest, sizes=range(32, 19, -1), align=1)


def _foot(canvas: Canvas, card: StatusCard, top: float) -> None:
    star = "* Ambang belum dikonfirmasi. " if card.has_unconfirmed else ""
    legend = f"{star}Segitiga: nilai; garis tebal: ambang."
    missing = "Belum tercatat bukan berarti belum memenuhi." if card.has_missing else ""
    canvas.words(legend, Box(_MARGIN, top + 16, _INNER, 40), sizes=range(28, 21, -1))
    canvas.words(missing, Box(_MARGIN, top + 56, _INNER, 40), sizes=range(28, 21, -1))
    canvas.words(OFFICE, Box(_MARGIN, top + 100, _INNER, 36), sizes=range(26, 19, -1), fill=GREY)
