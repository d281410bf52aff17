"""Names as people type them: shown safely, never trusted."""

from __future__ import annotations

import unicodedata

from bot.rules.errors import UserMistake

#: Characters; longer than any post and name in one line needs.
LONGEST = 80
_SHORTEST = 2


class NameUnusable(UserMistake):
    """What was typed as a name has no letters, or is far too long."""


def safe_name(text: str) -> str:
    """The name without control, direction and invisible characters, in one line of at most 80 characters."""
    kept = (
        " " if unicodedata.category(letter) in ("Zl", "Zp", "Zs", "Cc") else letter
        for letter in unicodedata.normalize("NFC", text[:400])
        if unicodedata.category(letter) not in ("Cf", "Cs", "Co", "Cn") and not _piles_up(letter)
    )
    return " ".join("".join(kept).split())[:LONGEST].strip()


def typed_name(text: str) -> str:
    """A name typed on request. Raises NameUnusable."""
    name = safe_name(text)
    letters = sum(letter.isalpha() for letter in name)
    if letters < _SHORTEST or len(text) > 4 * LONGEST or text.startswith("/"):
        raise NameUnusable
    return name


def _piles_up(letter: str) -> bool:
    """Combining marks that NFC could not join: names of officials need none, fakes use towers of them."""
    return unicodedata.category(letter) in ("Mn", "Me")
