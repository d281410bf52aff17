"""The packaged facts: regions, criteria, scales, cohorts, thresholds, example values. See README.md here."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from bot.rules.criteria import Criterion, criteria_of
from bot.rules.publications import Calendar
from bot.rules.regions import Gazetteer, Nickname, Place
from bot.rules.scales import Scales

Row = dict[str, str]


@lru_cache(maxsize=8)
def rows(name: str) -> tuple[Row, ...]:
    """The rows of ``<name>.csv``, as text."""
    content = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(content.splitlines(keepends=True)))


@lru_cache(maxsize=1)
def scales() -> Scales:
    """Every scale of every instrument."""
    return Scales.of(rows("scales"))


@lru_cache(maxsize=1)
def publication_calendar() -> Calendar:
    """When the values of every instrument come out."""
    return Calendar.of_rows(rows("publications"))


@lru_cache(maxsize=1)
def criteria() -> tuple[Criterion, ...]:
    """The eight criteria, by number."""
    return criteria_of(rows("criteria"))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """All 514 regions and their nicknames, ready to be searched."""
    return Gazetteer(
        (Place(row["code"], row["name"], row["province"]) for row in rows("regions")),
        (Nickname(row["nickname"], row["region"], row["usage"] == "singkatan") for row in rows("nicknames")),
    )
