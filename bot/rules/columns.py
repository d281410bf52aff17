"""Which column of a sheet is which: headings as in the example file, or as officials write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.rules.entries import Entry
from bot.rules.errors import Problem, UserMistake
from bot.rules.instruments import plain

#: A number in a spreadsheet is a number; everything else has come as text.
Cell = str | int | float
Row = Sequence[Cell]

#: The headings we write ourselves, in the order of the template.
HEADINGS = (
    "region_code",
    "criterion",
    "instrument",
    "year",
    "value",
    "grade",
    "status",
    "published_on",
    "source",
    "note",
)

#: The same in Indonesian, in the same order.
INDONESIAN = (
    "kode_wilayah",
    "kriteria",
    "instrumen",
    "tahun",
    "nilai",
    "kategori",
    "status",
    "terbit",
    "sumber",
    "keterangan",
)

#: What each heading means.
FIELDS: dict[str, str] = {
    "region code": "region",
    "region": "region",
    "kode wilayah": "region",
    "kode": "region",
    "daerah": "region",
    "kabupaten/kota": "region",
    "wilayah": "region",
    "nama daerah": "region",
    "pemda": "region",
    "pemerintah daerah": "region",
    "kab/kota": "region",
    "criterion": "criterion",
    "kriteria": "criterion",
    "instrument": "instrument",
    "instrumen": "instrument",
    "year": "year",
    "assessment year": "year",
    "tahun": "year",
    "tahun penilaian": "year",
    "value": "value",
    "nilai": "value",
    "capaian": "value",
    "grade": "grade",
    "kategori": "grade",
    "predikat": "grade",
    "opini": "grade",
    "status": "status",
    "published on": "published_on",
    "tanggal terbit": "published_on",
    "terbit": "published_on",
    "tanggal": "published_on",
    "source": "source",
    "sumber": "source",
    "note": "note",
    "catatan": "note",
    "keterangan": "note",
    "year inferred": "year_inferred",
    "published inferred": "published_inferred",
}
#: How a missing column is named to whoever has to add it.
_BOTH_NAMES = {"region": "region_code (kode_wilayah)"} | {
    name: f"{name} ({indonesian})" for name, indonesian in zip(HEADINGS[1:], INDONESIAN[1:], strict=True)
}
_NEEDED = ("region", "criterion", "year")
_LONGEST_CELL = 1000


class SheetHeadings(UserMistake):
    """The first row does not name the columns; ``missing`` are those that are needed."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)
        self.names = tuple(_BOTH_NAMES.get(name, name) for name in missing)
        self.headings = HEADINGS
        self.indonesian: tuple[str, ...] = INDONESIAN


class SheetEmpty(UserMistake):
    """There is no row below the headings."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The rows as entries, and those that could not even be cut into cells."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def entries_of(rows: Sequence[Row]) -> Entries:
    """Every row below the headings that is not blank. Raises SheetHeadings, SheetEmpty."""
    heading_at = next((at for at, row in enumerate(rows) if is_filled(row)), None)
    if heading_at is None:
        raise SheetEmpty
    fields = [FIELDS.get(plain(text_of(cell)), "") for cell in rows[heading_at]]
    missing = [name for name in _NEEDED if name not in fields]
    if "value" not in fields and "grade" not in fields:
        missing.append("value")
    if missing:
        raise SheetHeadings(missing)
    entries, problems = [], []
    places = {name: at for at, name in reversed([*enumerate(fields)]) if name}
    for line, row in filled(rows, after=heading_at):
        if is_filled(row[len(fields) :]):
            problems.append(Problem("row_too_long", line=line, column=len(fields)))
        else:
            entries.append(_entry(_named(fields, row), line, places))
    if not entries and not problems:
        raise SheetEmpty
    return Entries(tuple(entries), tuple(problems))


def _named(fields: Sequence[str], row: Row) -> dict[str, Cell]:
    """Cells by field; of two columns with one meaning (kode, daerah) the first that is filled counts."""
    found: dict[str, Cell] = {}
    for name, cell in zip(fields, row, strict=False):
        if not text_of(found.get(name, "")):
            found[name] = cell
    return found


def filled(rows: Sequence[Row], *, after: int) -> Iterator[tuple[int, Row]]:
    for at, row in enumerate(rows[after + 1 :], start=after + 2):
        if is_filled(row):
            yield at, row


def is_filled(row: Row) -> bool:
    return any(text_of(cell) for cell in row)


def _entry(cells: Mapping[str, Cell], line: int, places: Mapping[str, int]) -> Entry:
    def cell(name: str) -> str:
        return text_of(cells.get(name, ""), is_value=name == "value")

    return Entry(
        region=cell("region"),
        criterion=cell("criterion"),
        year=cell("year"),
        instrument=cell("instrument"),
        value=cell("value"),
        grade=cell("grade"),
        status=cell("status"),
        published_on=cell("published_on"),
        source=cell("source"),
        note=cell("note"),
        year_inferred=cell("year_inferred"),
        published_inferred=cell("published_inferred"),
        line=line,
        places=places,
    )


def text_of(cell: Cell, *, is_value: bool = False) -> str:
    """A cell as it would be typed. A number cell is never ambiguous, so it gets the decimal comma."""
    if isinstance(cell, str):
        return cell.strip()[:_LONGEST_CELL]
    typed = f"{round(cell, 4):.4f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)
    return typed.replace(".", ",") if is_value else typed
