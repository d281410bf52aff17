"""/terbit: the publication calendar; and what officers are asked to enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import criteria, publications
from bot.messages.imports import template_button
from bot.messages.render import render
from bot.rules.clocks import full_date
from bot.rules.cycles import Cycle, PublicationState
from bot.rules.outbox import Button, Text
from bot.rules.publications import Publication
from bot.rules.wording import listing

BELUM_TERBIT = "Belum terbit"
BATALKAN = "Batalkan penundaan"
SUMBER = "Sumber jadwal"

#: Regions named in a request; the others are counted.
_MOST_REGIONS = 8


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """What is expected of one instrument, and how many regions of the cohort have it."""

    cycle: Cycle
    recorded: int


@dataclass(frozen=True, slots=True)
class WantedLine:
    """Values of one period an officer is asked for."""

    publication: Publication
    year: int
    regions: tuple[str, ...]
    is_last: bool = False  #: nobody asks for it again
    is_out: bool = False  #: others have theirs, so nobody may say that it is not out


def listed(lines: Sequence[CalendarLine], *, cohort: int | None, regions: int, may_change: bool) -> Text:
    """Each instrument with its state, and for officers a button where its publisher may be late."""
    html = render(
        "publications",
        cohort=cohort,
        regions=regions,
        lines=[_line(line) for line in lines],
    )
    rows = [row for line in lines if may_change and (row := _buttons(line.cycle))]
    return Text(html, (*rows, (Button(SUMBER, data="terbit_sumber"),)))


def sources(all_of: Sequence[Publication]) -> Text:
    """What the months of each instrument rest on."""
    found = [
        {
            "name": criteria.instrument(each.instrument),
            "years": _years(each),
            "source": each.source,
        }
        for each in all_of
    ]
    return Text(render("publication_sources", lines=found))


def ask_until(publication: Publication, year: int, *, example: str) -> Text:
    return Text(render("publication_ask", name=_name(publication, year), example=example))


def delayed(publication: Publication, year: int, *, until: date) -> Text:
    return Text(render("publication_delayed", name=_name(publication, year), until=full_date(until)))


def lifted(publication: Publication, year: int) -> Text:
    return Text(render("publication_lifted", name=_name(publication, year)))


def wanted(lines: Sequence[WantedLine], *, cohort: int | None) -> Text:
    """To an officer: values that should be known by now, and how to enter them."""
    html = render("values_wanted", lines=[_wanted(line) for line in lines])
    late = tuple(
        (Button(f"{BELUM_TERBIT}: {_name(line.publication, line.year)}", data=_data("terbit_tunda", line)),)
        for line in lines
        if not line.is_out
    )
    return Text(html, (*template_button(cohort), *late))


def _line(line: CalendarLine) -> dict[str, str | int]:
    cycle = line.cycle
    return {
        "name": f"{criteria.instrument(cycle.publication.instrument)} {cycle.year}",
        "publisher": cycle.publication.publisher,
        "state": publications.state(cycle),
        "recorded": line.recorded,
    }


def _buttons(cycle: Cycle) -> tuple[Button, ...]:
    name = _name(cycle.publication, cycle.year)
    place = f"{cycle.criterion.value}:{cycle.year}"
    if cycle.delayed_until is not None:
        return (Button(f"{BATALKAN}: {name}", data=f"terbit_cabut:{place}"),)
    if cycle.state is PublicationState.TERLAMBAT:
        return (Button(f"{BELUM_TERBIT}: {name}", data=f"terbit_tunda:{place}"),)
    return ()


def _data(action: str, line: WantedLine) -> str:
    return f"{action}:{line.publication.criterion.value}:{line.year}"


def _wanted(line: WantedLine) -> dict[str, str | int]:
    shown = line.regions[:_MOST_REGIONS]
    return {
        "name": f"{criteria.instrument(line.publication.instrument)} {line.year}",
        "publisher": line.publication.publisher,
        "regions": listing(shown) if len(shown) == len(line.regions) else ", ".join(shown),
        "more": len(line.regions) - len(shown),
        "is_last": line.is_last,
        "is_out": line.is_out,
    }


def _name(publication: Publication, year: int) -> str:
    return f"{publication.instrument} {year}"


def _years(publication: Publication) -> str:
    first, last = publication.first_year, publication.last_year
    if first and last:
        return f"{first}" if first == last else f"{first} s.d. {last}"
    return f"sejak {first}" if first else f"s.d. {last}" if last else "semua tahun"
