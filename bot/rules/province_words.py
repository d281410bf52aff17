"""What a province is called besides its name: abbreviations by which every office knows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_KIND = re.compile(r"^(?:provinsi|propinsi|prov\b\.?|prop\b\.?)\s*")
#: Code by abbreviation; the ones the search for regions knows as provinces.
_SHORT = {
    "babel": "19",
    "bangka belitung": "19",
    "diy": "34",
    "di yogyakarta": "34",
    "dki": "31",
    "dki jakarta": "31",
    "jakarta": "31",
    "jabar": "32",
    "jateng": "33",
    "jatim": "35",
    "kalbar": "61",
    "kalsel": "63",
    "kaltara": "65",
    "kalteng": "62",
    "kaltim": "64",
    "kepri": "21",
    "malut": "82",
    "ntb": "52",
    "ntt": "53",
    "sulbar": "76",
    "sulsel": "73",
    "sulteng": "72",
    "sultra": "74",
    "sulut": "71",
    "sumbar": "13",
    "sumsel": "16",
    "sumut": "12",
}


def names_of_provinces(provinces: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Code by name and by abbreviation, in small letters."""
    return _SHORT | {name.casefold(): code for code, name in provinces}


def without_kind(words: str) -> str:
    """``jawa timur`` of ``prov. jawa timur``."""
    return _KIND.sub("", words)
