"""/perkara: criterion 8, proposed by one officer and decided by another."""

from __future__ import annotations

from sqlmodel import col

from bot.actions.case_cards import OBJECT, card_of, enter
from bot.actions.case_ends import lapse
from bot.actions.case_telling import tell_colleagues
from bot.actions.work import Work
from bot.messages import cases as words
from bot.rules.cases import PER_PAGE, CasePage, Deed, Ending
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.regions import Found
from db.inserting import insert_into
from db.queries import cases as queries
from db.reference import gazetteer
from db.tables import CaseDecision, CaseState


async def asked(work: Work, *, typed: str) -> Text:
    """The list, or the card of a region that was named; anything else is refused. Raises Forbidden."""
    await enter(work)
    search = gazetteer().find(typed) if typed else None
    if search is None:
        return await listed(work, page=0)
    if not isinstance(search, Found) or not search.is_exact:  # here nothing is guessed
        return words.not_typed()
    return await card(work, search.place.code)


async def listed(work: Work, *, page: int) -> Text:
    """What waits, and a page of regions. Raises Forbidden, Stale."""
    await enter(work)
    found = await queries.lines(work.session, page=page)
    if page and not found:
        raise Stale
    waiting = await queries.proposals(work.session, now=work.now)
    await work.audit("read_cases", OBJECT)
    shown = CasePage(waiting, found[:PER_PAGE], page, has_more=len(found) > PER_PAGE)
    return words.listed(shown)


async def card(work: Work, region_code: str) -> Text:
    """One region, recorded without its name. Raises Forbidden, Stale."""
    await enter(work)
    shown = await card_of(work, region_code)
    await work.audit("read_cases", OBJECT)
    return words.card(shown)


async def propose(work: Work, region_code: str, *, is_met: bool, seen: int) -> Text:
    """One waits for a region at a time. ``seen`` stood when the button was made. Raises Forbidden, Stale."""
    await enter(work)
    before = await card_of(work, region_code)
    stands = before.standing.decision_id if before.standing else 0
    if before.proposal or stands != seen:
        return words.card(before, ending=Ending.OUTDATED)
    await lapse(work, col(CaseDecision.region_code) == region_code)
    made = await _insert(work, region_code, is_met=is_met)
    if made is not None:
        await work.audit("case_proposed", OBJECT, made)
        await tell_colleagues(work, made)
        await work.receipt(words.receipt(Deed.PROPOSED))
    ending = Ending.DONE if made else Ending.OUTDATED
    return words.card(await card_of(work, region_code), ending=ending)


async def _insert(work: Work, region_code: str, *, is_met: bool) -> int | None:
    row = {
        "region_code": region_code,
        "is_met": is_met,
        "state": CaseState.PROPOSED,
        "proposed_by_staff_id": work.actor.staff_id,
        "proposed_at": work.now,
    }
    made = insert_into(work.session, CaseDecision).values(row).on_conflict_do_nothing()
    found: int | None = await work.session.scalar(made.returning(col(CaseDecision.id)))
    return found
