"""Officers are asked for the values that should be known by now: once for all of them, and once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.actions.work import Work
from bot.messages import publication_calendar as messages
from bot.rules.actors import Role
from bot.rules.clocks import WIB, local_date
from bot.rules.notices import notice_at
from bot.rules.outbox import MessageClass
from bot.rules.publications import Period, Publication
from bot.rules.value_requests import round_due
from db.beats import keep_beat, last_beat
from db.inserting import insert_into
from db.queries import publications as queries
from db.queries.days_off import days_off
from db.queries.people import Recipient, staff_at_least
from db.queries.places import region_names
from db.reference import publication_calendar
from db.tables import ValueRequest

#: The last look is kept under this name: once a working day is enough.
_BEAT = "value_requests"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A period whose values are asked for, for the how many-th time, and the regions without one."""

    publication: Publication
    year: int
    round: int
    regions: tuple[str, ...]

    @property
    def period(self) -> Period:
        return self.publication.criterion, self.publication.instrument, self.year


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
    regions = await _officers_of_regions(work)
    wanted = await _wanted(work, sorted(regions))
    by_officer: dict[int, list[_Wanted]] = defaultdict(list)
    people: dict[int, Recipient] = {}
    for each in wanted:
        of_officer: dict[int, list[str]] = defaultdict(list)
        for code in each.regions:
            for officer in regions[code]:
                people[officer.staff_id or 0] = officer
                of_officer[officer.staff_id or 0].append(code)
        for staff_id, codes in of_officer.items():
            by_officer[staff_id].append(_Wanted(each.publication, each.year, each.round, tuple(codes)))
    for staff_id in sorted(by_officer):
        await _ask(work, people[staff_id], by_officer[staff_id])


async def _officers_of_regions(work: Work) -> dict[str, list[Recipient]]:
    """Whoever accompanies each region of a cohort; all officers where nobody does, or he is gone."""
    officers = await staff_at_least(work.session, Role.OFFICER)
    by_id = {officer.staff_id: officer for officer in officers}
    found: dict[str, list[Recipient]] = {}
    for _cohort, code, officer_id in await queries.regions_of_cohorts(work.session):
        own = by_id.get(officer_id)
        found[code] = [own] if own else found.get(code, list(officers))
    return found


async def _wanted(work: Work, codes: Sequence[str]) -> list[_Wanted]:
    """What is due of the newest year of every instrument: the years before are history."""
    today = local_date(work.now, WIB)
    calendar = publication_calendar()
    periods = calendar.expected_periods(today)
    asked = await queries.requests(work.session, periods)
    late = await queries.delays(work.session, today=today)
    found = []
    for period in periods:
        key, _, year = period
        publication = calendar.of(key, year)
        if publication is None:
            continue
        due = round_due(
            publication,
            year,
            asked=asked.get(period, ()),
            first_recorded=await queries.first_recorded(work.session, period),
            delayed_until=late.get(period),
            now=work.now,
        )
        if due is not None:
            have = await queries.regions_with(work.session, period, codes, today=today)
            if missing := tuple(code for code in codes if code not in have):
                found.append(_Wanted(publication, year, due, missing))
    return found


async def _ask(work: Work, officer: Recipient, wanted: Sequence[_Wanted]) -> None:
    key = f"vr:{local_date(work.now, WIB):%Y%m%d}:{officer.staff_id}"
    names: Mapping[str, str] = region_names()
    lines = [
        messages.WantedLine(each.publication, each.year, tuple(names[code] for code in each.regions))
        for each in wanted
    ]
    is_again = all(each.round > 1 for each in wanted)
    await work.tell(
        officer, messages.wanted(lines, is_again=is_again), key=key, message_class=MessageClass.REQUEST
    )
    rows = [
        {
            "criterion": each.period[0].value,
            "instrument": each.period[1],
            "assessment_year": each.year,
            "staff_id": officer.staff_id,
            "round": each.round,
            "asked_at": work.now,
            "outbox_key": key,
        }
        for each in wanted
    ]
    await work.session.execute(insert_into(work.session, ValueRequest).on_conflict_do_nothing(), rows)
    await work.audit("values_asked_for", "staff", officer.staff_id, rows=len(wanted))
