"""The published example values and the thresholds of 2026, as the rules read them; no database."""

from __future__ import annotations

from datetime import date

from bot.rules.criteria import CriterionKey, Stage
from bot.rules.cycles import cycles
from bot.rules.entries import Draft, Entry
from bot.rules.entry_reading import Reader
from bot.rules.publications import Period
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.status import StatusReport, report
from db.reference import criteria, gazetteer, publication_calendar, rows, scales

_COLUMNS = ("criterion", "instrument", "year", "value", "grade", "status", "published_on", "source")
_READER = Reader(scales(), gazetteer(), date(2026, 11, 23))


def readings_of(code: str) -> list[Reading]:
    """What was published about a region, in the order of the file."""
    found = (row for row in rows("measurements") if row["region_code"] == code)
    drafts = (_READER.read(Entry(region=code, **{name: row[name] for name in _COLUMNS})) for row in found)
    return [draft.reading for draft in drafts if isinstance(draft, Draft)]


def requirements(*, is_confirmed: bool = False) -> list[Requirement]:
    """The thresholds of the cohort 2026."""
    found = (row for row in rows("thresholds") if row["cohort"] == "2026")
    return [
        Requirement(
            CriterionKey(row["criterion"]),
            row["minimum"],
            cohort=2026,
            source=row["source"],
            is_confirmed=is_confirmed,
        )
        for row in found
    ]


def status(
    code: str,
    name: str,
    today: date,
    more: list[Reading] | None = None,
    *,
    is_confirmed: bool = False,
    is_in_cohort: bool = True,
    stage: Stage = Stage.CALON,
    rules: list[Requirement] | None = None,
) -> StatusReport:
    """The status of a region by the example values, and ``more``."""
    return report(
        region_code=code,
        region_name=name,
        cohort=2026 if is_in_cohort else None,
        stage=stage if is_in_cohort else None,
        today=today,
        criteria=criteria(),
        readings=readings_of(code) + (more or []),
        requirements=rules or requirements(is_confirmed=is_confirmed),
        scales=scales(),
        cycles=cycles(
            publication_calendar(),
            readings_of(code) + (more or []),
            published=published(today),
            delays={},
            today=today,
        ),
    )


def published(today: date) -> set[Period]:
    """Whatever any region of the example has."""
    codes = {row["region_code"] for row in rows("measurements")}
    known = [r for code in codes for r in readings_of(code) if r.is_final]
    return {
        (r.criterion, r.instrument, r.year) for r in known if not r.published_on or r.published_on <= today
    }
