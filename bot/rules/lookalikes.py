"""Letters that look alike folded into one, so that an imitated word compares equal to the word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Latin letter: letters of other scripts that look like it and that Unicode does not decompose.
#: A choice from the confusables of Unicode Technical Standard 39; the two cases may look different.
_ALIKE = {
    "a": "АаΑαᎪꓮɑ",
    "b": "ВвЬьΒβᏴꓐƄ",
    "c": "СсϹϲᏟꓚ",
    "d": "ԁᎠꓓ",
    "e": "ЕеΕεᎬꓰ",
    "f": "ꓝϜ",
    "g": "ԌɡᏀꓖց",
    "h": "НнҺһΗᎻꓧհ",
    "i": "ІіΙιᎥꓲӀӏ",
    "j": "ЈјᎫꓙϳյ",
    "k": "КкΚκᏦꓗĸ",
    "l": "ᏞꓡԼ",
    "m": "МмΜϺᎷꓟ",
    "n": "ΝηПпꓠոռ",
    "o": "ОоΟοσꓳՕօ",
    "p": "РрΡρᏢꓑ",
    "q": "Ԛԛզ",
    "r": "гЯяᎡꓣ",
    "s": "ЅѕᏚꓢՏ",
    "t": "ТтΤτᎢꓔ",
    "u": "υՍսꓴ",
    "v": "ѴѵνᏙꓦ",
    "w": "ԜԝωᎳꓪшШ",
    "x": "ХхΧχꓫ",
    "y": "УуҮүΥγꓬ",
    "z": "ΖᏃꓜ",
}
#: Letters and signs that show nothing, though Unicode does not say so: fillers and an empty Braille cell.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
_FOLDED = {letter: latin for latin, letters in _ALIKE.items() for letter in letters}
#: Digits and signs written for letters; i, l, 1 and | are one and the same.
_WRITTEN_FOR = {
    "i": "l", "1": "l", "|": "l", "!": "l", "0": "o", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s",
    "6": "g", "7": "t", "8": "b", "9": "g",
}  # fmt: skip
_UNSEEN = ("Cf", "Mn", "Me")
_SIGNS = "@$!|"
_BETWEEN = re.compile(rf"[^\w{re.escape(_SIGNS)}]+|_+")
_NAMED = re.compile(
    r"(?:NEGATIVE )?(?:LATIN|REGIONAL INDICATOR SYMBOL|SQUARED|CIRCLED)\b.*?\bLETTER"
    r" (?:SMALL CAPITAL |SCRIPT |DOTLESS )?([A-Z])(?: WITH .*)?"
)
#: Two letters that together look like one.
_PAIRS = (("rn", "m"), ("vv", "w"))


def look_of(word: str) -> str:
    """What the word looks like, in small Latin letters where there are such; i and digits are folded too."""
    decomposed = unicodedata.normalize("NFKD", word)
    letters = (_look_of_letter(letter) for letter in decomposed)
    return "".join(_WRITTEN_FOR.get(letter, letter) for letter in "".join(letters))


def look_of_pairs(look: str) -> str:
    """The same with rn read as m: adrnin is admin."""
    for pair, one in _PAIRS:
        look = look.replace(pair, one)
    return look


def looks(text: str) -> tuple[str, ...]:
    """The look of each word; single letters in a row are one word, as K.P.K. is KPK."""
    joined: list[str] = []
    was_single = False
    for word in _BETWEEN.split(_without_marks(text)):
        look = look_of(word.strip(_SIGNS) or word)
        if not look:
            continue
        is_single = len(look) == 1
        if is_single and was_single:
            joined[-1] += look
        else:
            joined.append(look)
        was_single = is_single
    return tuple(joined)


def _without_marks(text: str) -> str:
    """Words are not torn apart by what nobody sees."""
    decomposed = unicodedata.normalize("NFKD", text)
    seen = (
        letter for letter in decomposed if unicodedata.category(letter) not in _UNSEEN and letter not in BLANK
    )
    return "".join(
        _look_of_letter(letter) if unicodedata.category(letter) == "So" else letter for letter in seen
    )


@lru_cache(maxsize=4096)
def _look_of_letter(letter: str) -> str:
    if letter in _FOLDED:
        return _FOLDED[letter]
    if letter.isascii():
        return letter.casefold()
    if unicodedata.category(letter) in _UNSEEN or letter in BLANK:
        return ""
    named = _NAMED.fullmatch(unicodedata.name(letter, ""))
    return named[1].casefold() if named else letter.casefold()
