"""Rows of a sheet of officials as people and Excel write them. An empty cell changes nothing, "-" empties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.rules.columns import Cell, Row, SheetEmpty, SheetHeadings
from bot.rules.contact_cells import ContactRow, read_row
from bot.rules.errors import Problem
from bot.rules.instruments import plain
from bot.rules.regions import Gazetteer
from bot.rules.sheets import CONTACT_HEADINGS

_FIELDS = {
    "kode wilayah": "region_code",
    "region code": "region_code",
    "kode": "region_code",
    "daerah": "region",
    "region": "region",
    "jabatan": "post",
    "post": "post",
    "nama": "name",
    "name": "name",
    "sebutan": "prefix",
    "prefix": "prefix",
    "telepon kantor": "office_phone",
    "office phone": "office_phone",
    "telepon": "phone",
    "phone": "phone",
    "berlaku sampai": "until_on",
    "until on": "until_on",
    "kapasitas": "kind",
}
#: Headings that a sheet of officials does not have.
_OF_VALUES = frozenset({"criterion", "kriteria", "nilai", "value", "capaian", "tahun", "year"})
#: What an export calls the holder; rows of assistants and delegates are passed over.
_HOLDER = ("", "pejabat yang bersangkutan")


class ContactHeadings(SheetHeadings):
    """The first row of a sheet of officials does not name the columns that are needed."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(missing)
        self.indonesian = CONTACT_HEADINGS


def is_contacts(rows: Sequence[Row]) -> bool:
    """Whether the headings are those of officials and not of measurements."""
    found = _headings(next((row for row in rows if any(str(cell).strip() for cell in row)), ()))
    return bool({"post", "name"} & set(found)) and not _OF_VALUES & set(found)


def columns_of(rows: Sequence[Row]) -> dict[str, int]:
    """Where each field stands, from 0; of two headings with one meaning the last."""
    found = _headings(next((row for row in rows if any(str(cell).strip() for cell in row)), ()))
    return {name: at for at, name in enumerate(found)}


def contact_rows(
    rows: Sequence[Row], *, regions: Gazetteer, posts: Mapping[str, str]
) -> tuple[list[ContactRow], list[Problem]]:
    """Every row read, or what is wrong with it. ``posts`` are keys and titles.

    Raises SheetHeadings, SheetEmpty.
    """
    found: list[ContactRow] = []
    problems: list[Problem] = []
    for line, cells in _cells(rows):
        if plain(cells.get("kind", "")) not in _HOLDER:
            continue
        read = read_row(line, cells, regions, posts)
        if isinstance(read, Problem):
            problems.append(Problem(read.code, read.value, line, read.detail))
        else:
            found.append(read)
    return _without_twins(found, problems)


def _without_twins(
    found: list[ContactRow], problems: list[Problem]
) -> tuple[list[ContactRow], list[Problem]]:
    """Of several rows about one seat none is taken: nobody knows which is meant."""
    lines: dict[tuple[str, str], list[int]] = {}
    for row in found:
        lines.setdefault((row.region_code, row.post), []).append(row.line)
    for same in lines.values():
        for line in same if len(same) > 1 else ():
            others = ", ".join(str(other) for other in same if other != line)
            problems.append(Problem("seat_twice", line=line, detail={"other": others}))
    single = [row for row in found if len(lines[row.region_code, row.post]) == 1]
    return single, sorted(problems, key=lambda problem: problem.line or 0)


def _headings(row: Row) -> list[str]:
    return [_FIELDS.get(plain(str(cell)), plain(str(cell))) for cell in row]


def _cells(rows: Sequence[Row]) -> Iterator[tuple[int, dict[str, str]]]:
    filled = [(at, row) for at, row in enumerate(rows, start=1) if any(str(cell).strip() for cell in row)]
    if not filled:
        raise SheetEmpty
    headings = _headings(filled[0][1])
    missing = [] if {"region_code", "region"} & set(headings) else ["kode wilayah (region)"]
    missing += [] if "post" in headings else ["jabatan (post)"]
    if missing:
        raise ContactHeadings(missing)
    if len(filled) < 2:
        raise SheetEmpty
    for at, row in filled[1:]:
        yield at, dict(zip(headings, (_text(cell) for cell in row), strict=False))


def _text(cell: Cell) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return text.strip()[:200]
