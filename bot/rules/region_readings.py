"""What a typed region may say: its kind (Kota or Kabupaten) and its bare name, read in several ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

#: Characters looked at; the longest official name has 42.
_LONGEST = 100
#: A spreadsheet makes 13.1 of 13.10; no other code can be meant.
_CODE = re.compile(r"(\d{2})(?:\.(\d)|\.?(\d{2}))")
_JUNK = re.compile(r"[^a-z0-9]+")
#: Words that lead to a name, and the kind they tell; an office may tell none.
_LEADING = {
    "kab": "kabupaten",
    "kabupaten": "kabupaten",
    "pemkab": "kabupaten",
    "bupati": "kabupaten",
    "kota": "kota",
    "kodya": "kota",
    "kotamadya": "kota",
    "pemkot": "kota",
    "pemko": "kota",
    "walikota": "kota",
    "wali": "",
    "pemerintah": "",
    "pemda": "",
    "daerah": "",
}
_PROVINCE = frozenset({"provinsi", "propinsi", "prov", "pemprov", "gubernur"})
_WRITTEN_OUT = {"kep": "kepulauan", "tj": "tanjung", "tg": "tanjung", "tjg": "tanjung", "adm": "administrasi"}
#: At the end of a name only.
_DIRECTIONS = {
    "sel": "selatan",
    "ut": "utara",
    "bar": "barat",
    "tim": "timur",
    "teng": "tengah",
    "tgh": "tengah",
}
#: Spelling before 1972: Tjirebon, Bandoeng, Djember.
_OLD = (("oe", "u"), ("tj", "c"), ("dj", "j"))
_SHORTEST_REMAINDER = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """``cost`` counts what was mended to read it so; ``kind`` is empty where none was told."""

    kind: str
    bare: str
    cost: int = 0


def code_of(typed: str) -> str | None:
    """The code, where a code was typed: 64.74 or 6474."""
    code = _CODE.fullmatch(typed.strip())
    return f"{code[1]}.{code[3] or code[2] + '0'}" if code else None


def readings(typed: str) -> list[Reading]:
    """All ways to read it, the plainest first; none where no name is left."""
    words = _words(typed)
    if not words or words[0] in _PROVINCE or all(word in _LEADING for word in words):
        return []
    plain = [*_read(words)]
    return [*plain, *(old for reading in plain for old in _in_old_spelling(reading))]


def split(name: str) -> tuple[str, str]:
    """Kind and bare name of an official name: "Kabupaten Kulon Progo" is ("kabupaten", "kulonprogo")."""
    kind, words = _strip(_words(name))
    return kind, "".join(words)


def bare_of(name: str) -> str:
    """Letters and digits only, without spaces, nothing taken off."""
    return "".join(_words(name))


def _words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text[:_LONGEST])
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = [_WRITTEN_OUT.get(word, word) for word in _JUNK.sub(" ", plain.casefold()).split()]
    if len(words) > 1:
        words[-1] = _DIRECTIONS.get(words[-1], words[-1])
    return words


def _read(words: list[str]) -> Iterator[Reading]:
    kind, rest = _strip(words)
    yield Reading(kind, "".join(rest))
    if kind == "kota":  # "Kota Baru" may be Kotabaru, which is no Kota
        yield Reading("", "kota" + "".join(rest), cost=1)
    if kind:
        return
    if len(rest) > 1:
        for word, told in _LEADING.items():
            if OSA.distance(rest[0], word, score_cutoff=1) == 1:
                told_or_next, name = _strip(rest[1:], told)
                yield Reading(told_or_next, "".join(name), cost=1)
    yield from _glued("".join(rest))


def _strip(words: list[str], kind: str = "") -> tuple[str, list[str]]:
    """Leading words off, as long as they do not contradict each other: Kab. Kota Baru is Kotabaru."""
    while len(words) > 1 and words[0] in _LEADING and (not kind or _LEADING[words[0]] in ("", kind)):
        kind = kind or _LEADING[words[0]]
        words = words[1:]
    return kind, words


def _glued(text: str) -> Iterator[Reading]:
    """Spaces forgotten or misplaced: kotablitar, pemerintahkotablitar."""
    for word, told in _LEADING.items():
        remainder = text.removeprefix(word)
        if len(remainder) < len(text) and len(remainder) >= _SHORTEST_REMAINDER:
            if told:
                yield Reading(told, remainder, cost=1)
            else:
                yield from _glued(remainder)


def _in_old_spelling(reading: Reading) -> Iterator[Reading]:
    bare = reading.bare
    for old, new in _OLD:
        bare = bare.replace(old, new)
    if bare != reading.bare:
        yield Reading(reading.kind, bare, reading.cost + 1)
        if "j" in bare:  # Soerabaja, Jogjakarta
            yield Reading(reading.kind, bare.replace("j", "y"), reading.cost + 1)
