"""The files handed out with /nilai, made of the reference facts."""

from __future__ import annotations

import asyncio

from bot.actions.facts import today_of
from bot.actions.work import Work
from bot.messages.imports import template_notes
from bot.pictures.value_sheets import example, template
from bot.rules.access import Action, require
from bot.rules.criteria import CriterionKey
from bot.rules.errors import Stale
from bot.rules.value_templates import ValueTemplate
from bot.rules.values import FIRST_YEAR
from db.queries.cohorts import cohorts
from db.queries.standings import regions_of_cohort
from db.reference import criteria, rows, scales

_EXAMPLE_ROWS = 6
#: Years that are offered to choose from; others can be typed.
_YEARS = 8


async def template_sheet(work: Work, *, cohort: int | None = None) -> bytes:
    """The empty XLSX; with a cohort its regions stand in it. Raises NotRegistered, Forbidden, Stale."""
    require(work.actor, Action.RECORD_VALUES)
    filled: tuple[tuple[str, str], ...] = ()
    if cohort is not None:
        filled = tuple(await regions_of_cohort(work.session, cohort))
        if not filled:
            raise Stale
    return await asyncio.to_thread(template, _parts(today_of(work).year, filled))


async def offered_cohort(work: Work) -> int | None:
    """The cohort whose regions may be filled in; None where there is none yet."""
    return next(iter(await cohorts(work.session)), None)


def example_sheet() -> bytes:
    """The first published values of the example data, as CSV."""
    return example(rows("measurements")[:_EXAMPLE_ROWS])


def _parts(year: int, filled: tuple[tuple[str, str], ...]) -> ValueTemplate:
    known = [c for c in criteria() if c.key is not CriterionKey.PERKARA]
    return ValueTemplate(
        regions=tuple((row["code"], row["name"]) for row in rows("regions")),
        criteria=tuple((c.key.value, c.name) for c in known),
        instruments=tuple(name for c in known for name in scales().instruments(c.key)),
        years=tuple(range(year, max(year - _YEARS, FIRST_YEAR), -1)),
        notes=tuple(template_notes()),
        filled=filled,
    )
