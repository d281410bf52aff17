"""/mengapa for staff: what became of every message about a region's sittings, and why not where none went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from bot.actions.fates import known
from bot.actions.work import Work
from bot.messages import explanations as messages
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.explanations import NO_MORE, Asked
from bot.rules.outbox import Text
from bot.rules.regions import Ambiguous, Found, Unknown
from db.queries.places import region_names
from db.queries.sent_about import Sent, sent_about
from db.queries.standings import newest_cohort, regions_of_cohort
from db.reference import gazetteer
from db.tables import AgendaItem, Invitation, Meeting, MeetingState, Seat

#: How long after its end a sitting is still explained.
RECENT = timedelta(days=14)
#: Sittings in one answer; a number or a date asks for others.
MOST_SITTINGS = 4


async def find(work: Work, *, typed: str, asked: Asked = NO_MORE) -> Text:
    """For a region typed, or regions to choose from. Raises Forbidden."""
    require(work.actor, Action.SEE_MEETINGS)
    if not typed:
        cohort = await newest_cohort(work.session)
        return messages.choose_region(await regions_of_cohort(work.session, cohort) if cohort else [])
    match gazetteer().find(typed):
        case Found(place=place, is_exact=True):
            return await of_region(work, region_code=place.code, asked=asked)
        case Found(place=place):
            return messages.which_region(typed, [(place.code, place.name)])
        case Ambiguous(places=places) | Unknown(suggestions=places):
            return messages.which_region(typed, [(place.code, place.name) for place in places])


async def of_region(work: Work, *, region_code: str, asked: Asked = NO_MORE) -> Text:
    """Sittings ahead and recent, seat by seat. Raises Forbidden, Stale for no such region."""
    require(work.actor, Action.SEE_MEETINGS)
    name = region_names().get(region_code)
    if name is None:
        raise Stale
    invited = await _invited(work, region_code, asked)
    items = list(invited)
    sent = await sent_about(work.session, items, seats={seat for ids in invited.values() for seat in ids})
    await _audit(work, region_code, sent)
    facts_of = await known(work, asked, invited, sent)
    facts = [fact for item in items for fact in [facts_of.of(item)] if fact.seats]
    return messages.of_region(name, facts[:MOST_SITTINGS], more=len(facts[MOST_SITTINGS:]))


async def _audit(work: Work, region_code: str, sent: Sequence[Sent]) -> None:
    """One entry for each person whose messages were read."""
    people: list[int | None] = [*sorted({one.contact_id for one in sent if one.contact_id})]
    for contact_id in people or [None]:
        await work.audit("read_deliveries", "region", region_code, about=contact_id)


async def _invited(work: Work, region_code: str, asked: Asked) -> dict[int, list[int]]:
    """Seats of the region that are or were invited, by sitting: those ahead first, then the newest past."""
    wanted = (
        select(col(AgendaItem.id), col(AgendaItem.starts_at), col(AgendaItem.ends_at), col(Seat.id))
        .join(Invitation, col(Invitation.agenda_item_id) == col(AgendaItem.id))
        .join(Seat, col(Seat.id) == col(Invitation.seat_id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(col(Seat.region_code) == region_code, col(Meeting.state) == MeetingState.PUBLISHED)
        .distinct()
        .order_by(col(AgendaItem.starts_at), col(AgendaItem.id), col(Seat.id))
    )
    if asked.meeting is not None:
        wanted = wanted.where(col(Meeting.id) == asked.meeting)
    elif asked.on is None:
        wanted = wanted.where(col(AgendaItem.ends_at) > work.now - RECENT)
    rows = (await work.session.execute(wanted)).all()
    ahead = [row for row in rows if row[2] > work.now]
    past = sorted((row for row in rows if row[2] <= work.now), key=lambda row: row[1], reverse=True)
    found: dict[int, list[int]] = defaultdict(list)
    for item, _starts, _ends, seat in [*ahead, *past]:
        found[item or 0].append(seat or 0)
    return found
