"""Criterion 8 of one region as an officer sees it. What he sent does not stay in the stored update.

Which region and what was said goes nowhere but into ``case_decision`` and onto the screen of an officer who
asks: not into the outbox, the audit log or a log line.
"""

from __future__ import annotations

from bot.actions.work import Work
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.cases import CaseCard, part_of
from bot.rules.errors import Stale
from db.inbox import forget_words
from db.queries import cases as queries
from db.queries.people import staff_at_least

#: What a decision is called in the audit log.
OBJECT = "case_decision"


async def enter(work: Work) -> None:
    """Only officers, and nothing of what they sent is kept. Raises Forbidden."""
    require(work.actor, Action.SET_CASES)
    if work.update_id is not None:
        await forget_words(work.session, work.update_id)


async def card_of(work: Work, region_code: str) -> CaseCard:
    """What stands and what waits for a region, as it concerns whoever acts. Raises Stale."""
    name = await queries.region_name(work.session, region_code)
    if name is None:
        raise Stale
    waiting = await queries.proposals(work.session, now=work.now, region=region_code)
    proposal = waiting[0] if waiting else None
    me = work.actor.staff_id or 0
    since = await queries.on_staff_since(work.session, me)
    officers = await staff_at_least(work.session, Role.OFFICER)
    return CaseCard(
        region_code,
        name,
        await queries.standing_of(work.session, region_code),
        proposal,
        part_of(proposal, staff_id=me, since=since),
        has_colleague=any(one.staff_id != me for one in officers),
    )
