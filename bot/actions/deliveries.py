"""/bukti: what a region, a seat or a person was sent, when, and what came of it. Who read it is audited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.actions.evidence import Evidence, lines_of, unwritten_of
from bot.actions.work import SYSTEM, Work
from bot.messages import deliveries as messages
from bot.messages import evidence
from bot.rules.access import Action, require, scope
from bot.rules.actors import Scope
from bot.rules.broadcast_confirming import BroadcastUnknown
from bot.rules.deliveries import Delivery, Whose
from bot.rules.errors import Forbidden, Stale
from bot.rules.outbox import Text
from bot.rules.regions import Ambiguous, Found, Unknown
from bot.rules.wording import post
from db.queries.deliveries import deliveries
from db.queries.places import region_names
from db.queries.seat_cards import seat_view, seats_of_region
from db.queries.standings import newest_cohort, regions_of_cohort
from db.reference import gazetteer
from db.tables import Broadcast, BroadcastState, Contact

#: Messages on one page of the chat, and in one file: the newest.
ON_A_PAGE, IN_A_FILE = 6, 20_000
_SIARAN = re.compile(r"siaran ([0-9]{1,9})", re.IGNORECASE)
#: What begins so names no region, however near a name of one may be.
_OTHER = re.compile(r"(siaran|rapat|sesi|undangan|pesan)\b|[0-9]+$", re.IGNORECASE)
#: A Telegram id has more digits than a region's code.
_TELEGRAM_ID = re.compile(r"[0-9]{6,15}")


async def find(work: Work, *, typed: str) -> Text:
    """What this region, or the person with this Telegram id, was sent. Raises Forbidden, BroadcastUnknown."""
    require(work.actor, Action.READ_DELIVERIES)
    if not typed:
        cohort = await newest_cohort(work.session)
        return messages.choose_region(await regions_of_cohort(work.session, cohort) if cohort else [])
    if found := _SIARAN.fullmatch(typed):
        return await _of_siaran(work, int(found[1]))
    if _TELEGRAM_ID.fullmatch(typed):
        return await _of_person(work, int(typed))
    if _OTHER.match(typed):
        return messages.unreadable(typed)
    match gazetteer().find(typed):
        case Found(place=place, is_exact=True):
            return await page(work, Whose(region_code=place.code))
        case Found(place=place):
            return messages.which_region(typed, [place])
        case Ambiguous(places=places) | Unknown(suggestions=places) if places:
            return messages.which_region(typed, places)
        case _:
            return messages.unreadable(typed)


async def _of_siaran(work: Work, number: int) -> Text:
    try:
        return await page(work, Whose(broadcast_id=number))
    except Stale:
        raise BroadcastUnknown from None


async def _of_person(work: Work, telegram_id: int) -> Text:
    contact_id = await work.session.scalar(
        select(col(Contact.id)).where(col(Contact.telegram_id) == telegram_id)
    )
    return messages.nobody() if contact_id is None else await page(work, Whose(contact_id=contact_id))


async def page(work: Work, whose: Whose, *, before: int | None = None) -> Text:
    """The newest official messages, or the next older ones. Raises Forbidden, Stale."""
    require(work.actor, Action.READ_DELIVERIES)
    within = scope(work.actor, Action.READ_DELIVERIES)
    heading = await _heading(work, whose, within)
    unwritten = await unwritten_of(work, whose) if before is None else []
    found = await deliveries(
        work.session, whose, within=within, before=before, official_only=True, limit=ON_A_PAGE + 1
    )
    shown, older = found[:ON_A_PAGE], len(found) > ON_A_PAGE
    named = {one.contact_id for one in unwritten[: messages.NAMED]}
    await _audit(work, "read_deliveries", whose, named | _people(shown))
    seats = await seats_of_region(work.session, whose.region_code, within=within) if whose.region_code else []
    return messages.page(
        whose,
        heading=heading,
        lines=shown,
        seats=[(seat.seat_id, seat.title) for seat in seats],
        older_than=shown[-1].number if older else None,
        unwritten=unwritten,
    )


async def in_full(work: Work, whose: Whose) -> Evidence:
    """Everything, receipts too, for a file. Raises Forbidden, Stale; the command line may."""
    if work.actor is not SYSTEM:
        require(work.actor, Action.READ_DELIVERIES)
    within = Scope(everywhere=True) if work.actor is SYSTEM else scope(work.actor, Action.READ_DELIVERIES)
    heading = await _heading(work, whose, within)
    found = await deliveries(work.session, whose, within=within, limit=IN_A_FILE)
    unwritten = await unwritten_of(work, whose)
    await _audit(work, "export_deliveries", whose, {one.contact_id for one in unwritten} | _people(found))
    lines = [*map(evidence.file_line, found), *await lines_of(work, whose, unwritten)]
    return Evidence(heading, lines, by=work.actor.name, at=work.now, whose=whose, unwritten=len(unwritten))


def _people(found: Sequence[Delivery]) -> set[int]:
    return {one.contact_id for one in found if one.contact_id is not None}


async def _heading(work: Work, whose: Whose, within: Scope) -> str:
    """Whose messages these are, in words. Raises Stale where there is no such region, seat or person."""
    if whose.seat_id is not None:
        seat = await seat_view(work.session, whose.seat_id, within=within)
        if seat is None:
            raise Stale
        return post(seat.title, seat.region_name)
    if whose.broadcast_id is not None:
        broadcast = await work.session.get(Broadcast, whose.broadcast_id)
        if broadcast is None or not within.everywhere or _is_anothers_draft(work, broadcast):
            raise Stale
        return f"siaran {broadcast.id}, {broadcast.title}"
    if whose.contact_id is not None:
        person = await work.session.get(Contact, whose.contact_id)
        if person is None or not within.everywhere:
            raise Forbidden
        return person.name or "pejabat yang datanya telah dihapus"
    if not whose.region_code:
        return ""
    name = region_names().get(whose.region_code)
    if name is None:
        raise Stale
    return name


def _is_anothers_draft(work: Work, broadcast: Broadcast) -> bool:
    is_own = work.actor is SYSTEM or broadcast.created_by_staff_id == work.actor.staff_id
    return not is_own and broadcast.state in (BroadcastState.DRAFT, BroadcastState.DISCARDED)


async def _audit(work: Work, action: str, whose: Whose, people: set[int]) -> None:
    """One entry for each person whose messages were read, so that he can be told who did."""
    kind: str = "seat" if whose.seat_id is not None else "region"
    of: object = whose.region_code if whose.seat_id is None else whose.seat_id
    if whose.broadcast_id is not None:
        kind, of = "broadcast", whose.broadcast_id
    if whose.contact_id is not None:
        kind, of, people = "contact", whose.contact_id, {whose.contact_id}
    about: list[int | None] = [*sorted(people)] or [None]
    for contact_id in about:
        if action == "export_deliveries":
            await work.audit("export_deliveries", kind, of, about=contact_id)
        else:
            await work.audit("read_deliveries", kind, of, about=contact_id)
