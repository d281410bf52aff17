"""A proposal about criterion 8 ends: agreed to by somebody else, refused, taken back, lapsed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, update
from sqlmodel import col

from bot.actions.case_cards import OBJECT, card_of, enter
from bot.actions.case_telling import tell_proposer
from bot.actions.work import Work
from bot.messages import cases as words
from bot.rules.cases import PROPOSAL_LASTS, Deed, Ending, Proposal
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from db.engine import affected
from db.queries import cases as queries
from db.tables import CaseDecision, CaseState, Staff


async def approve(work: Work, decision_id: int) -> Text:
    """A second officer agrees: from now on it stands. Raises Forbidden, Stale."""
    await enter(work)
    proposal = await _proposal(work, decision_id)
    is_done = await _stand(work, proposal)
    if is_done:
        await work.audit("case_approved", OBJECT, decision_id)
        await tell_proposer(work, decision_id, proposal.proposer_id, is_lapsed=False)
        await work.receipt(words.receipt(Deed.APPROVED))
    return await _card_after(work, proposal, is_done=is_done)


async def decline(work: Work, decision_id: int) -> Text:
    """A second officer does not agree: everything stays as it was. Raises Forbidden, Stale."""
    await enter(work)
    proposal = await _proposal(work, decision_id)
    is_done = await _end(work, decision_id, CaseState.DECLINED, _second(work))
    if is_done:
        await work.audit("case_declined", OBJECT, decision_id)
        await tell_proposer(work, decision_id, proposal.proposer_id, is_lapsed=False)
        await work.receipt(words.receipt(Deed.DECLINED))
    return await _card_after(work, proposal, is_done=is_done)


async def take_back(work: Work, decision_id: int) -> Text:
    """Whoever proposed it does not want it any more. Raises Forbidden, Stale."""
    await enter(work)
    proposal = await _proposal(work, decision_id)
    mine = col(CaseDecision.proposed_by_staff_id) == work.actor.staff_id
    is_done = await _end(work, decision_id, CaseState.DECLINED, mine)
    if is_done:
        await work.audit("case_taken_back", OBJECT, decision_id)
        await work.receipt(words.receipt(Deed.TAKEN_BACK))
    return await _card_after(work, proposal, is_done=is_done)


async def lapse_cases(work: Work) -> None:
    """A chore: what nobody decided in seven days counts for nothing, and its proposer is told."""
    for decision_id, staff_id in await lapse(work):
        await tell_proposer(work, decision_id, staff_id, is_lapsed=True)


async def lapse(work: Work, *wanted: ColumnElement[bool]) -> list[tuple[int, int]]:
    """End late proposals (of those ``wanted``); returns (decision, proposer)."""
    late = col(CaseDecision.proposed_at) <= work.now - PROPOSAL_LASTS
    return await _lapse(work, late, *wanted)


async def lapse_of(work: Work, staff_id: int) -> None:
    """Somebody is no officer any more: what he proposed is nobody's."""
    await _lapse(work, col(CaseDecision.proposed_by_staff_id) == staff_id)


async def _lapse(work: Work, *wanted: ColumnElement[bool]) -> list[tuple[int, int]]:
    rows = await work.session.execute(
        update(CaseDecision)
        .where(col(CaseDecision.state) == CaseState.PROPOSED, *wanted)
        .values(state=CaseState.LAPSED, decided_at=work.now)
        .returning(col(CaseDecision.id), col(CaseDecision.proposed_by_staff_id))
    )
    ended = sorted((id_ or 0, staff_id) for id_, staff_id in rows)
    for decision_id, _ in ended:
        await work.audit("case_lapsed", OBJECT, decision_id)
    return ended


async def _proposal(work: Work, decision_id: int) -> Proposal:
    """One that waits, or waited: outdated presses are answered with the card of now. Raises Stale."""
    found = await queries.decision(work.session, decision_id)
    if found is None:
        raise Stale
    return found


async def _stand(work: Work, proposal: Proposal) -> bool:
    """Claimed first: that decides between two who press at once. At most one stands for a region."""
    if not await _end(work, proposal.decision_id, CaseState.PROPOSED, _second(work)):
        return False
    of_region = update(CaseDecision).where(
        col(CaseDecision.region_code) == proposal.region_code, col(CaseDecision.state) == CaseState.STANDING
    )
    await work.session.execute(of_region.values(state=CaseState.REPLACED))
    claimed = update(CaseDecision).where(col(CaseDecision.id) == proposal.decision_id)
    await work.session.execute(claimed.values(state=CaseState.STANDING))
    return True


def _second(work: Work) -> ColumnElement[bool]:
    """Not the proposer, and nobody who came to the staff after him: that may be his other account."""
    was_there = exists().where(
        col(Staff.id) == work.actor.staff_id, col(Staff.created_at) <= col(CaseDecision.proposed_at)
    )
    return (col(CaseDecision.proposed_by_staff_id) != work.actor.staff_id) & was_there


async def _end(work: Work, decision_id: int, state: CaseState, who: ColumnElement[bool]) -> bool:
    """Once, while it waits."""
    ended = (
        update(CaseDecision)
        .where(
            col(CaseDecision.id) == decision_id,
            col(CaseDecision.state) == CaseState.PROPOSED,
            col(CaseDecision.proposed_at) > work.now - PROPOSAL_LASTS,
            who,
        )
        .values(state=state, decided_by_staff_id=work.actor.staff_id, decided_at=work.now)
    )
    return affected(await work.session.execute(ended)) == 1


async def _card_after(work: Work, proposal: Proposal, *, is_done: bool) -> Text:
    shown = await card_of(work, proposal.region_code)
    return words.card(shown, ending=Ending.DONE if is_done else Ending.OUTDATED)
