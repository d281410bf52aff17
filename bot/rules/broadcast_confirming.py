"""Konfirmasi of a siaran: whether the count still holds, who else must agree, when it leaves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.audiences import Addressee, Found
from bot.rules.broadcasts import Piece
from bot.rules.clocks import zone_label
from bot.rules.errors import UserMistake

#: Above so many recipients a second officer has to agree.
ALONE_UP_TO = 100
#: How long it can be taken back after Konfirmasi.
TAKE_BACK = timedelta(seconds=30)
#: How long it waits for a second officer.
WAITS = timedelta(days=7)


class NobodyElseToAgree(UserMistake):
    """A second officer has to agree, and there is none."""


class OwnBroadcast(UserMistake):
    """Whoever wrote it cannot be the second officer."""


class NobodyToReach(UserMistake):
    """The choice means nobody who can be written to."""


class BroadcastIncomplete(UserMistake):
    """``words`` names what is still to be written."""

    def __init__(self, lacking: Sequence[Piece]) -> None:
        super().__init__()
        names = {Piece.TEXT: "isi", Piece.TITLE: "judul", Piece.WHO: "penerima"}
        self.words = tuple(names.get(piece, piece.value) for piece in lacking)


class BroadcastUnknown(UserMistake):
    """No siaran has this number, or it is a draft of somebody else."""


class BroadcastOnItsWay(UserMistake):
    """It has begun to leave, or is over: it can no longer be taken back here."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How the recipients differ from those of the preview."""

    came: tuple[Addressee, ...] = ()
    gone: int = 0


def fingerprint(contacts: Iterable[int]) -> str:
    """Eight characters that stand for who was counted."""
    words = ",".join(str(contact) for contact in sorted(contacts))
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def counted(found: Found) -> list[int]:
    """Whom a preview counted: the contacts that can be reached."""
    return sorted(person.contact_id for person in found.reached)


def difference(before: Sequence[int], found: Found) -> Difference:
    """Who came since the preview, and how many are gone."""
    known, now = set(before), set(counted(found))
    came = tuple(person for person in found.reached if person.contact_id not in known)
    return Difference(came, len(known - now))


def has_outgrown(*, confirmed: int | None, now: int) -> bool:
    """One officer confirmed it alone, and by now it goes to more than one officer may send to."""
    return confirmed is not None and confirmed <= ALONE_UP_TO < now


def leaves_at(wished: datetime | None, *, now: datetime) -> datetime:
    """At the wished time, never before it could be taken back."""
    return max(wished, now + TAKE_BACK) if wished is not None else now + TAKE_BACK


def one_of_each_zone(people: Iterable[Addressee]) -> tuple[Addressee, ...]:
    """The first person of each zone, WIB before WITA before WIT."""
    first: dict[str, Addressee] = {}
    for person in people:
        first.setdefault(zone_label(person.zone), person)
    return tuple(first[zone] for zone in ("WIB", "WITA", "WIT") if zone in first)


def zones_of(found: Found) -> tuple[ZoneInfo, ...]:
    """The zones somebody is reached in, from west to east."""
    return tuple(person.zone for person in one_of_each_zone(found.reached))
