"""Measured values, and which of them is the one that counts today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.rules.criteria import CriterionKey


@dataclass(frozen=True, slots=True)
class Reading:
    """One measurement. For BPK, ``year`` is the fiscal year, not the year of the report.

    Append-only: a correction is a new reading whose ``corrects_id`` names the wrong one.
    """

    criterion: CriterionKey
    instrument: str
    year: int
    value: Decimal | None = None
    grade: str | None = None
    is_final: bool = True
    published_on: date | None = None
    source: str = ""
    measurement_id: int = 0
    recorded_at: datetime | None = None
    corrects_id: int | None = None

    @property
    def slot(self) -> tuple[str, int, bool]:
        """What a newer reading of the same replaces: instrument, year, and final or interim."""
        return self.instrument, self.year, self.is_final

    def says_the_same(self, other: Reading) -> bool:
        """Equal slot, value and grade (a source or a date may differ)."""
        mine = (self.slot, self.value, (self.grade or "").casefold())
        return mine == (other.slot, other.value, (other.grade or "").casefold())


def known(readings: Iterable[Reading], today: date) -> tuple[Reading, ...]:
    """What is known today, oldest year first: published by now, not corrected, last word of its slot."""
    published = [r for r in readings if r.published_on is None or r.published_on <= today]
    corrected = {r.corrects_id for r in published if r.corrects_id is not None}
    last: dict[tuple[str, int, bool], Reading] = {}
    for reading in sorted(published, key=lambda r: r.measurement_id):
        if reading.measurement_id == 0 or reading.measurement_id not in corrected:
            last[reading.slot] = reading
    return tuple(sorted(last.values(), key=_age))


def last_word(readings: Iterable[Reading], of: Reading) -> Reading:
    """What was recorded last for the same period as ``of``: itself, or its newest correction."""
    same = [r for r in readings if r.criterion is of.criterion and r.slot == of.slot]
    return max(same, key=lambda r: r.measurement_id, default=of)


def newest_final(readings: tuple[Reading, ...]) -> Reading | None:
    """The newest final one of known readings; the only one that can alarm."""
    return next((r for r in reversed(readings) if r.is_final), None)


def newer_interim(readings: tuple[Reading, ...], final: Reading | None) -> Reading | None:
    """An interim reading of a later year than the newest final one: shown, never judged."""
    interim = next((r for r in reversed(readings) if not r.is_final), None)
    if interim is None or (final is not None and interim.year <= final.year):
        return None
    return interim


def previous(readings: tuple[Reading, ...], of: Reading) -> Reading | None:
    """The newest earlier final reading by the same instrument: no trend across instruments."""
    series = (r for r in reversed(readings) if r.is_final and r.instrument == of.instrument)
    return next((r for r in series if r.year < of.year), None)


def _age(reading: Reading) -> tuple[int, date, int]:
    return reading.year, reading.published_on or date.min, reading.measurement_id
