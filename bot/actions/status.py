"""Where a region stands, for whoever may know."""

from __future__ import annotations

from datetime import date

from bot.actions.publication_cycles import cycles_of
from bot.actions.work import Work
from bot.rules.access import Action, require, scope
from bot.rules.actors import Scope
from bot.rules.clocks import WIB, local_date
from bot.rules.criteria import CriterionKey
from bot.rules.errors import Forbidden
from bot.rules.histories import History, history
from bot.rules.regions import Found, Place, Search
from bot.rules.status import StatusReport, report
from db.queries.alerts import open_alerts
from db.queries.criteria import readings_of, requirements_of
from db.queries.standings import newest_cohort, place_of, regions_of_cohort
from db.reference import criteria, gazetteer, scales


async def status_of(work: Work, *, region_code: str, form: str = "") -> StatusReport:
    """The eight criteria as known today, by the clock of the capital. Raises NotRegistered, Forbidden.

    A constant number of queries, whatever the number of regions. Who sees another's region than the own
    is recorded, where ``work`` may write; ``form`` is what it is made into, if not a text.
    """
    require(work.actor, Action.READ_STATUS, region=region_code)
    found = await report_of(work, region_code, within=scope(work.actor, Action.READ_STATUS))
    if found is None:
        raise Forbidden
    if region_code in work.actor.region_codes:
        return found
    if form:
        await work.audit("read_status", "region", region_code, form=form)
    else:
        await work.audit("read_status", "region", region_code)
    return found


async def report_of(work: Work, region_code: str, *, within: Scope) -> StatusReport | None:
    """The same for whoever is written to about it, unasked; None where this scope has no such region."""
    place = await place_of(work.session, region_code, within=within)
    if place is None:
        return None
    region_name, standing = place
    today = local_date(work.now, WIB)
    own = (await readings_of(work.session, [region_code])).get(region_code, [])
    cohort = standing.cohort if standing else await newest_cohort(work.session)
    return report(
        region_code=region_code,
        region_name=region_name,
        cohort=standing.cohort if standing else None,
        stage=standing.stage if standing else None,
        today=today,
        criteria=criteria(),
        readings=own,
        requirements=await requirements_of(work.session, [cohort], today=today) if cohort else [],
        scales=scales(),
        notices=await _notices(work, region_code),
        cycles=await cycles_of(work, own),
    )


async def _notices(work: Work, region_code: str) -> dict[CriterionKey, date]:
    """The days of open notices that somebody of the region was told of."""
    found = await open_alerts(work.session, [region_code])
    return {alert.criterion: alert.opened_on for alert in found if alert.contact_ids}


async def history_of(work: Work, *, region_code: str, number: int, page: int = 0) -> History:
    """A page of the values of the criterion with this official number. Raises NotRegistered, Forbidden."""
    status = await status_of(work, region_code=region_code)
    found = history(status, number, status.readings, page=page)
    if found is None:
        raise Forbidden
    return found


async def region_asked(work: Work, *, typed: str) -> Search | None:
    """Which region is meant; None where none is named and there is a choice. Raises NotRegistered, Forbidden.

    An official is told of no region but the own: any other name is answered like one that does not exist.
    """
    require(work.actor, Action.READ_STATUS)
    if not typed:
        codes = work.actor.region_codes
        return Found(_place(codes[0])) if len(codes) == 1 else None
    search = gazetteer().find(typed)
    if work.actor.is_staff:
        return search
    own = [place for place in _places(search) if place.code in work.actor.region_codes]
    if not own:
        raise Forbidden
    return Found(own[0])


async def regions_offered(work: Work) -> list[tuple[str, str]]:
    """(code, name): the own regions, or for staff those of the newest cohort. Raises NotRegistered."""
    require(work.actor, Action.READ_STATUS)
    if work.actor.is_official:
        own = {seat.region_code: seat.region_name for seat in work.actor.seats}
        return list(own.items())
    cohort = await newest_cohort(work.session)
    return await regions_of_cohort(work.session, cohort) if cohort else []


def _places(search: Search) -> tuple[Place, ...]:
    if isinstance(search, Found):
        return (search.place,)
    return getattr(search, "places", ())


def _place(code: str) -> Place:
    search = gazetteer().find(code)
    if not isinstance(search, Found):
        raise Forbidden
    return search.place
