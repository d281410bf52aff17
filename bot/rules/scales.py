"""How an instrument is read in a given year: its limits, its bands, its words.

Scales change by year and instrument (SPI 2023 is not SPI 2024), so nothing here is a constant:
all of it comes from ``db/reference/scales.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.rules.criteria import CriterionKey, Kind
from bot.rules.instruments import instrument_names, same_words


@dataclass(frozen=True, slots=True)
class Band:
    """One named stretch of a scale. ``lower`` is None where the publisher prints no figures.

    ``includes_lower`` is False where the band begins *above* its figure (SAKIP B: above 60).
    A higher ``rank`` is better; None means that the order is not published.
    """

    name: str
    lower: Decimal | None = None
    includes_lower: bool = True
    rank: int | None = None
    colour: str = ""

    def reaches(self, value: Decimal) -> bool:
        """Whether ``value`` is at or past the start of this band."""
        if self.lower is None:
            return False
        return value >= self.lower if self.includes_lower else value > self.lower


@dataclass(frozen=True, slots=True)
class Scale:
    """How one instrument is read from ``first_year`` to ``last_year`` (None: open). Best band first."""

    criterion: CriterionKey
    instrument: str
    kind: Kind
    first_year: int | None = None
    last_year: int | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    bands: tuple[Band, ...] = ()
    source: str = ""

    def covers(self, year: int) -> bool:
        return (self.first_year or year) <= year <= (self.last_year or year)

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies inside the limits of this scale; opinions hold no number."""
        if self.lowest is None or self.highest is None:
            return False
        return self.lowest <= value <= self.highest

    @property
    def is_open(self) -> bool:
        """The publisher's words are not all known to us, so unknown ones are accepted."""
        return self.kind is not Kind.OPINION and all(band.rank is None for band in self.bands)

    def band_of(self, value: Decimal) -> Band | None:
        """The band a number falls in; None where no cut-offs were published."""
        return next((band for band in self.bands if band.reaches(value)), None)

    def band_named(self, words: str) -> Band | None:
        """The one band of this name (or level: "level 3", "3"); colours are not names."""
        wanted = same_words(self.criterion, words)
        level = wanted.removeprefix("level ")
        for band in self.bands:
            if band.name.casefold() == wanted or (self.kind is Kind.LEVEL and str(band.rank) == level):
                return band
        return None

    def bands_named(self, words: str) -> tuple[Band, ...]:
        """The bands a typed grade, level, opinion or colour may mean; several for a shared colour."""
        band = self.band_named(words)
        if band is not None:
            return (band,)
        colour = same_words(self.criterion, words)
        return tuple(band for band in self.bands if band.colour and band.colour == colour)

    def above(self, band: Band) -> Band | None:
        """The next better band; None for the best."""
        place = self.bands.index(band)
        return self.bands[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class Scales:
    """Every scale there is."""

    all: tuple[Scale, ...]

    def find(self, criterion: CriterionKey, year: int, instrument: str = "") -> Scale | None:
        """The scale of a criterion in a year; ``instrument`` (any known name) narrows it down.

        MCP and MCSP are two names of one series, each with its own years: either name finds both.
        """
        names = instrument_names(criterion, instrument)
        for scale in self.all:
            if scale.criterion is not criterion or not scale.covers(year):
                continue
            if not names or scale.instrument in names:
                return scale
        return None

    def instruments(self, criterion: CriterionKey) -> tuple[str, ...]:
        """Official names of a criterion's instruments, oldest first."""
        return tuple(dict.fromkeys(s.instrument for s in self.all if s.criterion is criterion))

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Scales:
        """The scales of ``db/reference/scales.csv``: one row per band, best band first."""
        found: dict[tuple[str, str, str], Scale] = {}
        for row in rows:
            key = (row["criterion"], row["instrument"], row["first_year"])
            known = found.get(key) or _scale(row)
            bands = (*known.bands, _band(row)) if row["band"] else known.bands
            found[key] = replace(known, bands=bands)
        return cls(tuple(found.values()))


def _scale(row: Mapping[str, str]) -> Scale:
    return Scale(
        criterion=CriterionKey(row["criterion"]),
        instrument=row["instrument"],
        kind=Kind(row["kind"]),
        first_year=int(row["first_year"]) if row["first_year"] else None,
        last_year=int(row["last_year"]) if row["last_year"] else None,
        lowest=Decimal(row["lowest"]) if row["lowest"] else None,
        highest=Decimal(row["highest"]) if row["highest"] else None,
        source=row["source"],
    )


def _band(row: Mapping[str, str]) -> Band:
    return Band(
        name=row["band"],
        lower=Decimal(row["lower"]) if row["lower"] else None,
        includes_lower=row["lower_included"] != "no",
        rank=int(row["rank"]) if row["rank"] else None,
        colour=row["colour"],
    )
