"""What an official writes about a follow-up: who, until when, or why a value is wrong."""

from __future__ import annotations

from datetime import date, timedelta

from bot.rules.errors import UserMistake
from bot.rules.names import LONGEST, safe_name
from bot.rules.typed_times import TimeUnreadable, example_after, parse_date

#: A follow-up promised for later than this is a typing mistake.
MOST_AHEAD = timedelta(days=730)
SHORTEST_NOTE = 5
LONGEST_NOTE = 1000
SHORTEST_WORK = 5
LONGEST_WORK = 200


class PromiseDate(UserMistake):
    """A target date that is no date, is over, or is more than two years ahead."""

    def __init__(self, typed: str, *, today: date) -> None:
        super().__init__(typed)
        self.typed = typed[:40]
        self.example = example_after(today)


class NoteUnusable(UserMistake):
    """An explanation of a few letters, or of more than a thousand characters."""

    def __init__(self) -> None:
        super().__init__()
        self.shortest, self.longest = SHORTEST_NOTE, LONGEST_NOTE


class WorkUnusable(UserMistake):
    """What will be done in a few letters, or in more than two hundred characters."""

    def __init__(self) -> None:
        super().__init__()
        self.shortest, self.longest = SHORTEST_WORK, LONGEST_WORK


def target_date(typed: str, *, today: date) -> date:
    """The day a follow-up is promised for: today or later. Raises PromiseDate."""
    try:
        on = parse_date(typed)
    except TimeUnreadable as error:
        raise PromiseDate(typed, today=today) from error
    if not today <= on <= today + MOST_AHEAD:
        raise PromiseDate(typed, today=today)
    return on


def explanation(typed: str) -> str:
    """Why a value is said to be wrong, in one paragraph. Raises NoteUnusable."""
    text = _one_paragraph(typed, LONGEST_NOTE)
    if len(text) < SHORTEST_NOTE or len(typed) > LONGEST_NOTE:
        raise NoteUnusable
    return text


def planned_work(typed: str) -> str:
    """What will be done, in one line. Raises WorkUnusable."""
    text = _one_paragraph(typed, LONGEST_WORK)
    if len(text) < SHORTEST_WORK or len(typed) > LONGEST_WORK:
        raise WorkUnusable
    return text


def _one_paragraph(typed: str, longest: int) -> str:
    """Without control, direction and invisible characters; word by word, so that none is torn."""
    return " ".join(word for each in typed[:longest].split() if (word := _safe_word(each)))


def _safe_word(word: str) -> str:
    return "".join(safe_name(word[at : at + LONGEST]) for at in range(0, len(word), LONGEST))
