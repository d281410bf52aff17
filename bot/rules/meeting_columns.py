"""Which column of a sheet of meetings is which, and its cells as text whatever Excel made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.rules.columns import Cell, Row, SheetEmpty, SheetHeadings
from bot.rules.instruments import plain

#: The headings of the template and, in the same order, of `import meetings`.
MEETING_HEADINGS = (
    "judul",
    "nomor surat",
    "tanggal",
    "mulai",
    "selesai",
    "zona",
    "daerah",
    "tautan",
    "id rapat",
    "kode sandi",
    "susunan acara",
)
IN_ENGLISH = (
    "title",
    "letter",
    "date",
    "start",
    "end",
    "zone",
    "regions",
    "link",
    "meeting_id",
    "passcode",
    "agenda",
)

_ALSO = {
    "nama rapat": "title",
    "rapat": "title",
    "surat": "letter",
    "no surat": "letter",
    "jam mulai": "start",
    "pukul": "start",
    "jam selesai": "end",
    "zona waktu": "zone",
    "region": "regions",
    "kabupaten/kota": "regions",
    "peserta": "regions",
    "link": "link",
    "meeting id": "meeting_id",
    "passcode": "passcode",
    "sandi": "passcode",
    "acara": "agenda",
}
_FIELDS = (
    {plain(name): name for name in IN_ENGLISH}
    | dict(zip(MEETING_HEADINGS, IN_ENGLISH, strict=True))
    | {plain(words): name for words, name in _ALSO.items()}
)
NEEDED = ("title", "date", "start", "end", "regions")
_SHOWN = dict(zip(IN_ENGLISH, MEETING_HEADINGS, strict=True))

#: A row whose title begins so is the example of the template: passed over.
EXAMPLE = "contoh:"
_LONGEST_CELL = 4000
#: Excel counts days from here; such a number stands in a date column without a date format.
_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL_DAYS = range(36_526, 73_050)  #: 2000 to 2099


class MeetingHeadings(SheetHeadings):
    """The first row of a sheet of meetings does not name the columns that are needed."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(missing)
        self.indonesian = MEETING_HEADINGS


def is_meetings(rows: Sequence[Row]) -> bool:
    """Whether the headings are those of meetings: when a sitting starts, and of which meeting or for whom."""
    found = set(_headings(next((row for row in rows if _is_filled(row)), ())))
    return "start" in found and bool(found & {"title", "regions"})


def meeting_cells(rows: Sequence[Row]) -> list[tuple[int, dict[str, str]]]:
    """Every row to be read with its number as Excel shows it, filled cells by field.

    Raises SheetEmpty, MeetingHeadings.
    """
    filled = [(line, row) for line, row in enumerate(rows, start=1) if _is_filled(row)]
    if not filled:
        raise SheetEmpty
    headings = _headings(filled[0][1])
    if missing := [both_names(name) for name in NEEDED if name not in headings]:
        raise MeetingHeadings(missing)
    found = [(line, _named(headings, row)) for line, row in filled[1:]]
    kept = [(line, cells) for line, cells in found if not plain(cells.get("title", "")).startswith(EXAMPLE)]
    if not kept:
        raise SheetEmpty
    return kept


def both_names(field: str) -> str:
    """A column as whoever has to fill it may know it: mulai (start)."""
    return f"{_SHOWN[field]} ({field})"


def _headings(row: Row) -> list[str]:
    return [_FIELDS.get(plain(str(cell)), "") for cell in row]


def _is_filled(row: Row) -> bool:
    return any(str(cell).strip() for cell in row)


def _named(headings: Sequence[str], row: Row) -> dict[str, str]:
    cells = {name: _text(cell, name) for name, cell in zip(headings, row, strict=False) if name}
    return {name: value for name, value in cells.items() if value}


def _text(cell: Cell, name: str) -> str:
    typed = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    lines = [" ".join(line.split()) for line in typed[:_LONGEST_CELL].splitlines()]
    return ("\n" if name in ("agenda", "regions") else " ").join(line for line in lines if line)


def typed_span(cells: Mapping[str, str]) -> str:
    """Date, hours and zone of a row as one would type them into the form."""
    start, end = (_clock(cells.get(name, "")) for name in ("start", "end"))
    hours = f"{start}-{end}" if end else start
    return f"{_day(cells.get('date', ''))} {hours} {cells.get('zone', '')}".strip()


def _day(typed: str) -> str:
    if typed.isdecimal() and typed.isascii() and len(typed) == 5 and int(typed) in _EXCEL_DAYS:
        return (_EXCEL_DAY_0 + timedelta(days=int(typed))).isoformat()
    return typed


def _clock(typed: str) -> str:
    """09:00:00 as Excel gives a time, 9.3 as it leaves of 9.30, 0.375 where the time format is missing."""
    if found := re.fullmatch(r"(\d{1,2}:\d{2}):\d{2}(?:\.0+)?", typed):
        return found[1]
    if found := re.fullmatch(r"(\d{1,2})\.(\d)", typed):
        return f"{found[1]}.{found[2]}0" if int(found[1]) else _of_day(float(typed))
    if re.fullmatch(r"0\.\d{3,}", typed):
        return _of_day(float(typed))
    return typed


def _of_day(fraction: float) -> str:
    minutes = round(fraction * 24 * 60)
    return f"{minutes // 60:02}.{minutes % 60:02}"
