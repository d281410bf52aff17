"""What an import from the command line did, or why it did nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.rules.columns import Row
from bot.rules.errors import Problem


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """Counts of rows; with problems nothing was stored, on a dry run nothing either.

    ``verdicts`` are (region, criterion, verdict), ``told`` are (region, posts); ``big`` are values far from
    the one before: (region, instrument and year, before, after). With ``is_quiet`` nobody is told.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    is_dry_run: bool = False
    verdicts: tuple[tuple[str, str, str], ...] = ()
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()
    informed: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: the same of early notices
    is_quiet: bool = False
    big: tuple[tuple[str, str, str, str], ...] = ()
    made: tuple[str, ...] = ()  #: meetings: number, title and how many sittings
    is_published: bool = False  #: meetings were invited to, and not only drafted
    left: tuple[Problem, ...] = ()  #: what a sheet may not change, and who may

    @property
    def is_ok(self) -> bool:
        return not self.problems


class Sure(StrEnum):
    """What somebody said about rows that look like a slip."""

    ASK = "ask"  #: nothing yet: they are asked about if there are any
    ALL = "all"
    WITHOUT = "without"  #: everything but those


@dataclass(frozen=True, slots=True)
class Received:
    """A sheet as it came."""

    filename: str
    content: bytes
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A sheet to hand back: its rows as they came, the wrong cells, and a sentence for each wrong row."""

    rows: Sequence[Row] = ()
    cells: frozenset[tuple[int, int]] = frozenset()  #: row and column, from 0
    notes: Mapping[int, str] = field(default_factory=dict)  #: by row, from 0


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """What is handed out beside a card, where it is not empty."""

    marked: MarkedSheet | None = None
    marked_name: str = ""
    differences: Sequence[Sequence[str]] = ()  #: one row a difference, as DIFFERENCE_HEADINGS
