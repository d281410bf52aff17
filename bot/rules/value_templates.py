"""What is put into the empty sheet of values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ValueTemplate:
    """What the empty sheet of values holds besides its headings."""

    regions: tuple[tuple[str, str], ...]  #: codes and names
    criteria: tuple[tuple[str, str], ...]  #: keys and names
    instruments: tuple[str, ...]
    years: tuple[int, ...]
    notes: tuple[str, ...]  #: finished sentences
    filled: tuple[tuple[str, str], ...] = ()  #: regions that stand in the wide sheet already
