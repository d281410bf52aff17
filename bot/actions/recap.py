"""/rekap: where the regions of a cohort stand. Every look at it is audited."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import date

from bot.actions.work import SYSTEM, Work
from bot.messages import recap as messages
from bot.messages import recap_sheets
from bot.rules.access import Action, require, scope
from bot.rules.actors import Scope
from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import Stage
from bot.rules.errors import Forbidden
from bot.rules.outbox import Text
from bot.rules.readings import Reading
from bot.rules.recap import STAGES, Expected, Recap, RecapUnknown, recap
from bot.rules.recap_sheets import Heatmap, RecapSheet
from db.queries import publications
from db.queries.cohorts import cohorts
from db.queries.criteria import readings_of, requirements_of
from db.queries.recaps import places_of_cohort
from db.reference import criteria, publication_calendar, scales

_TYPED = re.compile(r"(?:angkatan\s+)?(?P<cohort>\d{4})?\s*(?:tahap\s+)?(?P<stage>[a-z]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn outside the transaction, and its caption."""

    heatmap: Heatmap
    caption: Text


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is written to a file outside the transaction."""

    cohort: int
    sheet: RecapSheet
    caption: Text


async def asked(work: Work, *, typed: str) -> Text:
    """The first page of the newest cohort, or of what is named. Raises Forbidden, RecapUnknown."""
    require(work.actor, Action.READ_RECAP)
    known = await cohorts(work.session)
    found = _TYPED.fullmatch(" ".join(typed.split()))
    stage = stage_named(found["stage"] or messages.SEMUA) if found else ()
    cohort = int(found["cohort"]) if found and found["cohort"] else (known[0] if known else 0)
    if not stage or cohort not in known:
        raise RecapUnknown(typed, known)
    return await page_of(work, cohort=cohort, stage=stage[0], page=1)


async def page_of(work: Work, *, cohort: int, stage: Stage | None, page: int) -> Text:
    """One page of the regions. Raises Forbidden."""
    shown, _ = await read_recap(work, cohort=cohort, stage=stage)
    await work.audit("read_recap", "cohort", cohort)
    return messages.recap(shown, cohorts=await cohorts(work.session), page=page)


async def lacking(work: Work, *, cohort: int, stage: Stage | None) -> Text:
    """Which values have not come in. Raises Forbidden."""
    shown, _ = await read_recap(work, cohort=cohort, stage=stage)
    await work.audit("read_recap", "cohort", cohort)
    return messages.lacking(shown)


async def picture_of(work: Work, *, cohort: int, stage: Stage | None, sheet: int) -> Picture:
    """One picture of the regions. Raises Forbidden, also where there is no such picture."""
    shown, _ = await read_recap(work, cohort=cohort, stage=stage)
    if not 1 <= sheet <= recap_sheets.sheets(shown):
        raise Forbidden
    await work.audit("read_recap", "cohort", cohort, form="png")
    return Picture(recap_sheets.heatmap(shown, sheet=sheet), recap_sheets.caption(shown, sheet=sheet))


async def workbook_of(work: Work, *, cohort: int, stage: Stage | None) -> Workbook:
    """All values with their sources. Raises Forbidden."""
    shown, readings = await read_recap(work, cohort=cohort, stage=stage)
    await work.audit("read_recap", "cohort", cohort, form="xlsx")
    caption = recap_sheets.caption(shown, sheet=recap_sheets.sheets(shown))
    sheet = await asyncio.to_thread(recap_sheets.workbook, shown, readings)
    return Workbook(cohort, sheet, caption)


@dataclass(frozen=True, slots=True)
class Exported:
    """A cohort for the command line: all pictures, and what its files are made of."""

    heatmaps: tuple[Heatmap, ...]
    sheet: RecapSheet


async def newest(work: Work) -> int | None:
    """The newest cohort that has regions."""
    return next(iter(await cohorts(work.session)), None)


async def exported(work: Work, *, cohort: int, form: str) -> Exported | None:
    """The whole cohort; None where there is none. Raises Forbidden."""
    if cohort not in await cohorts(work.session):
        return None
    shown, readings = await read_recap(work, cohort=cohort, stage=None)
    await work.audit("read_recap", "cohort", cohort, form=form)
    pictures = range(1, recap_sheets.sheets(shown) + 1)
    heatmaps = tuple(recap_sheets.heatmap(shown, sheet=sheet) for sheet in pictures)
    return Exported(heatmaps, recap_sheets.workbook(shown, readings))


async def read_recap(
    work: Work, *, cohort: int, stage: Stage | None
) -> tuple[Recap, dict[str, list[Reading]]]:
    """The cohort and everything recorded for its regions, unaudited; a constant number of queries for each
    500 regions. Raises Forbidden, also where there is no such cohort.
    """
    is_system = work.actor is SYSTEM
    if not is_system:
        require(work.actor, Action.READ_RECAP)
    within = Scope(everywhere=True) if is_system else scope(work.actor, Action.READ_RECAP)
    if cohort not in await cohorts(work.session):
        raise Forbidden
    today = local_date(work.now, WIB)
    places = await places_of_cohort(work.session, cohort, stage=stage, within=within)
    readings = await readings_of(work.session, [place.code for place in places])
    expected = await _expected(work, today)
    requirements = await requirements_of(work.session, [cohort], today=today)
    shown = await asyncio.to_thread(  # most of a second for all regions: others are waiting
        recap,
        places,
        cohort=cohort,
        stage=stage,
        today=today,
        criteria=criteria(),
        readings=readings,
        requirements=requirements,
        scales=scales(),
        expected=expected,
    )
    return shown, readings


async def _expected(work: Work, today: date) -> Expected:
    """What is known of the publishers: two small reads."""
    calendar = publication_calendar()
    published = await publications.published(work.session, calendar.expected_periods(today), today=today)
    return Expected(calendar, published, await publications.delays(work.session, today=today))


def stage_named(word: str) -> tuple[Stage | None, ...]:
    """The stage meant, or None for all of them; nothing where there is no such word."""
    if word.casefold() == messages.SEMUA:
        return (None,)
    return tuple(stage for stage in STAGES if stage.value == word.casefold())
