"""Which region does somebody mean? By code, official name, nickname, or close spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

#: Names used by the press and in offices that no spelling distance would find, and their codes.
ALIASES: dict[str, str] = {
    "solo": "33.72",
    "sala": "33.72",
    "mitra": "71.07",
    "mabar": "53.15",
    "bateng": "19.04",
    "kp": "34.01",
    "jogja": "34.71",
    "yogya": "34.71",
    "hss": "63.06",
}

#: rapidfuzz ratio, 0 to 100: below it a name is not close enough to be meant.
CLOSE = 84.0
#: Candidates within this many points of the best are as good as the best.
_TIE = 3.0
_SUGGESTED = 65.0
_MOST_SUGGESTIONS = 5
_SHORTEST = 4

#: A spreadsheet makes 13.1 of 13.10; no other code can be meant.
_CODE = re.compile(r"(\d{2})(?:\.(\d)|\.?(\d{2}))")
_JUNK = re.compile(r"[^a-z0-9]+")
_KINDS = {"kab": "kabupaten", "kabupaten": "kabupaten", "kota": "kota", "kodya": "kota", "kotamadya": "kota"}
_OFFICES = frozenset({"pemkab", "pemkot", "pemerintah", "daerah"})


@dataclass(frozen=True, slots=True)
class Place:
    """A region as the search needs it."""

    code: str
    name: str
    province: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One region is meant. ``is_exact`` is False where only the spelling came close."""

    place: Place
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several regions may be meant (Kota and Kabupaten Blitar): ask."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No region is meant; ``suggestions`` are the nearest names, best first."""

    suggestions: tuple[Place, ...] = ()


Search = Found | Ambiguous | Unknown


class Gazetteer:
    """All regions, ready to be searched. Built once; holds no state besides."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        self._by_code = {place.code: place for place in self.places}
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            kind, bare = _split(place.name)
            for name in {kind + bare, bare}:
                self._by_name[name].append(place)
        self._names = list(self._by_name)
        self._bare = list(dict.fromkeys(_split(place.name)[1] for place in self.places))

    def find(self, typed: str) -> Search:
        """The region somebody typed."""
        code = _CODE.fullmatch(typed.strip())
        if code:
            place = self._by_code.get(f"{code[1]}.{code[3] or code[2] + '0'}")
            return Found(place) if place else Unknown()
        kind, bare = _split(typed)
        if not bare or bare in _KINDS or bare in _OFFICES:
            return Unknown()
        nickname = self._by_code.get(ALIASES.get(bare, ""))
        if nickname and _split(nickname.name)[0].startswith(kind):
            return Found(nickname)
        exact = self._by_name.get(kind + bare) or self._by_name.get(bare)
        return _one_of(exact, is_exact=True) if exact else self._close(kind, bare)

    def _close(self, kind: str, bare: str) -> Search:
        if len(bare) < _SHORTEST:  # by chance, a short word is near to many names
            return Unknown()
        wanted = kind + bare
        scored = process.extract(wanted, self._names, scorer=fuzz.ratio, limit=12, score_cutoff=_SUGGESTED)
        if not scored:
            return Unknown()
        best = scored[0][1]
        if best < CLOSE:
            return Unknown(self._suggest(bare))
        near = [place for name, score, _ in scored if score >= best - _TIE for place in self._by_name[name]]
        return _one_of(near, is_exact=False)

    def _suggest(self, bare: str) -> tuple[Place, ...]:
        """By the bare name: "Kabupaten" alone makes no two names alike."""
        scored = process.extract(bare, self._bare, scorer=fuzz.ratio, limit=12, score_cutoff=_SUGGESTED)
        places = (place for name, _score, _ in scored for place in self._by_name[name])
        return tuple(dict.fromkeys(places))[:_MOST_SUGGESTIONS]


def _one_of(places: list[Place], *, is_exact: bool) -> Search:
    distinct = tuple(dict.fromkeys(places))
    if len(distinct) == 1:
        return Found(distinct[0], is_exact=is_exact)
    return Ambiguous(tuple(sorted(distinct, key=lambda place: place.code)))


def _split(name: str) -> tuple[str, str]:
    """Kind (maybe empty) and bare name without spaces: "Kab. Kulon Progo" is ("kabupaten", "kulonprogo")."""
    words = _JUNK.sub(" ", name.casefold()).split()
    kind = ""
    while len(words) > 1 and (words[0] in _KINDS or words[0] in _OFFICES):
        kind = _KINDS.get(words[0], {"pemkab": "kabupaten", "pemkot": "kota"}.get(words[0], kind))
        words = words[1:]
    return kind, "".join(words)
