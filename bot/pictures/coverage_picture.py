"""The coverage as a picture: regions as rows, posts as columns, blocks of rows beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from bot.pictures.canvas import Box, Canvas
from bot.pictures.coverage_marks import MARKS, sign
from bot.pictures.drawing import GREY, OFFICE
from bot.rules.clocks import WIB, brief_date, local_date
from bot.rules.sheets import CoverageLine, CoverageState

# Lengths in units of the canvas: pixels, unless the picture has to be made smaller.
_MARGIN, _GAP = 44, 44
_REGION_WIDTH, _CELL_WIDTH = 400, 268
_ROW, _HEADING = 76, 108
_CHIP_WIDTH, _CHIP = 316, 62
_LEAST_WIDTH = 1040
_MOST_BLOCKS = 8
_FOOT = 56
_SIGN = 30
_BIG, _SMALL = range(24, 13, -1), range(18, 12, -1)
_BAND, _HEADING_FILL = "#f4f3f6", "#e3e1e8"


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines by region and post."""

    posts: Sequence[str]
    rows: Sequence[tuple[str, Mapping[str, CoverageLine]]]

    def column(self, post: str) -> list[CoverageLine]:
        return [seats[post] for _, seats in self.rows if post in seats]


def _table(lines: Sequence[CoverageLine]) -> _Table:
    """Rows and columns in the order of the lines. A post that a region has twice gets a second column."""
    posts: dict[str, None] = {}
    rows: dict[str, tuple[str, dict[str, CoverageLine]]] = {}
    for line in lines:
        _, seats = rows.setdefault(line.region_code, (line.region, {}))
        post = line.title
        while post in seats:
            post = f"{post} (lainnya)"
        seats[post] = line
        posts[post] = None
    return _Table(tuple(posts), tuple(rows.values()))


