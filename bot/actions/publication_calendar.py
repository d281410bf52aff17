"""/terbit: when values come out, what is recorded of a cohort, and what staff know to be late."""

from __future__ import annotations

from bot.actions import dialogues
from bot.actions.work import Work
from bot.messages import publication_calendar as messages
from bot.rules.access import Action, may, require
from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey
from bot.rules.cycles import Cycle, state_of
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.publications import Publication
from bot.rules.typed_times import example_day
from bot.rules.value_requests import typed_delay
from db.queries import publications as queries
from db.queries.standings import newest_cohort, regions_of_cohort
from db.reference import publication_calendar

ASK_UNTIL = "publication_delay"
#: Assessment years from this one that can still be waited for.
_NEAR_YEARS = 3


async def listed(work: Work) -> Text:
    """The value that is expected of each instrument now, and how many of the newest cohort have it."""
    require(work.actor, Action.SEE_THRESHOLDS)
    cohort = await newest_cohort(work.session)
    regions = await regions_of_cohort(work.session, cohort) if cohort else []
    codes = [code for code, _ in regions]
    today = local_date(work.now, WIB)
    calendar = publication_calendar()
    periods = calendar.expected_periods(today)
    published = await queries.published(work.session, periods, today=today)
    late = await queries.delays(work.session, today=today)
    lines = []
    for period in periods:
        key, _, year = period
        publication = calendar.of(key, year)
        if publication is None:
            continue
        recorded = await queries.regions_with(work.session, period, codes, today=today)
        state = state_of(
            publication,
            year,
            is_recorded=bool(codes) and len(recorded) == len(codes),
            is_published=period in published,
            delayed_until=late.get(period),
            today=today,
        )
        lines.append(messages.CalendarLine(Cycle(publication, year, state, late.get(period)), len(recorded)))
    may_change = may(work.actor, Action.RECORD_VALUES)
    return messages.listed(lines, cohort=cohort, regions=len(codes), may_change=may_change)


async def sources(work: Work) -> Text:
    """What the months rest on. Raises NotRegistered, Forbidden."""
    require(work.actor, Action.SEE_THRESHOLDS)
    return messages.sources(publication_calendar().all)


async def ask_delay(work: Work, *, criterion: CriterionKey, year: int) -> None:
    """Belum terbit: asks until when. Raises NotRegistered, Forbidden, Stale."""
    publication = _publication(work, criterion, year)
    await dialogues.ask(work, ASK_UNTIL, criterion=criterion.value, year=year)
    await work.receipt(messages.ask_until(publication, year, example=example_day(work.now)))


async def delay(work: Work, *, criterion: CriterionKey, year: int, typed: str) -> None:
    """Until that day nobody is asked. Raises NotRegistered, Forbidden, Stale, DelayUnusable."""
    publication = _publication(work, criterion, year)
    until = typed_delay(typed, today=local_date(work.now, WIB), example=example_day(work.now))
    await dialogues.close(work)
    period = (criterion, publication.instrument, year)
    await queries.keep_delay(
        work.session, period, until=until, note="", staff_id=work.actor.staff_id, now=work.now
    )
    await work.audit(
        "publication_delayed", "publication", f"{publication.instrument} {year}", on=until.isoformat()
    )
    await work.receipt(messages.delayed(publication, year, until=until))


async def lift(work: Work, *, criterion: CriterionKey, year: int) -> None:
    """Batalkan penundaan. Raises NotRegistered, Forbidden, Stale when there is none."""
    publication = _publication(work, criterion, year)
    if not await queries.lift_delay(work.session, (criterion, publication.instrument, year)):
        raise Stale
    await work.audit("publication_delay_lifted", "publication", f"{publication.instrument} {year}")
    await work.receipt(messages.lifted(publication, year))


def _publication(work: Work, criterion: CriterionKey, year: int) -> Publication:
    require(work.actor, Action.RECORD_VALUES)
    is_near = abs(year - local_date(work.now, WIB).year) <= _NEAR_YEARS
    found = publication_calendar().of(criterion, year) if is_near else None
    if found is None:
        raise Stale
    return found
