"""Officers are asked for the values that should be known by now: once for all of them, and once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.actions.work import Work
from bot.messages import publication_calendar as messages
from bot.rules.actors import Role
from bot.rules.clocks import WIB, local_date
from bot.rules.notices import notice_at
from bot.rules.outbox import MessageClass
from bot.rules.publications import Period, Publication
from bot.rules.value_requests import MOST_ROUNDS, round_due
from db.beats import keep_beat, last_beat
from db.inserting import insert_into
from db.queries import publications as queries
from db.queries.days_off import days_off
from db.queries.people import Recipient, staff_at_least
from db.queries.places import region_names
from db.queries.standings import newest_cohort
from db.reference import publication_calendar
from db.tables import ValueRequest

#: The last look is kept under this name: once a working day is enough.
_BEAT = "value_requests"


@dataclass(frozen=True, slots=True)
class _Missing:
    """A period whose months are known, and the regions without a value of it."""

    publication: Publication
    year: int
    first_recorded: datetime | None
    delayed_until: date | None
    regions: tuple[str, ...]

    @property
    def period(self) -> Period:
        return self.publication.criterion, self.publication.instrument, self.year


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What one officer is asked for, for the how many-th time."""

    missing: _Missing
    round: int
    regions: tuple[str, ...]


async def ask_for_due_values(work: Work) -> None:
    """Chore: on working days in working hours of the capital, whatever is due, one message an officer."""
    today = local_date(work.now, WIB)
    last = await last_beat(work.session, _BEAT)
    if last is not None and local_date(last, WIB) >= today:
        return
    if notice_at(work.now, zone=WIB, extra=await days_off(work.session)) is not None:
        return
    await keep_beat(work.session, _BEAT, at=work.now)
    if not await queries.is_anything_recorded(work.session):
        return  # nobody keeps values here yet
    officers = await _officers_of_regions(work)
    missing = await _missing(work, sorted(officers))
    asked = await queries.requests(work.session, [each.period for each in missing])
    for officer in {one.staff_id: one for those in officers.values() for one in those}.values():
        own = [code for code in sorted(officers) if officer in officers[code]]
        wanted = [each for one in missing if (each := _wanted(work, one, officer, own, asked))]
        if wanted:
            await _ask(work, officer, wanted)


async def _officers_of_regions(work: Work) -> dict[str, list[Recipient]]:
    """Whoever accompanies each region of a cohort; all officers where nobody does, or he is gone."""
    officers = await staff_at_least(work.session, Role.OFFICER)
    by_id = {officer.staff_id: officer for officer in officers}
    found: dict[str, list[Recipient]] = {}
    for _cohort, code, officer_id in await queries.regions_of_cohorts(work.session):
        own = by_id.get(officer_id)
        found[code] = [own] if own else found.get(code, list(officers))
    return found


async def _missing(work: Work, codes: Sequence[str]) -> list[_Missing]:
    """What is missing of the newest year of every instrument: the years before are history."""
    today = local_date(work.now, WIB)
    calendar = publication_calendar()
    periods = calendar.expected_periods(today)
    late = await queries.delays(work.session, today=today)
    found = []
    for period in periods:
        key, _, year = period
        publication = calendar.of(key, year)
        have = await queries.regions_with(work.session, period, codes, today=today)
        missing = tuple(code for code in codes if code not in have)
        if publication is not None and missing:
            first = await queries.first_recorded(work.session, period)
            found.append(_Missing(publication, year, first, late.get(period), missing))
    return found


def _wanted(
    work: Work,
    missing: _Missing,
    officer: Recipient,
    own: Sequence[str],
    asked: Mapping[tuple[Period, int], Sequence[datetime]],
) -> _Wanted | None:
    """What this officer is to be asked for of a period; None if nothing is due."""
    regions = tuple(code for code in missing.regions if code in own)
    due = round_due(
        missing.publication,
        missing.year,
        asked=asked.get((missing.period, officer.staff_id or 0), ()),
        first_recorded=missing.first_recorded,
        delayed_until=missing.delayed_until,
        now=work.now,
    )
    return _Wanted(missing, due, regions) if due is not None and regions else None


async def _ask(work: Work, officer: Recipient, wanted: Sequence[_Wanted]) -> None:
    key = f"vr:{local_date(work.now, WIB):%Y%m%d}:{officer.staff_id}"
    names: Mapping[str, str] = region_names()
    lines = [
        messages.WantedLine(
            each.missing.publication,
            each.missing.year,
            tuple(names[code] for code in each.regions),
            is_last=each.round >= MOST_ROUNDS,
            is_out=each.missing.first_recorded is not None,
        )
        for each in wanted
    ]
    text = messages.wanted(lines, cohort=await newest_cohort(work.session))
    await work.tell(officer, text, key=key, message_class=MessageClass.REQUEST)
    rows = [
        {
            "criterion": each.missing.publication.criterion.value,
            "instrument": each.missing.publication.instrument,
            "assessment_year": each.missing.year,
            "staff_id": officer.staff_id,
            "round": each.round,
            "asked_at": work.now,
            "outbox_key": key,
        }
        for each in wanted
    ]
    await work.session.execute(insert_into(work.session, ValueRequest).on_conflict_do_nothing(), rows)
    await work.audit("values_asked_for", "staff", officer.staff_id, rows=len(wanted))
