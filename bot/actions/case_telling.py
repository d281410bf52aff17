"""Who hears of criterion 8: that something waits or was decided, and never where or what."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.actions.work import Work
from bot.messages import cases as words
from bot.rules.actors import Role
from bot.rules.cases import PROPOSAL_LASTS
from bot.rules.outbox import MessageClass
from db.queries.people import staff_at_least
from db.tables import CaseDecision, CaseState


async def tell_colleagues(work: Work, decision_id: int) -> None:
    """Officers for whom nothing waited before; the others were told then."""
    proposers = await _proposers_of_others(work, decision_id)
    async with work.together():
        for officer in await staff_at_least(work.session, Role.OFFICER):
            if officer.staff_id != work.actor.staff_id and not proposers - {officer.staff_id}:
                await work.tell(
                    officer,
                    words.waiting(),
                    key=f"prk:{decision_id}:{officer.staff_id}",
                    message_class=MessageClass.REQUEST,
                )


async def _proposers_of_others(work: Work, decision_id: int) -> set[int | None]:
    """Who proposed what waits already."""
    found = await work.session.scalars(
        select(col(CaseDecision.proposed_by_staff_id)).where(
            col(CaseDecision.state) == CaseState.PROPOSED,
            col(CaseDecision.id) != decision_id,
            col(CaseDecision.proposed_at) > work.now - PROPOSAL_LASTS,
        )
    )
    return set(found.all())


async def tell_proposer(work: Work, decision_id: int, staff_id: int, *, is_lapsed: bool) -> None:
    """That it was decided, or that nobody did."""
    for officer in await staff_at_least(work.session, Role.OFFICER):
        if officer.staff_id == staff_id:
            await work.tell(
                officer,
                words.over(is_lapsed=is_lapsed),
                key=f"prkd:{decision_id}",
                message_class=MessageClass.REQUEST,
            )
