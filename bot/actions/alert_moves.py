"""From one state of an open alert to the next: once each, by conditional update."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col

from bot.actions.alert_calls import Call, Reason, tell_officers
from bot.actions.work import Work
from bot.rules.alert_lives import FollowUp, LiveAlert
from bot.rules.follow_through import Next, told
from db.queries.alert_lives import live_alerts, told_of
from db.queries.days_off import days_off
from db.tables import Alert, AlertState

#: A delay is over with the next step, whichever that is.
_END_OF_DELAY: dict[str, str | None] = {
    "snoozed_until": None,
    "snooze_reason": "",
    "snoozed_by_staff_id": None,
    "snoozed_at": None,
}


async def begin(work: Work, alert_ids: Sequence[int], *, is_quiet: bool = False) -> None:
    """The first state of alerts just opened: silent, seven days for an answer, or a call at once."""
    if not alert_ids:
        return
    opened = await live_alerts(work.session, col(Alert.id).in_(alert_ids))
    heard = set() if is_quiet else await told_of(work.session, alert_ids)
    extra = await days_off(work.session)
    steps = {}
    for alert in opened:
        steps[alert.id] = Next(FollowUp.QUIET if is_quiet else FollowUp.OFFICER)
        if alert.id in heard:
            steps[alert.id] = told(work.now, zone=alert.zone, extra=extra)
    await move(work, opened, steps)
    if not is_quiet:
        unheard = [Call(alert, Reason.NOBODY) for alert in opened if alert.id not in heard]
        await tell_officers(work, calls=unheard)


async def tell_anew(work: Work, alert_ids: Sequence[int], *, after: FollowUp | None = None) -> None:
    """Somebody has read of these alerts anew: seven days for him too, where nobody answered so far.

    With ``after``, of those in this state alone.
    """
    if not alert_ids:
        return
    waiting = (after,) if after else (FollowUp.TOLD, FollowUp.REPEATED, FollowUp.OFFICER)
    alerts = await live_alerts(work.session, col(Alert.id).in_(alert_ids), col(Alert.follow_up).in_(waiting))
    extra = await days_off(work.session)
    await move(work, alerts, {a.id: told(work.now, zone=a.zone, extra=extra) for a in alerts})


async def move(work: Work, alerts: Iterable[LiveAlert], steps: Mapping[int, Next]) -> set[int]:
    """Those still in the state they were read in; a constant number of statements. Returns their ids."""
    groups: dict[tuple[FollowUp, FollowUp, datetime | None], list[int]] = defaultdict(list)
    for alert in alerts:
        if alert.id in steps:
            step = steps[alert.id]
            groups[alert.follow_up, step.state, step.due_at].append(alert.id)
    moved: set[int] = set()
    for (before, state, due_at), ids in groups.items():
        rows = await work.session.scalars(
            update(Alert)
            .where(
                col(Alert.id).in_(ids), col(Alert.state) == AlertState.OPEN, col(Alert.follow_up) == before
            )
            .values(follow_up=state, due_at=due_at, **_END_OF_DELAY)
            .returning(col(Alert.id)),
            execution_options={"synchronize_session": False},
        )
        moved |= {alert_id for alert_id in rows if alert_id is not None}
    return moved
