"""Cells of an XLSX whose figure is not what a reader sees: percent formats, and formulas without a result.

The reader of cells gives 0.705 for a cell shown as 70,5%, and nothing for a formula that was never
calculated. Both are found in the parts of the file itself; runs in the worker, within its limits.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from posixpath import join, normpath
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_PERCENT_IDS = frozenset({"9", "10"})  #: 0% and 0.00%, built into every workbook
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: What is written in quotes or after a backslash in a format is text, not a percentage.
_LITERAL = re.compile(r'"[^"]*"|\\.')
_FORMULA = re.compile(rb"[<:]f[\s/>]")
_STYLE = re.compile(rb"""\ss\s*=\s*["']\s*([0-9]{1,9})""")
_LONGEST_FORMULA = 40
_LONGEST_FIGURE = 40
#: What the parts of a damaged or hostile file raise: also unknown encodings, locked and half entries.
_FAULTS = (
    LookupError,
    ValueError,
    ArithmeticError,
    RuntimeError,
    EOFError,
    OSError,
    ElementTree.ParseError,
    zipfile.BadZipFile,
    zlib.error,
)

Place = tuple[int, int]  #: row and column, from 0


def marked_cells(content: bytes, name: str) -> Mapping[Place, str]:
    """What to read instead of such a cell of the sheet of this name: "70.5%", or the formula with its "="."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            percent = _percent_styles(archive)
            sheet = archive.read(_part_of(archive, name))
            return dict(_marks(io.BytesIO(sheet), percent)) if _may_have_marks(sheet, percent) else {}
    except _FAULTS:
        return {}  # no styles, or not as the standard writes them: the cells stand as they are read


def _may_have_marks(sheet: bytes, percent: frozenset[int]) -> bool:
    """Most sheets have neither: their XML need not be followed cell by cell, which takes long."""
    if _FORMULA.search(sheet) or b"\0" in sheet:  # NUL: not an encoding to look for bytes in
        return True
    return not percent.isdisjoint(map(int, set(_STYLE.findall(sheet))))


def _marks(sheet: IO[bytes], percent: frozenset[int]) -> Iterator[tuple[Place, str]]:
    row = column = -1
    for event, element in ElementTree.iterparse(sheet, events=("start", "end")):  # noqa: S314 (see _parsed)
        name = _local(element)
        if event == "start":
            if name == "row":
                row, column = int(element.get("r") or row + 2) - 1, -1
            continue
        if name == "c":
            found = _ADDRESS.fullmatch(element.get("r") or "")
            row, column = (int(found[2]) - 1, _column(found[1])) if found else (row, column + 1)
            mark = _mark(element, percent)
            if mark:
                yield (row, column), mark
        elif name in ("row", "sheetData"):
            element.clear()


def _mark(cell: Element, percent: frozenset[int]) -> str:
    style = int(cell.get("s") or 0)
    if style not in percent and not any(_local(part) == "f" for part in cell):
        return ""
    parts = {_local(part): part for part in cell}
    value, formula = parts.get("v"), parts.get("f")
    is_calculated = value is not None and (value.text or cell.get("t") == "str")
    if formula is not None and not is_calculated:
        return f"={(formula.text or '')[:_LONGEST_FORMULA]}"
    is_number = cell.get("t", "n") == "n" and value is not None and value.text
    if not is_number or style not in percent:
        return ""
    shown = Decimal(f"{float(value.text or 0) * 100:.4f}") if value is not None else Decimal(0)
    return f"{f'{shown.normalize():f}'[:_LONGEST_FIGURE]}%"


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of the cell styles that show a percentage."""
    root = _parsed(archive, "xl/styles.xml")
    own = {f.get("numFmtId"): f.get("formatCode") or "" for f in root.iter() if _local(f) == "numFmt"}
    ids = _PERCENT_IDS | {key for key, code in own.items() if "%" in _LITERAL.sub("", code)}
    styles = next((part for part in root if _local(part) == "cellXfs"), None)
    return frozenset(at for at, style in enumerate(styles or ()) if style.get("numFmtId") in ids)


def _parsed(archive: zipfile.ZipFile, part: str) -> Element:
    """Expat itself refuses entities that grow, and this process has little memory and little time."""
    return ElementTree.fromstring(archive.read(part))  # noqa: S314


def _part_of(archive: zipfile.ZipFile, name: str) -> str:
    """The part that holds the sheet of this name. Raises KeyError."""
    book = _parsed(archive, "xl/workbook.xml")
    sheet = next((part for part in book.iter() if _local(part) == "sheet" and part.get("name") == name), None)
    named = sheet.items() if sheet is not None else ()
    wanted = next((value for key, value in named if key.endswith("}id")), "")
    links = _parsed(archive, "xl/_rels/workbook.xml.rels")
    target = next((link.get("Target") or "" for link in links if link.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
