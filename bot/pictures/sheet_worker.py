"""Reads one XLSX from standard input in a process of its own and prints its cells as JSON.

``python -m bot.pictures.sheet_worker``: a hostile workbook may burn this process, never the bot. The
limits are those of a sheet somebody fills by hand; a file's own claim about its size is not believed.
"""

from __future__ import annotations

import io
import json
import math
import sys
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Literal, TypedDict

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from bot.pictures.sheet_marks import Place, marked_cells

MOST_BYTES = 5 << 20
MOST_INFLATED = 50 << 20
MOST_RATIO = 100
MOST_ENTRIES = 100
MOST_ROWS = 30_001
MOST_COLUMNS = 100
#: Of a workbook, sheets that are looked into.
MOST_SHEETS = 5
MOST_MEMORY = 512 << 20
#: Characters of one cell that are read; the readers of sheets keep 1,000 of them.
LONGEST_CELL = 1_001
#: Characters of all cells together: one shared string can stand in every row of a small file.
MOST_CHARACTERS = 8_000_000
#: Cells that are filled: as many rows as may be, of half as many columns again as the template has.
MOST_CELLS = 450_000

_FORBIDDEN = ("vbaproject", "externallink", "/embeddings/", "/activex/")
#: Below this size a high ratio is harmless: a small XML of blanks compresses well.
_RATIO_MATTERS_FROM = 1 << 20

#: Sheets of our own templates that are only looked at.
_FOR_REFERENCE = frozenset({"petunjuk", "kriteria", "daerah", "jabatan", "ringkasan"})

Cell = str | int | float


Reason = Literal["not_xlsx", "too_big", "macros"]


class Refused(Exception):
    """The workbook is not read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Answer(TypedDict, total=False):
    """What is printed: one of the two."""

    rows: list[list[Cell]]
    refused: Reason


def checked(content: bytes) -> bytes:
    """The bytes, if they look like an honest workbook. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused("too_big")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("not_xlsx") from error
    names = [entry.filename.lower() for entry in entries]
    if any(name.startswith(("/", "\\")) or ".." in name for name in names):
        raise Refused("not_xlsx")
    if any(word in name for name in names for word in _FORBIDDEN):
        raise Refused("macros")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused("not_xlsx")
    if len(set(names)) < len(names):  # which of the two is read would be up to the reader
        raise Refused("not_xlsx")
    inflated = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    is_bomb = inflated > _RATIO_MATTERS_FROM and inflated / packed > MOST_RATIO
    if len(entries) > MOST_ENTRIES or inflated > MOST_INFLATED or is_bomb:
        raise Refused("too_big")
    return content


def cells_of(content: bytes) -> list[list[Cell]]:
    """The first sheet with anything below its headings, row by row. Raises Refused."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(checked(content)))
        name, rows = _filled_sheet(workbook)
        if any(cell != "" for row in rows for cell in islice(row, MOST_COLUMNS, None)):
            raise Refused("too_big")
        if sum(sum(cell != "" for cell in row) for row in rows) > MOST_CELLS:
            raise Refused("too_big")
        return _cut(rows, marked_cells(content, name))
    except (CalamineError, IndexError, ValueError, OverflowError) as error:
        raise Refused("not_xlsx") from error


def _filled_sheet(workbook: CalamineWorkbook) -> tuple[str, list[list[object]]]:
    """Name and rows; of several the first that has rows, of none the first. Raises IndexError, Refused."""
    sheets = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    names = [name for name in sheets if name.strip().casefold() not in _FOR_REFERENCE] or sheets
    first = _rows(workbook, names[0])
    if _has_rows(first):
        return names[0], first
    others = ((name, _rows(workbook, name)) for name in names[1:MOST_SHEETS])
    return next(((name, rows) for name, rows in others if _has_rows(rows)), (names[0], first))


def _rows(workbook: CalamineWorkbook, name: str) -> list[list[object]]:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.height > MOST_ROWS:
        raise Refused("too_big")
    return [[*row] for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)]


def _has_rows(rows: list[list[object]]) -> bool:
    filled = (row for row in rows if any(cell not in ("", None) for cell in row))
    return len([*islice(filled, 2)]) == 2


def _cut(rows: Sequence[Sequence[object]], marks: Mapping[Place, str]) -> list[list[Cell]]:
    found: list[list[Cell]] = []
    characters = 0
    for at, row in enumerate(rows):
        cells = [
            marks.get((at, column)) or _cell(cell) for column, cell in enumerate(islice(row, MOST_COLUMNS))
        ]
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if characters > MOST_CHARACTERS:
            raise Refused("too_big")
        found.append(cells)
    return found


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # "inf" or "nan": no figure, and the sheet's owner is told so
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str | date | time | timedelta):
        return str(value)[:LONGEST_CELL]
    return ""


def limit_memory() -> None:
    """Where the platform can: a bomb dies of hunger here, and leaves no picture of its memory."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answered(content: bytes) -> bytes:
    """The answer as JSON; whatever does not fit into the memory is too big."""
    try:
        return _json({"rows": cells_of(content)})
    except Refused as refused:
        return _json({"refused": refused.reason})
    except MemoryError:
        return _json({"refused": "too_big"})


def _json(answer: Answer) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode(errors="replace")


def main() -> int:
    limit_memory()
    sys.stdout.buffer.write(answered(sys.stdin.buffer.read(MOST_BYTES + 1)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
