"""A substitute's name and post, or a reason, as it is kept."""

from __future__ import annotations

from bot.rules.meeting_mistakes import NoteTooLong
from bot.rules.visible import without_unseen

LONGEST_NOTE = 200  #: characters of a name and post, or a reason


def in_one_line(note: str) -> str:
    """A name or reason as it is kept. Raises NoteTooLong."""
    words = " ".join(without_unseen(note).split())
    if len(words) > LONGEST_NOTE:
        raise NoteTooLong(LONGEST_NOTE)
    return words
