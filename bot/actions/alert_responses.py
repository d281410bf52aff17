"""Terima pemberitahuan and Sudah dilaksanakan: what an official answers without being asked more."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.actions.alert_cases import Case, answer, case_of, tell_officers
from bot.actions.work import Work
from bot.messages import alert_plans as plans
from bot.messages import alerts as messages
from bot.rules.alert_lives import FollowUp, PlanMade, ResponseKind
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from db.queries.alert_lives import plans_of
from db.tables import Alert, AlertResponse


async def acknowledge(work: Work, *, batch: str, region_code: str) -> None:
    """Terima pemberitahuan: kept once per seat and alert; pressing again says so again."""
    case = await case_of(work, batch=batch, region_code=region_code)
    if not case.alerts:
        await work.receipt(messages.already_over())
        return
    for alert in case.alerts:
        if not await _has_answered(work, alert, case, ResponseKind.ACKNOWLEDGED):
            await answer(work, case, alert, ResponseKind.ACKNOWLEDGED)
            await work.audit("alert_acknowledged", "alert", alert.id, seat=case.seat.seat_id)
    await work.receipt(await _received(work, case))


async def _received(work: Work, case: Case) -> Text:
    """Thanks, with what is known already: a plan that stands, or a dispute that staff decide."""
    if all(alert.follow_up is FollowUp.DISPUTED for alert in case.alerts):
        return messages.received_disputed()
    promised = [a for a in case.alerts if a.follow_up in (FollowUp.PROMISED, FollowUp.ASKED)]
    known = await plans_of(work.session, case.ids) if promised else {}
    plan = next((known[a.id] for a in promised if a.id in known), None)
    return messages.received_planned(plan) if plan else messages.received()


async def carry_out(work: Work, *, batch: str, region_code: str) -> None:
    """Sudah dilaksanakan: staff read of it; the value itself is judged when it is published."""
    case = await case_of(work, batch=batch, region_code=region_code)
    if not case.alerts:
        await work.receipt(messages.already_over())
        return
    known = await plans_of(work.session, case.ids)
    open_ = [a for a in case.alerts if a.id in known and a.follow_up is not FollowUp.DONE]
    if not known:
        raise Stale
    for alert in open_:
        await answer(work, case, alert, ResponseKind.DONE)
        await work.audit("alert_carried_out", "alert", alert.id, seat=case.seat.seat_id)
    if open_:
        text = plans.staff_carried_out(case.speaker, _names(case, open_), _plan(known, open_))
        await tell_officers(work, case, text, key=f"at:{batch}:{region_code}:{work.update_id}")
    await work.receipt(plans.carried_out())


def _names(case: Case, alerts: Sequence[Alert]) -> list[str]:
    return Case(case.seat, alerts).names


def _plan(known: dict[int, PlanMade], alerts: Sequence[Alert]) -> PlanMade:
    return next(known[alert.id] for alert in alerts if alert.id in known)


async def _has_answered(work: Work, alert: Alert, case: Case, kind: ResponseKind) -> bool:
    found = await work.session.scalar(
        select(col(AlertResponse.id)).where(
            col(AlertResponse.alert_id) == alert.id,
            col(AlertResponse.seat_id) == case.seat.seat_id,
            col(AlertResponse.kind) == kind,
        )
    )
    return found is not None
