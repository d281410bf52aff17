"""Criteria in words: what the pieces of a status line say. The sentences are in ``_kriteria.html.j2``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from bot.messages import publications
from bot.rules.assessments import Assessment, Standing
from bot.rules.clocks import short_date
from bot.rules.criteria import Criterion, CriterionKey
from bot.rules.cycles import Cycle
from bot.rules.readings import Reading
from bot.rules.requirements import Floor, Grade, Requirement, Streak
from bot.rules.wording import count, listing, number, signed

#: How an instrument is named beside its year, where its official name is not what people say.
_INSTRUMENT_WORDS = {"MCSP": "MCSP (dahulu MCP)", "Kepatuhan Ombudsman": "Kepatuhan"}
#: What a criterion is called today, where that is not its old short name.
_TODAY = {CriterionKey.MCP: "MCSP (dahulu MCP)"}
#: Characters of a source in a line; whole it stands in the history.
_LONGEST_SOURCE = 40


@dataclass(frozen=True, slots=True)
class Words:
    """One criterion of one region, every figure written out; empty where there is nothing to say."""

    number: int
    key: str
    name: str
    publisher: str
    label: str
    value: str
    band: str
    threshold: str
    is_confirmed: bool
    distance: str
    is_below: bool
    fell: bool
    change: str
    change_year: str
    missing: str
    is_comparable: bool  #: False: the threshold is of another kind than the value
    interim: str
    source: str
    notice_on: str  #: the day of the notice that is still open
    publication: str  #: what is expected of the publisher, or that the value is old


def words(
    criterion: Criterion, seen: Assessment, *, notice_on: date | None = None, cycle: Cycle | None = None
) -> Words:
    """Everything a text may say about one criterion."""
    reading, before = seen.reading, seen.previous
    return Words(
        number=criterion.number,
        key=criterion.key.value,
        name=criterion.name,
        publisher=criterion.publisher,
        label=label(criterion, seen),
        value=judged_value(seen),
        band=band(seen),
        threshold=threshold(seen.requirement, seen),
        is_confirmed=seen.requirement is not None and seen.requirement.is_confirmed,
        distance=distance(seen),
        is_below=seen.distance is not None and seen.distance < 0,
        fell=seen.change is not None and seen.change < 0,
        change=change(seen),
        change_year=str(before.year) if before else "",
        missing=listing([str(year) for year in seen.missing]) if seen.missing else "",
        is_comparable=seen.standing is not Standing.NOT_COMPARABLE,
        interim=f"{value(seen.interim)} ({seen.interim.year})" if seen.interim else "",
        source=source(reading) if reading else "",
        notice_on=short_date(notice_on) if notice_on else "",
        publication=publications.note(cycle, beside=reading.instrument if reading else named(criterion)),
    )


def judged_value(seen: Assessment) -> str:
    """What counts: the value; for a streak of different opinions, each with its year."""
    if _is_mixed(seen):
        return listing([f"{opinion.grade} ({opinion.year})" for opinion in seen.opinions])
    return value(seen.reading) if seen.reading else ""


def label(criterion: Criterion, seen: Assessment) -> str:
    """SPI 2025; Kepatuhan 2024; Opini BPK 2022 dan 2023; without a value just the criterion."""
    reading = seen.reading
    if reading is None:
        return named(criterion)
    name = instrument(reading.instrument)
    return name if _is_mixed(seen) else f"{name} {years(seen)}"


def named(criterion: Criterion) -> str:
    """What a criterion is called where no year and no instrument is meant."""
    return _TODAY.get(criterion.key, criterion.short_name)


def instrument(name: str) -> str:
    return _INSTRUMENT_WORDS.get(name, name)


def years(seen: Assessment) -> str:
    """The year of the value; for a streak, those of its years we have."""
    had = [str(year) for year in seen.years if year not in seen.missing]
    return listing(had) if had else str(seen.reading.year if seen.reading else "")


def _is_mixed(seen: Assessment) -> bool:
    return len({opinion.grade for opinion in seen.opinions}) > 1


def value(reading: Reading) -> str:
    """73,92; or the grade where there is no number."""
    return number(reading.value) if reading.value is not None else (reading.grade or "")


def band(seen: Assessment) -> str:
    """The word for the value, if the value itself is not that word already."""
    reading = seen.reading
    if reading is None or reading.value is None:
        return ""
    return seen.band.name if seen.band else (reading.grade or "")


def threshold(rule: Requirement | None, seen: Assessment | None = None) -> str:
    """75; B = 78; B, di atas 60; WTP dua tahun berturut-turut; empty if none is set."""
    least = rule.least if rule else None
    if isinstance(least, Floor):
        return number(least.value)
    if isinstance(least, Streak):
        return f"{least.grade} {count(least.years)} tahun berturut-turut"
    if isinstance(least, Grade):
        floor = seen.floor if seen and seen.distance is not None else None
        return _graded(least.name, floor, included=seen is None or seen.floor_included)
    return ""


def _graded(name: str, floor: Decimal | None, *, included: bool) -> str:
    if floor is None:
        return name
    return f"{name} = {number(floor)}" if included else f"{name}, di atas {number(floor)}"


def distance(seen: Assessment) -> str:
    """+5,92 above the threshold, or -7,63 below it; empty without a number."""
    return signed(seen.distance) if seen.distance is not None else ""


def change(seen: Assessment) -> str:
    """3,77: by how much it rose or fell; empty if it did not."""
    return number(abs(seen.change)) if seen.change else ""


def before(wrong: Reading | None, right: Reading | None) -> str:
    """80: the value recorded before the right one, with its year where that differs; empty for None."""
    if wrong is None:
        return ""
    is_same = right is not None and wrong.slot == right.slot
    return value(wrong) if is_same else f"{instrument(wrong.instrument)} {wrong.year}: {value(wrong)}"


def source(reading: Reading) -> str:
    """Who published it: the host of an address, or what was written."""
    host = urlsplit(reading.source).hostname
    said = host.removeprefix("www.") if host else reading.source
    return shortened(said, _LONGEST_SOURCE)


def shortened(words: str, most: int) -> str:
    """No more than so many characters, and a mark where some are missing."""
    return words if len(words) <= most else f"{words[:most].rstrip()}…"
