"""One value as typed, or as a row of a file: its cells, and what they become once they are understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.rules.readings import Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """The cells of one row, as text. ``line`` counts as the reader's program does, the heading being 1."""

    region: str
    criterion: str
    year: str
    instrument: str = ""
    value: str = ""
    grade: str = ""
    status: str = ""
    published_on: str = ""
    source: str = ""
    note: str = ""
    year_inferred: str = ""
    published_inferred: str = ""
    line: int | None = None
    #: Which column each cell stands in, from 0.
    places: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)

    def place(self, *names: str) -> int | None:
        """The column of the first of these cells that the sheet has."""
        return next((self.places[name] for name in names if name in self.places), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """One value, understood and on its scale, not yet recorded."""

    region_code: str
    reading: Reading
    note: str = ""
    year_inferred: bool = False
    published_inferred: bool = False
    line: int | None = None
    column: int | None = None  #: of the value, from 0
