"""Who came: which mark of a seat counts, when one may be made, and what a sitting looks like on its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.answers import Choice, Presence
from bot.rules.sittings import Mark, SeatAnswer, Tally

#: What officials mark themselves.
PRESSED = frozenset({Presence.JOINED, Presence.TROUBLE})

#: How long before the start a mark can be made: before that nobody can have joined.
EARLIEST = timedelta(minutes=60)
#: How long after the end somebody may still say that he was there.
LATEST = timedelta(minutes=30)
#: How long after the end staff may still put the marks right.
LATEST_FOR_STAFF = timedelta(days=7)


class Method(StrEnum):
    """How a mark came about; stored as it is."""

    BUTTON = "tombol"
    SCREEN = "kode layar"  #: with the code that was shown on the shared screen
    STAFF = "petugas"


class Phase(StrEnum):
    """Where a sitting stands on its day."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"


def phase(*, starts_at: datetime, ends_at: datetime, now: datetime) -> Phase:
    """``now`` at the very end is over: nobody can join any more."""
    if now < starts_at:
        return Phase.AHEAD
    return Phase.RUNNING if now < ends_at else Phase.OVER


def standing_mark(marks: Sequence[Mark], *, starts_at: datetime) -> Mark | None:
    """The mark that counts: the last one, unless staff took it away.

    ``marks`` are of one seat and one sitting in the order they were made. One made long before the start
    belongs to a former time of the sitting.
    """
    counted = [mark for mark in marks if mark.at is None or mark.at >= starts_at - EARLIEST]
    last = counted[-1] if counted else None
    return None if last is None or last.presence is Presence.CLEARED else last


@dataclass(frozen=True, slots=True)
class Gathering:
    """Who is in a sitting and whom somebody has to look after, in the order of the seats."""

    joined: tuple[SeatAnswer, ...]
    trouble: tuple[SeatAnswer, ...]
    absent: tuple[SeatAnswer, ...]
    awaited: tuple[SeatAnswer, ...]  #: said Hadir or Diwakilkan, and nothing since
    silent: tuple[SeatAnswer, ...]  #: neither mark nor word that somebody comes
    regions: int
    regions_in: int  #: of those, with at least one seat that is in


def gathering(tally: Tally) -> Gathering:
    """The seats of a sitting by what is known of them."""
    of = {
        presence: tuple(each for each in tally.answers if each.presence is presence) for presence in Presence
    }
    unmarked = [each for each in tally.answers if each.presence is None]
    coming = (Choice.HADIR, Choice.DIWAKILKAN)
    return Gathering(
        joined=of[Presence.JOINED],
        trouble=of[Presence.TROUBLE],
        absent=of[Presence.ABSENT],
        awaited=tuple(each for each in unmarked if each.choice in coming),
        silent=tuple(each for each in unmarked if each.choice not in coming),
        regions=len({each.seat.region_code for each in tally.answers}),
        regions_in=len({each.seat.region_code for each in of[Presence.JOINED]}),
    )
