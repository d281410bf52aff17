"""What is known of the value that is expected: belum terbit, terbit, terlambat, kedaluwarsa.

"Belum tercatat" says that we have none, not that there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.criteria import CriterionKey
from bot.rules.publications import Calendar, Period, Publication
from bot.rules.readings import Reading


class PublicationState(StrEnum):
    """What is known of the value that is expected now."""

    BELUM_TERBIT = "belum_terbit"  #: not expected yet, still in its months, or put off
    TERBIT = "terbit"  #: recorded for this region
    BELUM_TERCATAT = "belum_tercatat"  #: out, since other regions have theirs; not recorded for this one
    TERLAMBAT = "terlambat"  #: its months are over, and nobody has one


@dataclass(frozen=True, slots=True)
class Cycle:
    """The value of one criterion that is expected now, and how old the newest one of a region is."""

    publication: Publication
    year: int
    state: PublicationState
    delayed_until: date | None = None
    newest_year: int | None = None  #: of the final values of the region
    is_stale: bool = False  #: that one is kedaluwarsa

    @property
    def criterion(self) -> CriterionKey:
        return self.publication.criterion

    @property
    def period(self) -> Period:
        return self.publication.criterion, self.publication.instrument, self.year

    @property
    def opens_on(self) -> date:
        return self.publication.opens_on(self.year)

    @property
    def due_on(self) -> date:
        return self.publication.due_on(self.year)


def cycles(
    calendar: Calendar,
    readings: Sequence[Reading],
    *,
    published: Collection[Period],
    delays: Mapping[Period, date],
    today: date,
) -> dict[CriterionKey, Cycle]:
    """The cycle of each criterion for one region. ``published`` are the periods anybody has a value of."""
    found = {}
    for key in CriterionKey:
        expected = calendar.expected(key, today)
        if expected is None:
            continue
        publication, year = expected
        years = [r.year for r in readings if r.criterion is key and r.is_final and _is_out(r, today)]
        newest = max(years, default=None)
        period = (key, publication.instrument, year)
        found[key] = Cycle(
            publication,
            year,
            state_of(
                publication,
                year,
                is_recorded=newest is not None and newest >= year,
                is_published=period in published,
                delayed_until=delays.get(period),
                today=today,
            ),
            delayed_until=delays.get(period),
            newest_year=newest,
            is_stale=newest is not None and is_stale(calendar, key, newest, today),
        )
    return found


def state_of(
    publication: Publication,
    year: int,
    *,
    is_recorded: bool,
    is_published: bool,
    delayed_until: date | None,
    today: date,
) -> PublicationState:
    """What is known of the value of one year."""
    if is_recorded:
        return PublicationState.TERBIT
    if is_published:
        return PublicationState.BELUM_TERCATAT
    last = max(publication.due_on(year), delayed_until or date.min)
    return PublicationState.TERLAMBAT if today > last else PublicationState.BELUM_TERBIT


def is_stale(calendar: Calendar, criterion: CriterionKey, year: int, today: date) -> bool:
    """Whether a value of this year is too old to say how things are."""
    publication = calendar.of(criterion, year)
    return publication is not None and today > publication.stale_on(year)


def _is_out(reading: Reading, today: date) -> bool:
    return reading.published_on is None or reading.published_on <= today
