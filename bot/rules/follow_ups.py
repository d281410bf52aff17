"""What is said once a sitting is over: thanks to those who came, a word to those who did not, its files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.answers import Choice, Presence
from bot.rules.errors import UserMistake
from bot.rules.fingerprints import fingerprint
from bot.rules.sittings import SeatAnswer, Tally

#: How long Konfirmasi can be taken back.
TAKE_BACK = timedelta(seconds=30)
LONGEST_LINE = 300  #: characters of the sentence staff may add


class FollowUpKind(StrEnum):
    """Which of the two messages; each goes once to a person for a sitting."""

    THANKS = "thanks"
    MATERIALS = "materials"


class Came(StrEnum):
    """What the thanks say to a seat."""

    PRESENT = "present"
    DELEGATED = "delegated"  #: somebody came for the seat
    ABSENT = "absent"  #: or nobody has marked it


class SittingNotOver(UserMistake):
    """Nobody can be thanked for a sitting that has not ended."""


class FollowUpSent(UserMistake):
    """It was sent already, or is about to be."""

    def __init__(self, when: str) -> None:
        super().__init__(when)
        self.when = when


class TooLateToTakeBack(UserMistake):
    """It is on its way, or was taken back before."""


class NothingToHandOut(UserMistake):
    """The sitting has no files."""


class LineTooLong(UserMistake):
    """The sentence staff add is longer than fits."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = LONGEST_LINE


def came(row: SeatAnswer) -> Came:
    """A mark that it joined counts; an answer alone proves nothing."""
    if row.presence is not Presence.JOINED:
        return Came.ABSENT
    return Came.DELEGATED if row.choice is Choice.DIWAKILKAN else Came.PRESENT


def by_attendance(tally: Tally) -> dict[Came, tuple[SeatAnswer, ...]]:
    """The seats of a sitting by what is said to them."""
    return {kind: tuple(row for row in tally.answers if came(row) is kind) for kind in Came}


def version_of(
    kind: FollowUpKind, groups: Mapping[Came, Collection[SeatAnswer]], *, line: str, files: int
) -> str:
    """Eight characters that change with who hears what: an older card sends nothing."""
    seats = [(came.value, sorted(row.seat.seat_id for row in rows)) for came, rows in groups.items()]
    return fingerprint(repr((kind.value, seats, line, files)))


def may_be_sent(*, ends_at: datetime, now: datetime) -> bool:
    return now >= ends_at
