"""The eight criteria of the programme, and how far a region is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class CriterionKey(StrEnum):
    """In the programme's own order. Source: permas.kpk.go.id, rakor 2026."""

    MCP = "mcp"
    SPI = "spi"
    SAKIP = "sakip"
    KEPATUHAN = "kepatuhan"
    SPIP = "spip"
    SPBE = "spbe"
    BPK = "bpk"
    PERKARA = "perkara"  #: set only by KPK staff; every region reads the same sentence


class Kind(StrEnum):
    """What a value of an instrument looks like."""

    NUMBER = "number"  #: 0 to 100; words, if any, are a comment
    GRADE = "grade"  #: an ordered letter, often with a number behind it
    LEVEL = "level"  #: a score 1 to 5 with named levels of uneven width
    OPINION = "opinion"  #: an auditor's opinion; a streak of fiscal years counts
    YES_NO = "yes_no"


class Stage(StrEnum):
    """How far a region is in its cohort."""

    CALON = "calon"
    PENETAPAN = "penetapan"
    DIPERTAHANKAN = "dipertahankan"
    DICABUT = "dicabut"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the eight. ``number`` is its official place, 1 to 8."""

    key: CriterionKey
    number: int
    name: str
    short_name: str
    publisher: str
    kind: Kind
    source: str = ""


def criteria_of(rows: Iterable[Mapping[str, str]]) -> tuple[Criterion, ...]:
    """The criteria of ``db/reference/criteria.csv``, by number."""
    found = (
        Criterion(
            key=CriterionKey(row["key"]),
            number=int(row["number"]),
            name=row["name"],
            short_name=row["short_name"],
            publisher=row["publisher"],
            kind=Kind(row["kind"]),
            source=row["source"],
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda criterion: criterion.number))
