"""Action points as staff type them, a line each: "Kota Bontang, Inspektur; menyampaikan; 30-04-2025"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.action_points import DueDate, due_date
from bot.rules.errors import Problem, UserMistake
from bot.rules.regions import Place
from bot.rules.seats import PostUnknown, post_key
from bot.rules.visible import is_readable, without_unseen

SHORTEST, LONGEST = 5, 500  #: characters of what is to be done
MOST_LINES = 60
_ALL = "semua"
_BETWEEN = re.compile(r"\s*,\s*|\s+dan\s+", re.IGNORECASE)


class LineMistake(StrEnum):
    """Codes of ``Problem`` for a line."""

    PARTS_MISSING = "parts_missing"
    OWNER_UNKNOWN = "owner_unknown"
    REGION_AMBIGUOUS = "region_ambiguous"
    REGION_MISSING = "region_missing"
    REGION_NOT_INVITED = "region_not_invited"
    SEAT_MISSING = "seat_missing"
    WORDS_SHORT = "words_short"
    WORDS_LONG = "words_long"
    DATE = "date"
    TOO_MANY = "too_many"


class ActionLinesMistake(UserMistake):
    """Lines that cannot be read, every one of them; nothing is stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems, self.longest, self.most = tuple(problems), LONGEST, MOST_LINES


@dataclass(frozen=True, slots=True)
class Owner:
    """A seat that may be given something to do."""

    seat: int
    region_code: str
    post: str  #: key
    is_invited: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What lines are read against."""

    find: Callable[[str], Sequence[Place]]  #: one is a hit, several are a doubt
    owners: Sequence[Owner]  #: the seats of the regions that were invited
    posts: Mapping[str, str]  #: key and title of every post
    today: date


@dataclass(frozen=True, slots=True)
class PointDraft:
    """What one line says: who, what, by when. Each seat gets a point of its own."""

    seats: tuple[int, ...]
    words: str
    due_on: date


class _Unreadable(ValueError):
    def __init__(self, mistake: LineMistake, typed: str = "", **detail: str) -> None:
        super().__init__(mistake)
        self.mistake, self.typed, self.detail = mistake, typed, detail


def read_points(typed: str, around: Around) -> list[PointDraft]:
    """Every line. Raises ActionLinesMistake with all that cannot be read."""
    lines = [line.strip() for line in without_unseen(typed).splitlines() if is_readable(line)]
    found: list[PointDraft] = []
    problems = [Problem(LineMistake.TOO_MANY)] if len(lines) > MOST_LINES else []
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        try:
            found.append(_point(line, around))
        except _Unreadable as one:
            named = number if len(lines) > 1 else None
            problems.append(Problem(one.mistake, one.typed[:60], named, one.detail))
    if problems or not found:
        raise ActionLinesMistake(problems or [Problem(LineMistake.PARTS_MISSING)])
    return found


def _point(line: str, around: Around) -> PointDraft:
    parts = [part.strip() for part in line.strip("- ").split(";") if part.strip()]
    if len(parts) < 3:
        raise _Unreadable(LineMistake.PARTS_MISSING, line)
    words = " ".join("; ".join(parts[1:-1]).split())
    if len(words) < SHORTEST:
        raise _Unreadable(LineMistake.WORDS_SHORT, words)
    if len(words) > LONGEST:
        raise _Unreadable(LineMistake.WORDS_LONG, words)
    seats = tuple(dict.fromkeys(_seats(parts[0], around)))
    try:
        return PointDraft(seats, words, due_date(parts[-1], today=around.today))
    except DueDate as error:
        raise _Unreadable(LineMistake.DATE, parts[-1]) from error


def _seats(typed: str, around: Around) -> Iterator[int]:
    """Regions ("Inspektur Kota Bontang" too), and posts that hold for all that have none of their own."""
    items = [item for item in _BETWEEN.split(typed) if item]
    common = [post for item in items if (post := _post(item, around.posts))]
    named = [_own_post(item, around.posts) for item in items if not _post(item, around.posts)]
    if not named:
        raise _Unreadable(LineMistake.REGION_MISSING, typed)
    for post, name in named:
        for place in _places(name, around):
            yield from _of_region(place, [post] if post else common, around)


def _of_region(place: Place, posts: Sequence[str], around: Around) -> Iterator[int]:
    there = [owner for owner in around.owners if owner.region_code == place.code]
    if not posts:
        yield from (owner.seat for owner in there if owner.is_invited)
    for post in posts:
        seats = [owner.seat for owner in there if owner.post == post]
        if not seats:
            raise _Unreadable(LineMistake.SEAT_MISSING, around.posts[post], region=place.name)
        yield from seats


def _places(name: str, around: Around) -> list[Place]:
    invited = {owner.region_code for owner in around.owners}
    if name.casefold() == _ALL:
        return [Place(code, code) for code in sorted(invited)]
    places = around.find(name)
    near = [place for place in places if place.code in invited]
    if not places:
        raise _Unreadable(LineMistake.OWNER_UNKNOWN, name)
    if not near:
        raise _Unreadable(LineMistake.REGION_NOT_INVITED, places[0].name if len(places) == 1 else name)
    if len(near) > 1:
        options = " atau ".join(place.name for place in near)
        raise _Unreadable(LineMistake.REGION_AMBIGUOUS, name, options=options)
    return near


def _own_post(item: str, posts: Mapping[str, str]) -> tuple[str | None, str]:
    """The post an item begins with, if any, and the region that follows."""
    words = item.split()
    for length in range(len(words) - 1, 0, -1):
        if post := _post(" ".join(words[:length]), posts):
            return post, " ".join(words[length:])
    return None, item


def _post(typed: str, posts: Mapping[str, str]) -> str | None:
    try:
        return post_key(typed, posts)
    except PostUnknown:
        return None
