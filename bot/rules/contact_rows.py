"""Rows of a sheet of officials as people and Excel write them. An empty cell changes nothing, "-" empties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.columns import Cell, Row, SheetEmpty, SheetHeadings
from bot.rules.errors import Problem
from bot.rules.instruments import plain
from bot.rules.names import NameUnusable, typed_name
from bot.rules.regions import Ambiguous, Found, Gazetteer
from bot.rules.seats import PostUnknown, post_key
from bot.rules.values import Unreadable, parse_date

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
_PREFIXES = {"pj": "Pj.", "plt": "Plt.", "plh": "Plh."}
_EMPTIED = frozenset({"-", "–", "—"})
_PHONE = re.compile(r"\+?[0-9][0-9 ().,/-]{4,30}(?: ?(?:ext\.?|pes\.?) ?[0-9]{1,5})?", re.IGNORECASE)
#: What an export calls the holder; rows of assistants and delegates are passed over.
_HOLDER = ("", "pejabat yang bersangkutan")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One seat as the sheet has it. None changes nothing; an empty text or ``is_open_ended`` empties."""

    line: int
    region_code: str
    post: str
    name: str
    prefix: str | None
    office_phone: str | None
    phone: str | None
    until_on: date | None
    is_open_ended: bool = False


def is_contacts(rows: Sequence[Row]) -> bool:
    """Whether the headings are those of officials and not of measurements."""
    found = _headings(next((row for row in rows if any(str(cell).strip() for cell in row)), ()))
    return "post" in found and not {"criterion", "kriteria"} & set(found)


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
        read = _read(line, cells, regions, posts)
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
    missing = [] if {"region_code", "region"} & set(headings) else ["region"]
    missing += [] if "post" in headings else ["jabatan (post)"]
    if missing:
        raise SheetHeadings(missing)
    if len(filled) < 2:
        raise SheetEmpty
    for at, row in filled[1:]:
        yield at, dict(zip(headings, (_text(cell) for cell in row), strict=False))


def _text(cell: Cell) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return text.strip()[:200]


def _read(
    line: int, cells: Mapping[str, str], regions: Gazetteer, posts: Mapping[str, str]
) -> ContactRow | Problem:
    region = _region(cells.get("region_code", "") or cells.get("region", ""), regions)
    if isinstance(region, Problem):
        return region
    post = _post(cells.get("post", ""), posts)
    if post is None:
        return Problem("post_unknown", cells.get("post", ""), detail={"known": ", ".join(posts.values())})
    prefix = cells.get("prefix", "")
    if prefix and prefix not in _EMPTIED and plain(prefix).rstrip(".") not in _PREFIXES:
        return Problem("prefix_unknown", prefix)
    for name in ("office_phone", "phone"):
        typed = cells.get(name, "")
        if typed and typed not in _EMPTIED and not _PHONE.fullmatch(typed):
            return Problem("phone_unreadable", typed)
    until = cells.get("until_on", "")
    try:
        return ContactRow(
            line=line,
            region_code=region,
            post=post,
            name=typed_name(cells["name"]) if cells.get("name") else "",
            prefix=_emptied(_PREFIXES.get(plain(prefix).rstrip("."), prefix)),
            office_phone=_phone(cells.get("office_phone", "")),
            phone=_phone(cells.get("phone", "")),
            until_on=None if until in _EMPTIED else parse_date(until),
            is_open_ended=until in _EMPTIED,
        )
    except NameUnusable:
        return Problem("name_unusable", cells["name"])
    except Unreadable:
        return Problem("date_unreadable", until)


def _region(typed: str, regions: Gazetteer) -> str | Problem:
    """A near spelling is never taken in silence: the row is named with what may be meant."""
    if not typed:
        return Problem("region_missing")
    match regions.find(typed):
        case Found(place=place, is_exact=True):
            return place.code
        case Found(place=place):
            return Problem("region_unknown", typed, detail={"suggestions": place.name})
        case Ambiguous(places=places):
            names = ", ".join(place.name for place in places)
            return Problem("region_ambiguous", typed, detail={"suggestions": names})
        case unknown:
            names = ", ".join(place.name for place in unknown.suggestions)
            return Problem("region_unknown", typed, detail={"suggestions": names})


def _post(typed: str, posts: Mapping[str, str]) -> str | None:
    try:
        return post_key(typed, posts)
    except PostUnknown:
        return None


def _phone(typed: str) -> str | None:
    """Excel takes the leading nought off a number: 8115550000 is 08115550000."""
    is_cut = typed.isdecimal() and len(typed) >= 8 and typed[0] != "0" and not typed.startswith("62")
    return _emptied(f"0{typed}" if is_cut else typed)


def _emptied(text: str) -> str | None:
    return "" if text in _EMPTIED else text or None
