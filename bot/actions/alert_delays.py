"""Tunda tindak lanjut: staff put the follow-up of one notice off, with a reason and an end; nothing is said
to the region. At the end the region's officer hears who put it off, why, and since when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.alert_moves import move
from bot.actions.alert_repeats import take_back
from bot.actions.work import Work
from bot.messages import alert_delays as messages
from bot.rules.access import Action, require
from bot.rules.alert_lives import FollowUp, LiveAlert
from bot.rules.clocks import WIB, local_date
from bot.rules.errors import Stale
from bot.rules.follow_through import may_be_put_off, resumed, snooze_end, snoozed
from bot.rules.promises import explanation
from bot.rules.typed_times import example_after
from db.engine import affected
from db.queries.alert_lives import live_alerts, said_to
from db.queries.days_off import days_off
from db.tables import Alert, AlertState

ASK_UNTIL, ASK_REASON = "delay_until", "delay_reason"


async def ask(work: Work, *, alert_id: int) -> None:
    """Asks until when. Raises Forbidden, Stale."""
    alert = await _open(work, alert_id)
    await dialogues.ask(work, ASK_UNTIL, alert=alert_id)
    await work.receipt(messages.ask_until(alert, example=example_after(local_date(work.now, WIB))))


async def hear_until(work: Work, said: dict[str, object], *, typed: str) -> None:
    """The last day of the delay; then why is asked for. Raises SnoozeUntil, Forbidden, Stale."""
    alert = await _open(work, int(str(said["alert"])))
    until = snooze_end(typed, today=local_date(work.now, WIB))
    await dialogues.ask(work, ASK_REASON, alert=alert.id, until=until.isoformat())
    await work.receipt(messages.ask_reason(alert, until))


async def hear_reason(work: Work, said: dict[str, object], *, typed: str) -> None:
    """Why: nothing is said to anybody until that day. Raises NoteUnusable, SnoozeUntil, Forbidden, Stale."""
    alert = await _open(work, int(str(said["alert"])))
    reason = explanation(typed)
    until = date.fromisoformat(str(said["until"]))
    step = snoozed(until, at=work.now, extra=await days_off(work.session))
    put = await work.session.execute(
        update(Alert)
        .where(
            col(Alert.id) == alert.id,
            col(Alert.state) == AlertState.OPEN,
            col(Alert.follow_up) == alert.follow_up,
        )
        .values(
            follow_up=step.state,
            due_at=step.due_at,
            snoozed_until=until,
            snooze_reason=reason,
            snoozed_by_staff_id=work.actor.staff_id,
            snoozed_at=work.now,
        )
    )
    if affected(put) != 1:
        raise Stale
    await dialogues.close(work)
    await take_back(work, batch=alert.batch, region_code=alert.region_code)
    await work.audit("alert_put_off", "alert", alert.id, text=reason, until=until.isoformat())
    await work.receipt(messages.put_off(alert, until, reason))


async def end(work: Work, *, alert_id: int) -> None:
    """Lanjutkan sekarang: the follow-up goes on as after the last day. Raises Forbidden, Stale."""
    require(work.actor, Action.RECORD_VALUES)
    found = await live_alerts(
        work.session, col(Alert.id) == alert_id, col(Alert.follow_up) == FollowUp.SNOOZED
    )
    if not found:
        raise Stale
    (alert,) = found
    said = await said_to(work.session, [alert.id])
    step = resumed(said[alert.id], at=work.now, zone=alert.zone, extra=await days_off(work.session))
    if not await move(work, [alert], {alert.id: step}):
        raise Stale
    await work.audit("alert_resumed", "alert", alert.id)
    await work.receipt(messages.resumed(alert))


async def _open(work: Work, alert_id: int) -> LiveAlert:
    """An open notice whose follow-up may be put off, also once more. Raises Forbidden, Stale."""
    require(work.actor, Action.RECORD_VALUES)
    found = await live_alerts(work.session, col(Alert.id) == alert_id)
    if not found or not may_be_put_off(found[0].follow_up):
        raise Stale
    return found[0]
