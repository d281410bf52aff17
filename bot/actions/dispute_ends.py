"""A value recorded meanwhile decides a dispute: nobody has to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import col

from bot.actions.alert_ends import Changed
from bot.actions.alert_moves import tell_anew
from bot.actions.work import Work
from bot.rules.alert_lives import FollowUp, ResponseKind
from bot.rules.alerts import Verdict
from db.tables import AlertResponse

#: The value was wrong indeed.
_WRONG = (Verdict.CORRECTED, Verdict.REVISED)


async def settle_disputes(work: Work, changed: Sequence[Changed]) -> None:
    """What ended or was put right needs no decision any more; what goes on, its region has read of."""
    if not changed:
        return
    ids = {change.alert.id for change in changed}
    wrong = {change.alert.id for change in changed if change.outcome.verdict in _WRONG}
    revised = [change.alert.id for change in changed if change.outcome.verdict is Verdict.REVISED]
    waits = (
        col(AlertResponse.kind) == ResponseKind.DISPUTED,
        col(AlertResponse.decided_at).is_(None),
    )
    for some, is_upheld in ((wrong, True), (ids - wrong, None)):
        if some:
            await work.session.execute(
                update(AlertResponse)
                .where(col(AlertResponse.alert_id).in_(some), *waits)
                .values(decided_at=work.now, decided_by_staff_id=work.actor.staff_id, is_upheld=is_upheld)
            )
    await tell_anew(work, revised, after=FollowUp.DISPUTED)
