"""The paper a threshold rests on, as it is named to regions."""

from __future__ import annotations

import re

from bot.rules.errors import UserMistake

SHORTEST, LONGEST = 5, 200

#: What is typed for "as it is written already".
SAME = frozenset({"-", "\u2013", "\u2014"})

#: How the name of an official paper begins; a newspaper that quotes one is not one.
_OFFICIAL = re.compile(
    r"(surat|keputusan|peraturan|nota dinas|pedoman|petunjuk teknis|juknis|perkom|kepkom)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"\b(dikutip|media|berita)\b", re.IGNORECASE)


class DocumentUnusable(UserMistake):
    """A number of a paper of a few letters, or of more than two hundred."""

    def __init__(self) -> None:
        super().__init__()
        self.shortest, self.longest = SHORTEST, LONGEST


def is_official(source: str) -> bool:
    """Whether a source reads like a paper of an office and not like the press."""
    return bool(_OFFICIAL.match(source.strip())) and not _QUOTED.search(source)


def document_named(typed: str, *, written: str) -> str:
    """The paper as it was typed, or ``written`` for a dash. Raises DocumentUnusable."""
    words = " ".join(typed.split())
    if words in SAME and written:
        return written
    if not SHORTEST <= len(words) <= LONGEST or not words.isprintable():
        raise DocumentUnusable
    return words
