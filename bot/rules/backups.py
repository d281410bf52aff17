"""What a backup says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

#: Of the file. One with a higher number was written by a newer bot.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Contents:
    """One table in it. ``columns`` are kinds by name, in the order of the values of each row."""

    columns: Mapping[str, str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``schema`` is the newest migration of the database that was kept."""

    schema: str
    made_at: datetime
    engine: str
    tables: Mapping[str, Contents]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables.values())
