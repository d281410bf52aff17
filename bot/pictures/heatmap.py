"""The regions of a cohort by the criteria, the worst first: sign, value and distance in every cell."""

from __future__ import annotations

from math import ceil

from bot.pictures.canvas import Box, Canvas
from bot.pictures.criterion_marks import MARKS, sign
from bot.pictures.drawing import GREY, OFFICE
from bot.pictures.status_card import EDGE
from bot.rules.criterion_states import STATE_WORDS, CriterionState
from bot.rules.recap_sheets import Heatmap, RecapCell, RecapRow

# Lengths in units of the canvas, which are pixels unless the picture has to be made smaller.
_MARGIN = 40
_REGION, _CELL = 300, 158
_ROW, _HEADING = 92, 70
_LEGEND_COLUMNS, _LEGEND = 4, 60
_FOOT = 104
_SIGN = 32
_HEADING_FILL, _BAND = "#e3e1e8", "#f4f3f6"
_SHORT = 12  #: characters of a value that stands above its detail
#: What can stand in a cell; criterion 8 never does.
_SHOWN = tuple(state for state in CriterionState if state is not CriterionState.MANAGED)


def heatmap_png(heatmap: Heatmap) -> bytes:
    return drawn(heatmap).png()


def drawn(heatmap: Heatmap) -> Canvas:
    """The picture before it is a file."""
    width = 2 * _MARGIN + _REGION + 7 * _CELL
    head = (270 if heatmap.part else 226) + ceil(len(_SHOWN) / _LEGEND_COLUMNS) * _LEGEND + 20
    height = head + _HEADING + len(heatmap.rows) * _ROW + _FOOT
    canvas = Canvas(width, height)
    canvas.panel(Box(4, 4, width - 8, height - 8), fill="#ffffff", edge=EDGE)
    _head(canvas, heatmap, width - 2 * _MARGIN)
    _headings(canvas, heatmap, top=head)
    for at, row in enumerate(heatmap.rows):
        top = head + _HEADING + at * _ROW
        if at % 2:
            canvas.panel(Box(_MARGIN, top, width - 2 * _MARGIN, _ROW), fill=_BAND)
        _row(canvas, row, top)
    _foot(canvas, heatmap, Box(_MARGIN, height - _FOOT + 14, width - 2 * _MARGIN, 36))
    return canvas


def _head(canvas: Canvas, heatmap: Heatmap, width: float) -> None:
    box = Box(_MARGIN, 32, width, 62)
    canvas.words(heatmap.title, box, sizes=range(48, 27, -1), bold=True)
    canvas.words(f"Data per {heatmap.as_of}", Box(_MARGIN, 96, width, 40), sizes=range(30, 21, -1), fill=GREY)
    canvas.words(heatmap.counts, Box(_MARGIN, 140, width, 76), sizes=range(28, 19, -1))
    top = 226
    if heatmap.part:
        canvas.words(heatmap.part, Box(_MARGIN, 220, width, 40), sizes=range(28, 19, -1), bold=True)
        top = 270
    across = width / _LEGEND_COLUMNS
    for at, state in enumerate(_SHOWN):
        row, column = divmod(at, _LEGEND_COLUMNS)
        place = Box(_MARGIN + column * across, top + row * _LEGEND, across - 12, _LEGEND - 10)
        _sign(canvas, state, place)
        words = Box(place.left + 60, place.top + 4, place.width - 70, place.height - 8)
        canvas.words(STATE_WORDS[state], words, sizes=range(26, 19, -1), bold=True, fill=MARKS[state].ink)


def _sign(canvas: Canvas, state: CriterionState, box: Box) -> None:
    """The fill of a state across the box, its sign at the left."""
    mark = MARKS[state]
    canvas.panel(box, fill=mark.fill, edge=mark.edge, is_dashed=mark.is_dashed)
    middle = box.top + min(box.height, 56) / 2 - _SIGN / 2
    canvas.stamp(sign(state, canvas.size_of(_SIGN)), left=box.left + 10, top=middle, fill=mark.ink)


def _headings(canvas: Canvas, heatmap: Heatmap, *, top: float) -> None:
    width = _REGION + 7 * _CELL
    canvas.panel(Box(_MARGIN, top, width, _HEADING), fill=_HEADING_FILL)
    canvas.words("Daerah", Box(_MARGIN + 12, top, _REGION - 12, _HEADING), sizes=range(26, 19, -1), bold=True)
    for at, name in enumerate(heatmap.columns):
        box = Box(_MARGIN + _REGION + at * _CELL, top, _CELL, _HEADING).inner(6, 2)
        canvas.words(name, box, sizes=range(26, 17, -1), bold=True, align=0.5)


def _row(canvas: Canvas, row: RecapRow, top: float) -> None:
    name = Box(_MARGIN + 12, top + 4, _REGION - 20, _ROW - 32)
    canvas.words(row.region, name, sizes=range(26, 17, -1), bold=True)
    stage = Box(_MARGIN + 12, top + _ROW - 30, _REGION - 20, 26)
    canvas.words(row.stage, stage, sizes=range(20, 15, -1), fill=GREY)
    for at, cell in enumerate(row.cells):
        _cell(canvas, cell, Box(_MARGIN + _REGION + at * _CELL, top, _CELL, _ROW).inner(3, 4))


def _cell(canvas: Canvas, cell: RecapCell, box: Box) -> None:
    _sign(canvas, cell.state, box)
    ink = MARKS[cell.state].ink
    is_short = 0 < len(cell.value) <= _SHORT
    words = Box(box.left + 48, box.top + 2, box.width - 54, box.height * (0.62 if is_short else 1) - 4)
    said = cell.value if is_short else f"{cell.value or STATE_WORDS[cell.state]} {cell.detail}"
    canvas.words(said, words, sizes=range(30 if is_short else 20, 11, -1), bold=is_short, fill=ink)
    if is_short:
        below = Box(box.left + 8, box.top + box.height * 0.62, box.width - 12, box.height * 0.36)
        canvas.words(cell.detail, below, sizes=range(21, 12, -1), fill=ink)


def _foot(canvas: Canvas, heatmap: Heatmap, box: Box) -> None:
    star = "* Ambang belum dikonfirmasi. " if heatmap.has_unconfirmed else ""
    words = f"{star}Dalam kurung: tahun penilaian. Kriteria 8 dikelola Dit. Permas dan tidak ditampilkan."
    canvas.words(words, box, sizes=range(24, 15, -1))
    canvas.words(OFFICE, box._replace(top=box.top + 38), sizes=range(24, 15, -1), fill=GREY)
