"""/kontak: the seats of a region, and one seat with its history. Who read them is audited."""

from __future__ import annotations

from bot.actions.work import Work
from bot.messages import contacts as messages
from bot.rules.access import Action, may, require, scope
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import Text
from bot.rules.regions import Ambiguous, Found, Unknown
from bot.rules.seat_views import Reader, SeatDetails, SeatView
from db.queries.places import region_names
from db.queries.seat_cards import history_of_seat, open_codes_of, seat_view, seats_of_region
from db.queries.standings import newest_cohort, regions_of_cohort
from db.reference import gazetteer

#: People of a seat's past that its card names.
MOST_PAST = 12


async def contacts(work: Work, *, typed: str) -> Text:
    """The regions of the newest cohort to choose from, or the region named. Raises Forbidden."""
    require(work.actor, Action.SEE_CONTACTS)
    if not typed:
        cohort = await newest_cohort(work.session)
        regions = await regions_of_cohort(work.session, cohort) if cohort else []
        return messages.choose_region(
            regions, cohort=cohort, has_files=may(work.actor, Action.EXPORT_CONTACTS)
        )
    match gazetteer().find(typed):
        case Found(place=place):
            return await region_card(work, region_code=place.code)
        case Ambiguous(places=places):
            return messages.which_region(typed, places, is_known=True)
        case Unknown(suggestions=places):
            return messages.which_region(typed, places, is_known=False)


async def region_card(work: Work, *, region_code: str) -> Text:
    """The seats of one region with everybody who acts for them. Raises Forbidden, Stale."""
    require(work.actor, Action.SEE_CONTACTS)
    name = region_names().get(region_code)
    if name is None:
        raise Stale
    seats = await seats_of_region(work.session, region_code, within=scope(work.actor, Action.SEE_CONTACTS))
    await _audit_reading(work, region_code, seats)
    return messages.region(
        region_code=region_code,
        region_name=name,
        seats=seats,
        reader=reader_of(work),
    )


async def seat_card(work: Work, *, seat_id: int) -> Text:
    """One seat with its history and what may be done. Raises Forbidden."""
    details = await seat_details(work, seat_id=seat_id)
    await _audit_reading(work, details.seat.region_code, [details.seat])
    return messages.seat(details, reader=reader_of(work))


async def seat_details(work: Work, *, seat_id: int) -> SeatDetails:
    """The same as facts, unaudited: for whoever is about to change it. Raises Forbidden."""
    require(work.actor, Action.SEE_CONTACTS)
    seat = await seat_view(work.session, seat_id, within=scope(work.actor, Action.SEE_CONTACTS))
    if seat is None:
        raise Forbidden
    return SeatDetails(
        seat,
        tuple(await history_of_seat(work.session, seat_id, most=MOST_PAST)),
        await open_codes_of(work.session, seat_id, now=work.now),
    )


def reader_of(work: Work) -> Reader:
    """What whoever looks may see and do at a seat."""
    may_edit = may(work.actor, Action.EDIT_SEATS)
    return Reader(
        may_edit=may_edit,
        may_invite=may(work.actor, Action.INVITE),
        may_answer=may(work.actor, Action.ANSWER_FOR_SEAT),
        sees_phones=may_edit,
    )


async def _audit_reading(work: Work, region_code: str, seats: list[SeatView]) -> None:
    """One entry for each person whose data were shown, so that he can be told who read them."""
    shown = sorted({one.contact_id for seat in seats for one in seat.acting})
    if not shown:
        await work.audit("read_contacts", "region", region_code)
    for contact_id in shown:
        await work.audit("read_contacts", "region", region_code, about=contact_id)
