"""What the headings of a wide sheet mean: "MCP 2024", "Predikat SAKIP", "Opini BPK (2023)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.rules.columns import FIELDS, Cell, text_of
from bot.rules.criteria import CriterionKey
from bot.rules.errors import Problem, UserMistake
from bot.rules.instruments import criterion_named, instrument_names, is_instrument, plain

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: What is said around the name of a criterion without changing which one it is.
_AROUND = frozenset(
    {"nilai", "skor", "capaian", "hasil", "indeks", "penilaian", "kriteria", "dahulu", "score", "index"}
    | {"tahun", "thn", "th", "ta"}
)
_OF_GRADES = frozenset(["predikat", "kategori", "grade", "level", "tingkat", "opini"])
#: Columns that people add and nobody needs to read.
_IGNORED = frozenset({"no", "no.", "nomor", "provinsi", "kode provinsi", "keterangan pemeriksaan"})


class UnclearHeadings(UserMistake):
    """Headings of a wide sheet that cannot be read, one Problem each; nothing of the sheet is read."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values, or grades, of one criterion. An empty ``year`` stands in a column of its own."""

    at: int
    heading: str
    criterion: CriterionKey
    name: str
    year: str = ""
    is_grade: bool = False

    @property
    def series(self) -> tuple[CriterionKey, frozenset[str], str]:
        """What the column tells of; a column of numbers and one of grades may tell of the same."""
        return self.criterion, instrument_names(self.criterion, self.name), self.year

    @property
    def instrument(self) -> str:
        """As named in the heading; empty where the year decides."""
        is_only_criterion = self.name in set(CriterionKey)
        return self.name if is_instrument(self.name) and not is_only_criterion else ""


@dataclass(frozen=True, slots=True)
class WideHeadings:
    """``fields`` are columns that speak of the whole row: region, year, status and so on."""

    fields: dict[str, tuple[int, ...]]
    values: tuple[ValueColumn, ...]


def value_columns(headings: Sequence[Cell]) -> list[ValueColumn]:
    """The columns whose headings name exactly one criterion."""
    found = (_value_column(at, text_of(cell)) for at, cell in enumerate(headings))
    return [column for column in found if column is not None]


def wide_headings(headings: Sequence[Cell], filled: frozenset[int]) -> WideHeadings:
    """Every heading understood. ``filled`` are columns with anything below it. Raises UnclearHeadings."""
    fields: dict[str, tuple[int, ...]] = {}
    values = {column.at: column for column in value_columns(headings)}
    problems = []
    for at, cell in enumerate(headings):
        name = FIELDS.get(plain(text_of(cell)), "")
        if name and name not in ("criterion", "value", "grade", "instrument"):
            fields[name] = (*fields.get(name, ()), at)
        elif at not in values and at in filled and plain(text_of(cell)) not in _IGNORED:
            problems.append(Problem("heading_unclear", text_of(cell), column=at))
    problems += _doubled([*values.values()])
    problems += _wrong([*values.values()], has_year="year" in fields)
    if "region" not in fields:
        problems.append(Problem("heading_no_region"))
    if problems:
        raise UnclearHeadings(sorted(problems, key=lambda problem: problem.column or 0))
    return WideHeadings(fields, tuple(values.values()))


def _value_column(at: int, heading: str) -> ValueColumn | None:
    if plain(heading) in FIELDS:
        return None
    words = _WORD.findall(plain(heading))
    years = [word for word in words if _YEAR.fullmatch(word)]
    rest = [word for word in words if word not in years]
    for is_grade, name in _names(rest):
        criterion = criterion_named(name)
        if criterion is not None and (not name.isdigit() or "kriteria" in words):
            return ValueColumn(at, heading, criterion, name, " ".join(dict.fromkeys(years)), is_grade)
    return None


def _one_of_several(words: Sequence[str]) -> str:
    """ "MCP/MCSP": several names of one criterion are its key; empty where they are not."""
    found = {criterion_named(word) for word in words if not word.isdigit()}
    one = found.pop() if len(found) == 1 else None
    return one.value if one else ""


def _names(words: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """The words as they stand ("opini bpk" is a name), then without what is said around a name."""
    yield False, " ".join(words)
    bare = [word for word in words if word not in _AROUND]
    yield False, " ".join(bare)
    is_grade = any(word in _OF_GRADES for word in bare)
    if is_grade and words[0] in _OF_GRADES:
        yield True, " ".join(word for word in bare[1:] if word not in _AROUND)
    bare = [word for word in bare if word not in _OF_GRADES]
    yield is_grade, " ".join(bare)
    yield is_grade, _one_of_several(bare)


def _doubled(columns: Sequence[ValueColumn]) -> Iterator[Problem]:
    first: dict[object, ValueColumn] = {}
    for column in columns:
        same = first.setdefault((*column.series, column.is_grade), column)
        if same is not column:
            yield Problem("heading_doubled", column.heading, column=column.at, detail={"other": same.heading})


def _wrong(columns: Sequence[ValueColumn], *, has_year: bool) -> Iterator[Problem]:
    for column in columns:
        if column.criterion is CriterionKey.PERKARA:
            yield Problem("heading_managed", column.heading, column=column.at)
        elif " " in column.year:
            yield Problem("heading_years", column.heading, column=column.at)
        elif not column.year and not has_year:
            yield Problem("heading_no_year", column.heading, column=column.at)
