"""What one slip of the finger makes of a word: a letter missing, doubled or swapped, or the key beside it."""

from __future__ import annotations

from collections.abc import Iterator

#: QWERTY as on telephones; a key's neighbours are in its row and in the rows above and below.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
#: How far a row stands to the right of the one above, in keys.
_SHIFT = 0.5


def slips(word: str) -> Iterator[str]:
    """Every word one slip away, some more than once. Letters a to z have neighbouring keys, others none."""
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        yield before + after
        yield before + letter + letter + after
        if after:
            yield before + after[0] + letter + after[1:]
        for key in NEIGHBOURS.get(letter, ""):
            yield before + key + after


def _neighbours() -> dict[str, str]:
    places = {key: (row, at + row * _SHIFT) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
    return {
        key: "".join(
            other
            for other, (row, at) in places.items()
            if other != key and abs(row - own_row) <= 1 and abs(at - own_at) <= 1
        )
        for key, (own_row, own_at) in places.items()
    }


NEIGHBOURS = _neighbours()
