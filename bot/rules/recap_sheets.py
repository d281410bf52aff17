"""The recap of a cohort as it is drawn and written to a file: finished words, none of criterion 8."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.rules.criterion_states import CriterionState


@dataclass(frozen=True, slots=True)
class RecapCell:
    """One criterion of one region in the heatmap."""

    state: CriterionState
    value: str  #: 73,92; WTP; empty where nothing is recorded
    detail: str  #: +5,92*, or the year


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One region in the heatmap."""

    region: str
    stage: str
    cells: tuple[RecapCell, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """One picture: a stretch of the regions, the worst first."""

    title: str
    as_of: str
    counts: str
    part: str  #: which regions of how many; empty where all are on it
    columns: tuple[str, ...]
    rows: tuple[RecapRow, ...]
    has_unconfirmed: bool


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One criterion of one region with everything it was judged by; None and empty where nothing is known."""

    region_code: str
    region: str
    stage: str
    criterion: str
    state: str
    instrument: str
    year: int | None
    value: Decimal | None
    grade: str
    threshold: str
    is_confirmed: str
    distance: Decimal | None
    source: str
    published_on: date | None
    recorded_on: date | None
    basis: str  #: what the threshold rests on
    interim: str
    expected: str  #: what is known of the next value


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One recorded value with its source."""

    region_code: str
    region: str
    criterion: str
    instrument: str
    year: int
    value: Decimal | None
    grade: str
    status: str
    published_on: date | None
    recorded_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class RecapSheet:
    """What the workbook is made of."""

    title: str
    as_of: str
    totals: tuple[tuple[str, int], ...]
    values: tuple[ValueLine, ...]
    readings: tuple[ReadingLine, ...]
