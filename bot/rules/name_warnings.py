"""What is odd about a name as Telegram gives it. A warning is a reason to look twice, and no verdict."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from bot.rules.lookalikes import BLANK, look_of, look_of_pairs, looks

#: Characters looked at; Telegram gives 64 for each of two names.
_LONGEST = 400


class NameWarning(StrEnum):
    """Why an admin should look twice."""

    MIXED_SCRIPTS = (
        "mixed_scripts"  #: letters of several scripts, or dressed-up ones: one may stand for another
    )
    DIRECTION_MARKS = "direction_marks"  #: marks that turn the direction of writing
    INVISIBLE = "invisible"  #: letters nobody sees, or marks piled up
    LOOKS_OFFICIAL = "looks_official"  #: claims an office, or looks as if
    NOT_LATIN = "not_latin"  #: no Latin letter at all


_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINER, _VARIANTS = "\u200d", ("\ufe0e", "\ufe0f")
_BADGES = frozenset("✓✔☑✅🗸🛡👮")
#: Whole words, or beginnings of words, as they look. Botutihe and Resmiyati are names of people.
_WORDS = frozenset(
    map(look_of, ("resmi", "official", "verified", "verifikasi", "terverifikasi", "permas", "bot", "dit"))
)
_BEGINNINGS = tuple(map(look_of, ("admin", "petugas", "ditpermas", "kpk", "komisipemberantasan")))
_ENDINGS = tuple(map(look_of, ("kpk", "permas")))
#: Scripts that stand together in one language.
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KATAKANA-HIRAGANA"})


def name_warnings(text: str) -> tuple[NameWarning, ...]:
    """All that apply, in the order of the class."""
    seen = text[:_LONGEST]
    scripts = {_script(letter) for letter in seen if letter.isalpha()}
    applies = {
        NameWarning.MIXED_SCRIPTS: len(scripts) > 1 or any(map(_is_dressed_up, seen)),
        NameWarning.DIRECTION_MARKS: not _DIRECTION.isdisjoint(seen),
        NameWarning.INVISIBLE: _has_invisible(seen),
        NameWarning.LOOKS_OFFICIAL: _looks_official(seen),
        NameWarning.NOT_LATIN: bool(scripts) and "LATIN" not in scripts,
    }
    return tuple(warning for warning in NameWarning if applies[warning])


def _script(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    word = unicodedata.name(base, "UNNAMED").split()[0]
    return "EAST ASIAN" if word in _EAST_ASIAN else word


def _is_dressed_up(letter: str) -> bool:
    """Bold, fullwidth, circled or small capital letters, which read as plain ones. Flags are left alone."""
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter:
        return len(plain) == 1 and plain.isascii() and plain.isalpha()
    name = unicodedata.name(letter, "") if not letter.isascii() else ""
    return "SMALL CAPITAL" in name or name.startswith("NEGATIVE") or letter in "ɑɡı"


def _has_invisible(text: str) -> bool:
    """Joiners and variants are part of emoji, and are seen there."""
    composed = unicodedata.normalize("NFC", text)
    for at, letter in enumerate(composed):
        category = unicodedata.category(letter)
        before, after = composed[at - 1 : at], composed[at + 1 : at + 2]
        if letter in _VARIANTS and _is_picture(before):
            continue
        if letter == _JOINER and _is_picture(before) and _is_picture(after):
            continue
        if letter in BLANK or (category == "Cf" and letter not in _DIRECTION):
            return True
        if category == "Me" or "COMBINING" in unicodedata.name(letter, "") or letter in _VARIANTS:
            return True
        if category == "Cc" and letter not in "\n\r\t":
            return True
    return False


def _is_picture(letter: str) -> bool:
    return bool(letter) and (unicodedata.category(letter) in ("So", "Sk") or letter in _VARIANTS)


def _looks_official(text: str) -> bool:
    if not _BADGES.isdisjoint(text):
        return True
    words = looks(text)
    return any(
        word in _WORDS or word.startswith(_BEGINNINGS) or word.endswith(_ENDINGS)
        for look in (words, tuple(map(look_of_pairs, words)))
        for word in look
    )
