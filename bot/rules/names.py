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
    return _in_one_line(text[:400])[:LONGEST].strip()


def _in_one_line(text: str) -> str:
    kept = (
        " " if unicodedata.category(letter) in ("Zl", "Zp", "Zs", "Cc") else letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in ("Cf", "Cs", "Co", "Cn") and not _piles_up(letter)
    )
    return " ".join("".join(kept).split())


def typed_name(text: str) -> str:
    """A name typed on request. Raises NameUnusable."""
    name = safe_name(text)
    if not is_name(name) or len(text) > 4 * LONGEST or len(_in_one_line(text)) > LONGEST:
        raise NameUnusable
    return name


def is_name(name: str) -> bool:
    """Whether this can stand on a letter: at least two letters, and no command."""
    return sum(letter.isalpha() for letter in name) >= _SHORTEST and not name.startswith("/")


def _piles_up(letter: str) -> bool:
    """Combining marks that NFC could not join: names of officials need none, fakes use towers of them."""
    return unicodedata.category(letter) in ("Mn", "Me")
