"""Whether two names may be the same person's, or one made to look like the other."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from bot.rules.lookalikes import look_of, look_of_pairs, looks

#: Characters looked at.
_LONGEST = 200
_TITLES = frozenset(
    map(
        look_of,
        ("dr", "drs", "dra", "drg", "ir", "h", "hj", "kh", "prof", "pj", "plt", "plh", "bpk", "bapak", "ibu"),
    )
)
_MUHAMMAD = frozenset(
    map(
        look_of,
        ("moh", "muh", "mhd", "mohd", "muhamad", "mohamad", "mohammad", "mohammed", "mochamad", "mochammad"),
    )
)
_OLD_SPELLING = (("oe", "u"), ("tj", "c"), ("dj", "j"))
#: Shorter words must be equal.
_SHORTEST = 4
_LONG = 9


def resembles(name: str, other: str) -> bool:
    """Whether the names look alike: by look-alikes, old spelling, a slip, titles or the order of words.

    One word in common (Sari, Sari Praktik) is not enough, two are. Says nothing about who somebody is.
    """
    own, theirs = _words(name), _words(other)
    if not own or not theirs:
        return False
    if _is_near("".join(own), "".join(theirs), at_most=1):  # spaces moved or forgotten
        return True
    if min(len(own), len(theirs)) == 1:
        return False
    return _all_in(own, theirs) or _all_in(theirs, own)


def _all_in(words: list[str], others: list[str]) -> bool:
    left = list(others)
    for word in words:
        near = next((candidate for candidate in left if _is_near(word, candidate)), None)
        if near is None:
            return False
        left.remove(near)
    return True


def _is_near(word: str, other: str, *, at_most: int = 2) -> bool:
    shortest = min(len(word), len(other))
    allowed = min(at_most, 0 if shortest < _SHORTEST else 1 if shortest < _LONG else 2)
    return OSA.distance(word, other, score_cutoff=allowed) <= allowed


def _words(name: str) -> list[str]:
    """The looks of the words, without titles before the name and behind it (", S.E., M.Si.")."""
    whole = name[:_LONGEST]
    before_comma = whole.split(",")[0]
    text = before_comma if len(before_comma.split()) > 1 else whole
    words = [_spelled(look) for look in looks(text)]
    return [word for word in words if word not in _TITLES] or words


def _spelled(look: str) -> str:
    for old, new in _OLD_SPELLING:
        look = look.replace(old, new)
    return "muhammad" if look in _MUHAMMAD else look_of_pairs(look)
