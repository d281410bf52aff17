"""Recorded values as they leave in a file that can be imported again; none of criterion 8."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class MeasurementLine:
    """One value that stands. The fields are those of bot.rules.columns.HEADINGS, in their order."""

    region_code: str
    criterion: str
    instrument: str
    year: int
    value: Decimal | None
    grade: str
    status: str
    published_on: date | None
    source: str
    note: str
