"""What somebody typed, as a reader can see it."""

from __future__ import annotations

import unicodedata

#: Control and format characters (NUL, zero width, right-to-left override), and halves of one.
_UNSEEN = ("Cc", "Cf", "Cs")
#: Letters, digits, signs: without one of them there is nothing to read.
_SEEN = "LNPS"


def without_unseen(text: str) -> str:
    """Less what cannot be seen, or turns the direction of reading; line breaks stay, a tab is a space."""
    shown = text.replace("\t", " ")
    return "".join(it for it in shown if it == "\n" or unicodedata.category(it) not in _UNSEEN)


def is_readable(text: str) -> bool:
    """Whether there is anything to read."""
    return any(unicodedata.category(letter)[0] in _SEEN for letter in text)
