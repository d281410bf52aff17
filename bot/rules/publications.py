"""When values come out.

The months are those of ``db/reference/publications.csv``: what publishers did before, not what they promise.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.rules.criteria import CriterionKey

_MONTHS = 12
#: Instrument and assessment year of one criterion.
Period = tuple[CriterionKey, str, int]


@dataclass(frozen=True, slots=True)
class Publication:
    """When the values of an instrument come out. January of the assessment year is month 1."""

    criterion: CriterionKey
    instrument: str
    publisher: str
    opens_month: int
    due_month: int
    stale_after_months: int  #: after ``due_month``
    first_year: int | None = None
    last_year: int | None = None
    source: str = ""

    def covers(self, year: int) -> bool:
        return (self.first_year or year) <= year <= (self.last_year or year)

    def opens_on(self, year: int) -> date:
        """The first day on which the value of this year may come out."""
        return _month(year, self.opens_month)

    def due_on(self, year: int) -> date:
        """The last day of the last month in which it is expected."""
        return _end(year, self.due_month)

    def stale_on(self, year: int) -> date:
        """The last day on which a value of this year still says how things are."""
        return _end(year, self.due_month + self.stale_after_months)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every instrument's months."""

    all: tuple[Publication, ...]

    def of(self, criterion: CriterionKey, year: int) -> Publication | None:
        """What a criterion is measured by in this year."""
        return next((p for p in self.all if p.criterion is criterion and p.covers(year)), None)

    def expected(self, criterion: CriterionKey, today: date) -> tuple[Publication, int] | None:
        """The newest assessment year whose months have begun; None where nothing is published at all."""
        for year in range(today.year, today.year - 4, -1):
            found = self.of(criterion, year)
            if found is not None and found.opens_on(year) <= today:
                return found, year
        return None

    def expected_periods(self, today: date) -> tuple[Period, ...]:
        """What is expected of every criterion that is published."""
        found = ((key, self.expected(key, today)) for key in CriterionKey)
        return tuple((key, each[0].instrument, each[1]) for key, each in found if each is not None)

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, str]]) -> Calendar:
        """The rows of ``db/reference/publications.csv``."""
        return cls(tuple(_publication(row) for row in rows))


def _month(year: int, month: int) -> date:
    """The first day of the ``month``-th month from January of ``year``."""
    years, of_year = divmod(month - 1, _MONTHS)
    return date(year + years, of_year + 1, 1)


def _end(year: int, month: int) -> date:
    first = _month(year, month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _publication(row: Mapping[str, str]) -> Publication:
    return Publication(
        criterion=CriterionKey(row["criterion"]),
        instrument=row["instrument"],
        publisher=row["publisher"],
        opens_month=int(row["opens_month"]),
        due_month=int(row["due_month"]),
        stale_after_months=int(row["stale_after_months"]),
        first_year=int(row["first_year"]) if row["first_year"] else None,
        last_year=int(row["last_year"]) if row["last_year"] else None,
        source=row["source"],
    )
