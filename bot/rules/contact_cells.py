"""One row of a sheet of officials: its cells understood, or the first that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.rules.errors import Problem
from bot.rules.instruments import plain
from bot.rules.names import NameUnusable, typed_name
from bot.rules.regions import Ambiguous, Found, Gazetteer
from bot.rules.seats import PostUnknown, post_key
from bot.rules.values import Unreadable, parse_date

#: What a sheet says about a seat, besides where it is.
FIELDS = ("region_code", "region", "post", "name", "prefix", "office_phone", "phone", "until_on")
_PREFIXES = {"pj": "Pj.", "plt": "Plt.", "plh": "Plh."}
_EMPTIED = frozenset({"-", "–", "—"})
_PHONE = re.compile(r"\+?[0-9][0-9 ().,/-]{4,30}(?: ?(?:ext\.?|pes\.?) ?[0-9]{1,5})?", re.IGNORECASE)
#: Which cell is marked for a problem that does not say it itself.
_CELLS = {
    "post_unknown": "post",
    "prefix_unknown": "prefix",
    "name_unusable": "name",
    "date_unreadable": "until_on",
    "seat_twice": "post",
    "seat_missing": "post",
    "nobody_there": "name",
}


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


def cell_of(problem: Problem) -> str:
    """The field whose cell is wrong."""
    return problem.detail.get("field", "") or _CELLS.get(problem.code, "")


def read_row(
    line: int, cells: Mapping[str, str], regions: Gazetteer, posts: Mapping[str, str]
) -> ContactRow | Problem:
    """The row, or its first problem. ``posts`` are keys and titles."""
    for name in FIELDS:
        if cells.get(name, "").startswith("="):
            return Problem("cell_formula", cells[name], detail={"field": name})
    region = _region(cells, regions)
    if isinstance(region, Problem):
        return region
    post = _post(cells.get("post", ""), posts)
    if post is None:
        return Problem("post_unknown", cells.get("post", ""), detail={"known": ", ".join(posts.values())})
    return _details_wrong(cells) or _row(line, region, post, cells)


def _details_wrong(cells: Mapping[str, str]) -> Problem | None:
    prefix = cells.get("prefix", "")
    if prefix and prefix not in _EMPTIED and plain(prefix).rstrip(".") not in _PREFIXES:
        return Problem("prefix_unknown", prefix)
    for name in ("office_phone", "phone"):
        typed = cells.get(name, "")
        if typed and typed not in _EMPTIED and not _PHONE.fullmatch(typed):
            return Problem("phone_unreadable", typed, detail={"field": name})
    return None


def _row(line: int, region: str, post: str, cells: Mapping[str, str]) -> ContactRow | Problem:
    prefix, until = cells.get("prefix", ""), cells.get("until_on", "")
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


def _region(cells: Mapping[str, str], regions: Gazetteer) -> str | Problem:
    """The code of the row's region; where code and name are both given, they have to agree."""
    code, name = cells.get("region_code", ""), cells.get("region", "")
    found = _found(code or name, regions, "region_code" if code else "region")
    if isinstance(found, Problem) or not (code and name):
        return found
    match regions.find(name):
        case Found(place=place, is_exact=True) if place.code != found:
            meant = next(place.name for place in regions.places if place.code == found)
            return Problem("region_contradicts", name, detail={"meant": meant, "field": "region"})
        case _:
            return found


def _found(typed: str, regions: Gazetteer, field: str) -> str | Problem:
    """A near spelling is never taken in silence: the row is named with what may be meant."""
    if not typed:
        return Problem("region_missing", detail={"field": field})
    match regions.find(typed):
        case Found(place=place, is_exact=True):
            return place.code
        case Found(place=place):
            code, names = "region_unknown", place.name
        case Ambiguous(places=places):
            code, names = "region_ambiguous", ", ".join(place.name for place in places)
        case unknown:
            code, names = "region_unknown", ", ".join(place.name for place in unknown.suggestions)
    return Problem(code, typed, detail={"suggestions": names, "field": field})


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
