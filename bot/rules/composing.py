"""A meeting put together question by question: which one is open, what was said so far, where Kembali leads.

It is kept as JSON with the open question, so that any process can go on with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.clocks import WIB, zone_named
from bot.rules.meeting_form import SittingDraft
from bot.rules.meetings import Join
from bot.rules.regions import Place


class Step(StrEnum):
    """The questions, in the order in which they are asked; from TIME on once for each sitting."""

    TITLE = "judul"
    LETTER = "surat"
    TIME = "waktu"
    REGIONS = "daerah"
    LINK = "tautan"
    MORE = "lagi"  #: another sitting, or done


_ORDER = tuple(Step)
#: What may be left out.
OPTIONAL = (Step.LETTER, Step.LINK)
_NO_JOIN = Join()


@dataclass(frozen=True, slots=True)
class ComposedSitting:
    """A sitting as far as it is known."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    zone: str = WIB.key
    codes: tuple[str, ...] = ()
    join: Join = _NO_JOIN

    def said(self) -> dict[str, object]:
        return {
            "starts_at": self.starts_at.isoformat() if self.starts_at else "",
            "ends_at": self.ends_at.isoformat() if self.ends_at else "",
            "zone": self.zone,
            "codes": list(self.codes),
            "join": [self.join.link, self.join.meeting_id, self.join.passcode],
        }

    def draft(self, places: Mapping[str, Place]) -> SittingDraft:
        """As the form would have made it. Raises ValueError while the time is missing."""
        if self.starts_at is None or self.ends_at is None:
            raise ValueError("a sitting without a time cannot be stored")
        regions = tuple(places[code] for code in self.codes)
        return SittingDraft(self.starts_at, self.ends_at, zone_named(self.zone), regions, self.join)


@dataclass(frozen=True, slots=True)
class Composition:
    """All that was said. The last sitting is the one the questions are about."""

    at: Step = Step.TITLE
    title: str = ""
    letter: str = ""
    sittings: tuple[ComposedSitting, ...] = ()

    @property
    def number(self) -> int:
        """Of the sitting in question, from 1; 0 before the first."""
        return len(self.sittings)

    @property
    def current(self) -> ComposedSitting:
        return self.sittings[-1]

    @property
    def has_answer(self) -> bool:
        """The open question was answered before: it may be left as it is."""
        match self.at:
            case Step.TITLE:
                return bool(self.title)
            case Step.LETTER:
                return bool(self.letter)
            case Step.TIME:
                return self.current.starts_at is not None
            case Step.REGIONS:
                return bool(self.current.codes)
            case Step.LINK:
                return bool(self.current.join)
            case Step.MORE:
                return False

    def with_current(self, sitting: ComposedSitting) -> Composition:
        return replace(self, sittings=(*self.sittings[:-1], sitting))

    def forward(self) -> Composition:
        """The next question; after MORE, the first of another sitting with the same way in."""
        if self.at is Step.MORE:
            another = ComposedSitting(join=self.current.join)
            return replace(self, at=Step.TIME, sittings=(*self.sittings, another))
        at = _ORDER[_ORDER.index(self.at) + 1]
        first = (ComposedSitting(),) if at is Step.TIME and not self.sittings else self.sittings
        return replace(self, at=at, sittings=first)

    def back(self) -> Composition:
        """The question before. Before the first of a further sitting, that sitting is given up."""
        if self.at is Step.TIME and self.number > 1:
            return replace(self, at=Step.MORE, sittings=self.sittings[:-1])
        return replace(self, at=_ORDER[max(0, _ORDER.index(self.at) - 1)])

    def without(self) -> Composition:
        """What the open question asks for is left out."""
        if self.at is Step.LETTER:
            return replace(self, letter="")
        return self.with_current(replace(self.current, join=Join()))

    def toggled(self, code: str) -> Composition:
        """With this region, or without it where it was chosen."""
        codes = self.current.codes
        left = tuple(other for other in codes if other != code)
        return self.with_current(replace(self.current, codes=left if code in codes else (*codes, code)))

    def said(self) -> dict[str, object]:
        """As JSON holds it."""
        return {
            "at": self.at,
            "title": self.title,
            "letter": self.letter,
            "sittings": [sitting.said() for sitting in self.sittings],
        }


def composition(said: Mapping[str, object]) -> Composition:
    """Back from JSON."""
    sittings = said.get("sittings")
    return Composition(
        at=Step(str(said["at"])),
        title=str(said["title"]),
        letter=str(said["letter"]),
        sittings=tuple(_sitting(one) for one in sittings) if isinstance(sittings, list) else (),
    )


def _sitting(said: Mapping[str, object]) -> ComposedSitting:
    starts_at, ends_at = str(said["starts_at"]), str(said["ends_at"])
    return ComposedSitting(
        starts_at=datetime.fromisoformat(starts_at) if starts_at else None,
        ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
        zone=str(said["zone"]),
        codes=_words(said["codes"]),
        join=Join(*_words(said["join"])),
    )


def _words(said: object) -> tuple[str, ...]:
    return tuple(str(word) for word in said) if isinstance(said, list) else ()


def meet(one: ComposedSitting, others: Sequence[ComposedSitting]) -> list[tuple[str, int]]:
    """Codes of regions that would sit in two of the sittings at a time, with the number of the other."""
    return [
        (code, number)
        for number, other in enumerate(others, start=1)
        if one.starts_at and one.ends_at and other.starts_at and other.ends_at
        if one.starts_at < other.ends_at and other.starts_at < one.ends_at
        for code in one.codes
        if code in other.codes
    ]
