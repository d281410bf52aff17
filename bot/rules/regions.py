"""Which region does somebody mean? By code, official name, nickname, or close spelling; never by a guess.

How far a text is from a name is counted in mistakes: a letter missing, added, exchanged or swapped, a
misspelt or glued "Kota", an old spelling, a kind that does not fit. One region is found only where no other
is as near; so a single mistake leads to another region only where it spells that region's own name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.rules.region_readings import Reading, bare_of, code_of, readings, split
from bot.rules.slips import slips

_SUGGESTED = 65.0
_MOST_SUGGESTIONS = 5
#: By chance, a shorter word is near to many names.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A region as the search needs it."""

    code: str
    name: str
    province: str = ""


@dataclass(frozen=True, slots=True)
class Nickname:
    """Another name in use. Without ``region``, the official name, it is a province and stands for no region.

    An abbreviation (Muba) that is one slip from an official name (Muna) is asked about; a name of its own
    (Solo) is not.
    """

    text: str
    region: str
    is_abbreviation: bool = False


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


@dataclass(frozen=True, slots=True)
class _Key:
    """What a name stands for; a province is no place."""

    place: Place | None
    kind: str = ""


@dataclass(frozen=True, slots=True, order=True)
class _Match:
    """Ordered from near to far."""

    cost: int
    is_other_kind: bool


class Gazetteer:
    """All regions, ready to be searched. Built once; holds no state besides."""

    def __init__(self, places: Iterable[Place], nicknames: Iterable[Nickname] = ()) -> None:
        self.places = tuple(places)
        self.nicknames = tuple(nicknames)
        self._by_code = {place.code: place for place in self.places}
        self._keys: dict[str, list[_Key]] = defaultdict(list)
        for place in self.places:
            kind, bare = split(place.name)
            self._keys[bare].append(_Key(place, kind))
        self._bare = list(self._keys)
        for name, key in [*self._shortened(), *self._nicknamed(), *self._provinces(), *self._slipped()]:
            self._keys[name].append(key)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for name in self._keys:
            self._by_length[len(name)].append(name)

    def find(self, typed: str) -> Search:
        """The region somebody typed."""
        if code := code_of(typed):
            place = self._by_code.get(code)
            return Found(place) if place else Unknown()
        read = readings(typed)
        if not read:
            return Unknown()
        bare = read[0].bare
        is_short = len(bare) < _SHORTEST
        if matches := self._matches(read):
            return _judge(matches, is_short=is_short)
        return Unknown(() if is_short else self._suggest(bare))

    def _matches(self, read: list[Reading]) -> dict[Place | None, _Match]:
        """Every region near enough, and how near: all that was mended together decides."""
        most = max(_allowed(reading.bare) for reading in read)
        matches: dict[Place | None, _Match] = {}
        for reading in read:
            for name, distance in self._near(reading):
                for key in self._keys[name]:
                    if key.place is None and reading.kind:
                        continue
                    is_other = bool(reading.kind) and key.kind != reading.kind
                    match = _Match(reading.cost + distance + is_other, is_other)
                    if match.cost <= most:
                        matches[key.place] = min(match, matches.get(key.place, match))
        return matches

    def _near(self, reading: Reading) -> list[tuple[str, int]]:
        """Names and their distances. A very short word is compared only as it stands."""
        most = 0 if len(reading.bare) < _SHORTEST and reading.cost else _allowed(reading.bare)
        length = len(reading.bare)
        lengths = range(length - most, length + most + 1)
        names = [name for each in lengths for name in self._by_length.get(each, ())]
        scored = process.extract(reading.bare, names, scorer=OSA.distance, score_cutoff=most, limit=None)
        return [(name, int(distance)) for name, distance, _ in scored]

    def _suggest(self, bare: str) -> tuple[Place, ...]:
        """By the bare name: "Kabupaten" alone makes no two names alike."""
        scored = process.extract(bare, self._bare, scorer=fuzz.ratio, limit=12, score_cutoff=_SUGGESTED)
        places = (key.place for name, _score, _ in scored for key in self._keys[name])
        return tuple(dict.fromkeys(place for place in places if place))[:_MOST_SUGGESTIONS]

    def _shortened(self) -> Iterator[tuple[str, _Key]]:
        """Kepulauan Anambas is called Anambas, Kota Administrasi Jakarta Barat Kota Jakarta Barat."""
        for place in self.places:
            kind, bare = split(place.name)
            short = bare.removeprefix("administrasi").removeprefix("kepulauan")
            if short not in self._keys:
                yield short, _Key(place, kind)

    def _nicknamed(self) -> Iterator[tuple[str, _Key]]:
        by_name = {place.name: _Key(place, split(place.name)[0]) for place in self.places}
        for nickname in self.nicknames:
            yield bare_of(nickname.text), by_name[nickname.region] if nickname.region else _Key(None)

    def _slipped(self) -> Iterator[tuple[str, _Key]]:
        """Under an abbreviation also the official names that one slip turns into it."""
        short = {bare_of(nickname.text) for nickname in self.nicknames if nickname.is_abbreviation}
        for name in self._bare:
            for slip in short.intersection(slips(name)):
                for key in self._keys[name]:
                    yield slip, key

    def _provinces(self) -> Iterator[tuple[str, _Key]]:
        """So that Bali is not taken for PALI. Jambi is a Kota as well, and that is meant here."""
        for name in dict.fromkeys(bare_of(place.province) for place in self.places):
            if name and name not in self._keys:
                yield name, _Key(None)


def _allowed(bare: str) -> int:
    """Mistakes that leave a name recognisable."""
    if len(bare) < _SHORTEST:
        return 1 if len(bare) == _SHORTEST - 1 else 0
    return 1 if len(bare) < 8 else 2 if len(bare) < 14 else 3


def _judge(matches: dict[Place | None, _Match], *, is_short: bool) -> Search:
    best = min(matches.values())
    reach = best.cost if best.cost <= 1 else best.cost + 1
    near = [place for place, match in matches.items() if match.cost <= reach]
    places = tuple(sorted((place for place in near if place), key=lambda place: place.code))
    fitting = [place for place in places if not matches[place].is_other_kind]
    if is_short and best.cost and len(fitting) < 2:  # "bon" is not Bone
        return Unknown()
    if not fitting or (None in near and len(fitting) == 1):  # rather the province than a guess
        return Unknown(places[:_MOST_SUGGESTIONS])
    if len(places) == 1:
        return Found(places[0], is_exact=not best.cost)
    return Ambiguous(places)
