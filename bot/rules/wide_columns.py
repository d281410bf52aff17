"""A wide sheet, a row a region and a column a criterion, becomes the same entries as a long one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.rules.columns import Entries, Row, SheetEmpty, filled, is_filled, text_of
from bot.rules.entries import Entry
from bot.rules.errors import Problem
from bot.rules.instruments import plain
from bot.rules.values import looks_like_number
from bot.rules.wide_headings import ValueColumn, WideHeadings, value_columns, wide_headings

#: The headings we write ourselves; other names and years in them are read as well.
WIDE_HEADINGS = (
    *("kode_wilayah", "daerah", "tahun"),
    *("MCSP", "SPI", "SAKIP", "Kepatuhan", "SPIP", "SPBE", "Opini BPK"),
    *("status", "terbit", "sumber"),
)

#: What stands where there is no value yet.
_NOTHING = frozenset(
    {"", "-", "--", "–", "—", "n/a", "na", "n.a.", "belum terbit", "belum ada", "belum dinilai"}
)
_ABOUT_ROW = ("region", "year", "status", "published_on", "source", "note")
#: "77,90 (BB)", "77,90 / BB"
_BOTH = re.compile(r"(-?[\d.,]+)\s*(?:\(\s*([^()]+?)\s*\)|/\s*(\S.*))")
#: "BB (77,90)"
_TURNED = re.compile(r"([^()\d]+?)\s*\(\s*(-?[\d.,]+)\s*\)")


@dataclass(frozen=True, slots=True)
class _Series:
    """The columns of one criterion, instrument and year: of its numbers, of its grades, or both."""

    column: ValueColumn
    instrument: str
    value: ValueColumn | None
    grade: ValueColumn | None
    places: Mapping[str, int]


def is_wide(rows: Sequence[Row]) -> bool:
    """No heading says which criterion a row is about, and at least one is the name of a criterion."""
    headings = next((row for row in rows if is_filled(row)), ())
    named = {plain(text_of(cell)) for cell in headings}
    return not named & {"criterion", "kriteria"} and bool(value_columns(headings))


def wide_entries(rows: Sequence[Row]) -> Entries:
    """Every value of every row below the headings. Raises UnclearHeadings, SheetEmpty."""
    heading_at = next(at for at, row in enumerate(rows) if is_filled(row))
    below = list(filled(rows, after=heading_at))
    used = frozenset(at for _, row in below for at, cell in enumerate(row) if text_of(cell))
    headings = wide_headings(rows[heading_at], used)
    series = _series(headings)
    found: list[Entry | Problem] = []
    width = len(rows[heading_at])
    for line, row in below:
        if is_filled(row[width:]):
            found.append(Problem("row_too_long", line=line, column=width))
        else:
            found += _row(headings, series, row, line)
    if not found:
        raise SheetEmpty
    return Entries(
        tuple(each for each in found if isinstance(each, Entry)),
        tuple(each for each in found if isinstance(each, Problem)),
    )


def _series(headings: WideHeadings) -> list[_Series]:
    found: dict[object, list[ValueColumn]] = {}
    for column in headings.values:
        found.setdefault(column.series, []).append(column)
    return [_together(headings, columns) for columns in found.values()]


def _together(headings: WideHeadings, columns: Sequence[ValueColumn]) -> _Series:
    value = next((column for column in columns if not column.is_grade), None)
    grade = next((column for column in columns if column.is_grade), None)
    first = value or columns[0]
    places = dict.fromkeys(("criterion", "instrument", "year", "value", "grade"), first.at)
    about = {name: at[0] for name, at in headings.fields.items() if not (name == "year" and first.year)}
    return _Series(first, first.instrument, value, grade, places | {"grade": (grade or first).at} | about)


def _row(headings: WideHeadings, series: Sequence[_Series], row: Row, line: int) -> Iterator[Entry | Problem]:
    about = {name: _cell(row, *headings.fields.get(name, ())) for name in _ABOUT_ROW}
    for each in series:
        value, grade = _said(row, each.value), _said(row, each.grade)
        if not value and not grade:
            continue
        column = each.column
        if column.year and about["year"] and about["year"] != column.year:
            detail = {"year": about["year"]}
            yield Problem("year_contradicts", column.heading, line, detail, headings.fields["year"][0])
            continue
        value, grade = _both(value, grade)
        yield Entry(
            region=about["region"],
            criterion=column.criterion.value,
            year=column.year or about["year"],
            instrument=each.instrument,
            value=value,
            grade=grade,
            status=about["status"],
            published_on=about["published_on"],
            source=about["source"],
            note=about["note"],
            line=line,
            places=each.places,
        )


def _both(value: str, grade: str) -> tuple[str, str]:
    """A cell that holds a number and its grade is both; a column of grades beside it counts first."""
    if not value and "," in grade and looks_like_number(grade):  # "Tingkat SPIP": 3,21
        return grade, ""
    if grade or not value:
        return value, grade
    if found := _BOTH.fullmatch(value):
        return found[1], found[2] or found[3]
    if found := _TURNED.fullmatch(value):
        return found[2], found[1]
    return value, grade


def _said(row: Row, column: ValueColumn | None) -> str:
    if column is None or column.at >= len(row):
        return ""
    said = text_of(row[column.at], is_value=True)
    return "" if plain(said) in _NOTHING else said


def _cell(row: Row, *columns: int) -> str:
    """Of several columns with one meaning (kode, daerah) the first that is filled."""
    found = (text_of(row[at]) for at in columns if at < len(row))
    return next((said for said in found if said), "")