def _reached(lines: Sequence[CoverageLine]) -> str:
    return f"{sum(line.state is CoverageState.REACHABLE for line in lines)} dari {len(lines)}"


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things go with so many blocks beside each other."""

    blocks: int
    rows: int  #: in the tallest block
    region_width: float
    block_width: float
    width: float
    chips: int  #: in a row
    head: float
    height: float


def _plan(table: _Table, blocks: int) -> _Plan:
    cells = len(table.posts) * _CELL_WIDTH
    needed = 2 * _MARGIN + blocks * (_REGION_WIDTH + cells) + (blocks - 1) * _GAP
    width = max(needed, _LEAST_WIDTH)
    region_width = _REGION_WIDTH + (width - needed) / blocks
    chips = int((width - 2 * _MARGIN) // _CHIP_WIDTH)
    head = 196 + ceil(len(CoverageState) / chips) * _CHIP + 26
    rows = ceil(len(table.rows) / blocks)
    height = head + _HEADING + rows * _ROW + _FOOT
    return _Plan(blocks, rows, region_width, region_width + cells, width, chips, head, height)


def picture(lines: Sequence[CoverageLine], *, title: str, as_of: str) -> bytes:
    """A PNG on its own light ground; the number of blocks is the one that keeps its longer side short."""
    table = _table(lines)
    plans = [_plan(table, blocks) for blocks in range(1, min(_MOST_BLOCKS, len(table.rows) or 1) + 1)]
    plan = min(plans, key=lambda plan: max(plan.width, plan.height))
    canvas = Canvas(plan.width, plan.height)
    _head(canvas, plan, lines, title, as_of)
    for block in range(plan.blocks):
        left = _MARGIN + block * (plan.block_width + _GAP)
        _block(canvas, plan, table, first=block * plan.rows, left=left)
    foot = Box(_MARGIN, plan.height - _FOOT + 12, plan.width - 2 * _MARGIN, 30)
    canvas.words(OFFICE, foot, sizes=range(20, 13, -1), fill=GREY)
    return canvas.png()


def _head(canvas: Canvas, plan: _Plan, lines: Sequence[CoverageLine], title: str, as_of: str) -> None:
    width = plan.width - 2 * _MARGIN
    sentence = f"{_reached(lines)} jabatan terjangkau" if lines else "Belum ada jabatan."
    canvas.words(title, Box(_MARGIN, 30, width, 54), sizes=range(40, 21, -1), bold=True)
    canvas.words(f"Keadaan per {as_of}", Box(_MARGIN, 84, width, 34), sizes=range(24, 15, -1), fill=GREY)
    canvas.words(sentence, Box(_MARGIN, 128, width, 50), sizes=range(34, 21, -1), bold=True)
    counts = Counter(line.state for line in lines)
    for at, (state, mark) in enumerate(MARKS.items()):
        row, column = divmod(at, plan.chips)
        box = Box(_MARGIN + column * _CHIP_WIDTH, 192 + row * _CHIP, _CHIP_WIDTH - 12, _CHIP - 10)
        _mark(canvas, box, state, right=60)
        canvas.words(str(counts[state]), box.inner(14, 4), sizes=_BIG, bold=True, fill=mark.ink, align=1)


def _block(canvas: Canvas, plan: _Plan, table: _Table, *, first: int, left: float) -> None:
    cells = left + plan.region_width
    heading = Box(left, plan.head, plan.region_width, _HEADING)
    canvas.panel(Box(left, plan.head, plan.block_width, _HEADING), fill=_HEADING_FILL)
    canvas.words("Daerah", heading.inner(14, 0), sizes=_BIG, bold=True)
    for at, post in enumerate(table.posts):
        name = Box(cells + at * _CELL_WIDTH, plan.head + 6, _CELL_WIDTH, _HEADING - 40).inner(10, 0)
        total = name._replace(top=name.top + name.height, height=28)
        canvas.words(post, name, sizes=range(24, 12, -1), bold=True, align=0.5)
        canvas.words(f"{_reached(table.column(post))} terjangkau", total, sizes=_SMALL, align=0.5)
    for at, (region, seats) in enumerate(table.rows[first : first + plan.rows]):
        top = plan.head + _HEADING + at * _ROW
        if at % 2:
            canvas.panel(Box(left, top, plan.block_width, _ROW), fill=_BAND)
        canvas.words(
            region, Box(left + 14, top, plan.region_width - 28, _ROW).inner(0, 4), sizes=range(26, 15, -1)
        )
        for column, post in enumerate(table.posts):
            box = Box(cells + column * _CELL_WIDTH, top, _CELL_WIDTH, _ROW).inner(6, 5)
            _seat(canvas, box, seats.get(post))


def _seat(canvas: Canvas, box: Box, line: CoverageLine | None) -> None:
    if line is None:
        canvas.words("–", box, sizes=_BIG, fill=GREY, align=0.5)
    else:
        _mark(canvas, box, line.state, detail=_detail(line))


def _mark(canvas: Canvas, box: Box, state: CoverageState, *, detail: str = "", right: float = 8) -> None:
    mark = MARKS[state]
    canvas.panel(box, fill=mark.fill, edge=mark.edge, is_dashed=mark.is_dashed)
    middle = box.top + box.height / 2 - _SIGN / 2
    canvas.stamp(sign(state, canvas.size_of(_SIGN)), left=box.left + 14, top=middle, fill=mark.ink)
    words = Box(box.left + 56, box.top + 4, box.width - 56 - right, box.height - 8)
    if detail:
        words = words._replace(height=words.height * 0.56)
        below = words._replace(top=words.top + words.height, height=words.height * 0.75)
        canvas.words(detail, below, sizes=_SMALL, fill=mark.ink)
    canvas.words(mark.words.upper(), words, sizes=_BIG, bold=True, fill=mark.ink)


def _detail(line: CoverageLine) -> str:
    """What helps to mend it: another way in, or since when it has been so."""
    if line.state is CoverageState.REACHABLE:
        return ""
    if line.others:
        return f"{line.others} ajudan/wakil terjangkau"
    if line.code_until:
        return f"kode s.d. {brief_date(line.code_until)}"
    if line.state is CoverageState.NO_TELEGRAM:
        return "ada nomor telepon" if line.phone else "tanpa nomor telepon"
    return f"sejak {brief_date(local_date(line.since, WIB))}" if line.since else ""
