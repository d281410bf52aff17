"""What a seat says about a sitting, and which of its answers counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.actors import TenureKind


class Choice(StrEnum):
    """The four answers to an invitation."""

    HADIR = "hadir"
    DIWAKILKAN = "diwakilkan"
    TIDAK_HADIR = "tidak_hadir"
    MENUNGGU_ARAHAN = "menunggu_arahan"  #: the official waits for word from his superior


class Presence(StrEnum):
    """What is known of a seat once its sitting begins. Officials press the first two."""

    JOINED = "joined"
    TROUBLE = "trouble"  #: cannot get in; staff are told
    ABSENT = "absent"  #: staff saw that nobody of the seat was there
    CLEARED = "cleared"  #: staff took the mark away: as if there were none


class Channel(StrEnum):
    """How staff heard an answer that they record for a seat."""

    TELEPON = "telepon"
    SURAT = "surat"
    LANGSUNG = "langsung"  #: face to face


class RegionState(StrEnum):
    """How far a region has answered: each of its seats answers for itself."""

    KOSONG = "kosong"  #: no seat has answered
    SEBAGIAN = "sebagian"
    LENGKAP = "lengkap"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was given. All are kept; the last of a time revision counts."""

    choice: Choice
    time_revision: int
    given_at: datetime
    note: str = ""  #: the substitute's name and post, or the reason in words
    through: TenureKind = TenureKind.HOLDER  #: in which capacity whoever pressed acts for the seat
    channel: Channel | None = None  #: recorded by staff, who heard it so


def standing(answers: Sequence[Given], *, time_revision: int) -> Given | None:
    """The answer that counts for this time of the sitting; one for an earlier time never does.

    ``answers`` are of one seat and one sitting, in the order they were given.
    """
    counted = [answer for answer in answers if answer.time_revision == time_revision]
    return counted[-1] if counted else None


def earlier(answers: Sequence[Given], *, time_revision: int) -> Given | None:
    """The last answer to the time before: shown as recorded for the former time, never carried over."""
    before = [answer for answer in answers if answer.time_revision < time_revision]
    return before[-1] if before else None


def region_state(answers: Sequence[Given | None]) -> RegionState:
    """``answers`` are those that count, one for each invited seat of the region; None where there is none."""
    answered = sum(1 for answer in answers if answer is not None)
    if not answered:
        return RegionState.KOSONG
    return RegionState.LENGKAP if answered == len(answers) else RegionState.SEBAGIAN
