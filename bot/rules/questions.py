"""Tanya: what an official asks Dit. Permas, whose turn it is, and when somebody is reminded."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.rules.clocks import WIB, local_date
from bot.rules.errors import UserMistake
from bot.rules.request_words import WordsMissing
from bot.rules.visible import is_readable, without_unseen
from bot.rules.working_days import NO_DAYS, is_working_day

#: New questions of one person within a day.
MOST_A_DAY = 5
_DAY = timedelta(days=1)
_TANYA = re.compile(r"tanya\b\s*[:,]?\s+(?=\S)(?!jawab\b)", re.IGNORECASE)
#: Messages of an official that wait for one answer.
MOST_UNANSWERED = 30
#: So long after it was closed further words reopen a question; so long after an answer it closes by itself.
REOPENS = timedelta(days=7)
#: Working days without an answer before somebody is reminded, and as many more before everybody is.
REMIND_AFTER = 2
#: Messages kept until Kirim is pressed.
MOST_KEPT = 10


class QuestionState(StrEnum):
    OPEN = "open"  #: staff have the next word
    ANSWERED = "answered"
    CLOSED = "closed"
    COMPLAINT = "complaint"  #: it was a pengaduan: referred elsewhere, and its text is gone


LIVE = (QuestionState.OPEN, QuestionState.ANSWERED)


class TooManyQuestions(UserMistake):
    """This person has begun as many questions today as one may."""

    def __init__(self) -> None:
        super().__init__()
        self.most = MOST_A_DAY


class OwnQuestion(UserMistake):
    """Nobody answers himself in the name of the office."""


class QuestionFull(UserMistake):
    """Very much waits for an answer, or for Kirim, already."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of either side: words, a file that Telegram has, or a file with words under it."""

    text: str = ""
    file_kind: str = ""  #: photo, document, or none
    file_id: str = ""
    filename: str = ""
    message_id: int | None = None  #: in the chat of its author
    about: str = ""  #: proof code of our message that it replies to


@dataclass(frozen=True, slots=True)
class EntryView:
    """What one side said, for a reader. ``by`` is the name of the member of staff; empty: the official."""

    said: Said
    at: datetime
    by: str = ""
    staff_id: int | None = None
    is_gone: bool = False  #: purged, or past its time

    @property
    def is_staff(self) -> bool:
        return self.staff_id is not None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One thread as staff see it."""

    question: int
    version: int
    state: QuestionState
    region_code: str
    region_name: str
    seat: int
    post: str  #: "Inspektur Kota Bontang"
    name: str  #: of whoever asked
    opened_at: datetime
    waiting_since: datetime | None
    contact_id: int = 0  #: of whoever asked
    via: str = ""  #: ", melalui ajudan" where it is not the holder who asks
    is_acting: bool = True  #: whether whoever asked still acts for the seat
    assigned: str = ""
    assigned_id: int | None = None
    entries: tuple[EntryView, ...] = ()

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def files(self) -> tuple[EntryView, ...]:
        return tuple(one for one in self.entries if one.said.file_id)

    @property
    def last_answer(self) -> EntryView | None:
        return next((one for one in reversed(self.entries) if one.is_staff), None)

    @property
    def unanswered(self) -> tuple[EntryView, ...]:
        """What was said since the last answer; where everything is answered, since the one before."""
        turns = [number for number, one in enumerate(self.entries, start=1) if one.is_staff]
        if turns and turns[-1] == len(self.entries):
            turns.pop()
        since = self.entries[turns[-1] if turns else 0 :]
        return tuple(one for one in since if not one.is_staff)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One thread of a list."""

    question: int
    state: QuestionState
    post: str
    region_code: str
    since: datetime  #: since when whoever has the next word has it
    assigned: str = ""
    assigned_id: int | None = None


class Reminder(StrEnum):
    """Who is reminded that a question waits."""

    OWN = "own"  #: whoever has it, else the officer of the region
    ALL = "all"


def typed(text: str) -> str:
    """Words as they are kept: nothing unseen, line breaks stay. Raises WordsMissing."""
    words = without_unseen(text).strip()
    if not is_readable(words):
        raise WordsMissing
    return words


def without_tanya(words: str) -> str:
    """A question without the command it was begun with: "tanya kapan bimtek?". "Tanya jawab" is none."""
    found = _TANYA.match(words)
    return words[found.end() :] if found else words


def a_day_before(now: datetime) -> datetime:
    """Questions begun since then count."""
    return now - _DAY


def reminder_due(
    waiting_since: datetime,
    *,
    reminded_at: datetime | None,
    now: datetime,
    extra: AbstractSet[date] = NO_DAYS,
) -> Reminder | None:
    """Who is to be reminded now of a question that waits since then, if anybody."""
    everybody = working_days_after(waiting_since, 2 * REMIND_AFTER, extra=extra)
    if now >= everybody:
        return Reminder.ALL if reminded_at is None or reminded_at < everybody else None
    is_due = now >= working_days_after(waiting_since, REMIND_AFTER, extra=extra)
    return Reminder.OWN if is_due and reminded_at is None else None


def working_days_after(at: datetime, count: int, *, extra: AbstractSet[date] = NO_DAYS) -> datetime:
    """The same hour so many working days later, on the calendar of Dit. Permas."""
    day = local_date(at, WIB)
    left, moved = count, 0
    while left:
        moved += 1
        left -= is_working_day(day + timedelta(days=moved), extra=extra)
    return at + timedelta(days=moved)
