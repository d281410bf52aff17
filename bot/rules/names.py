"""Names as people type them: shown safely, never trusted."""

from __future__ import annotations

import re
import unicodedata

from bot.rules.errors import UserMistake
from bot.rules.lookalikes import BLANK
from bot.rules.name_warnings import NameWarning, name_warnings
from bot.rules.resemblance import resembles

__all__ = [
    "LONGEST",
    "NO_NAME",
    "NameUnusable",
    "NameWarning",
    "is_name",
    "name_warnings",
    "resembles",
    "safe_name",
    "shown_name",
    "typed_name",
]

#: Characters; longer than any post and name in one line needs.
LONGEST = 80
_SHORTEST = 2
#: Shown where nothing of a name is left.
NO_NAME = "(tanpa nama)"
#: What Telegram would make a link of: kpk.example.id, t.me/nama. Titles (M.Si, S.Sos) are left alone.
_LINK_DOT = re.compile(r"(?<=\w)\.(?=[a-z]{2}|\w+/)")


class NameUnusable(UserMistake):
    """What was typed as a name has no letters, or is far too long."""


def safe_name(text: str) -> str:
    """The name without control, direction and invisible characters, in one line of at most 80 characters."""
    return _in_one_line(text[:400])[:LONGEST].strip()


def shown_name(text: str) -> str:
    """A name as Telegram gives it, for a line of ours: one line, never empty, at most 80 characters.

    No control, direction or invisible characters; nothing becomes a mention, a command or a link.
    Not escaped: a template does that.
    """
    name = _LINK_DOT.sub(". ", safe_name(text).replace("://", " ")).replace("@", " ").lstrip("/ ")
    name = " ".join(name.split())
    if len(name) > LONGEST:
        name = name[: LONGEST - 1].rstrip() + "…"
    return name or NO_NAME


def _in_one_line(text: str) -> str:
    kept = (
        " " if unicodedata.category(letter) in ("Zl", "Zp", "Zs", "Cc") else letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in ("Cf", "Cs", "Co", "Cn")
        and letter not in BLANK
        and not _piles_up(letter)
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
