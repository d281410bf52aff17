"""From judgements to pemberitahuan capaian: open, close, and tell once, in the recording transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import col

from bot.actions.absent_holders import warn_of_absent_holders
from bot.actions.alert_ends import CLOSED, SAID, Changed, tell_change
from bot.actions.alert_notices import Drop, already_told, inform_staff, notify, people_of, post_of
from bot.actions.work import Work
from bot.rules.alerts import Verdict
from bot.rules.recording import Outcome
from db.engine import affected
from db.queries.alerts import open_alerts
from db.tables import Alert, AlertState


async def audience(work: Work, outcomes: Sequence[Outcome]) -> dict[str, tuple[str, ...]]:
    """Which posts would hear of these judgements, by region. Changes nothing."""
    spoken = [outcome for outcome in outcomes if outcome.verdict.speaks]
    people = await people_of(work, {outcome.region_code for outcome in spoken})
    cases = {alert.id: alert for alert in await open_alerts(work.session, list(people))}
    told: dict[str, list[str]] = defaultdict(list)
    for outcome in spoken:
        case = cases.get(outcome.case.alert_id) if outcome.case else None
        hears = (
            people[outcome.region_code] if outcome.verdict is Verdict.DROPPED else already_told(people, case)
        )
        told[outcome.region_code] += [post_of(person) for person in hears]
    return {code: tuple(dict.fromkeys(posts)) for code, posts in told.items()}


async def settle(
    work: Work, outcomes: Sequence[Outcome], *, batch: str, is_quiet: bool
) -> dict[str, tuple[str, ...]]:
    """Open what dropped, close what ended, and tell each region once; returns the posts told.

    ``is_quiet`` opens and closes without a word: what falls then stays silent until it has recovered.
    """
    opened = await _open(work, outcomes, batch=batch)
    changed = await _close(work, outcomes)
    if is_quiet:
        return {}
    changed += await _follow(work, outcomes)
    people = await people_of(work, {outcome.region_code for outcome in outcomes})
    told: dict[str, list[str]] = defaultdict(list)
    for code in sorted(people):
        drops = [drop for drop in opened if drop.outcome.region_code == code]
        if drops:
            told[code] += await notify(work, drops, people[code], batch=batch)
            await warn_of_absent_holders(work, code, batch=batch)
        for verdict in SAID:
            own = [c for c in changed if c.outcome.verdict is verdict and c.alert.region_code == code]
            told[code] += await tell_change(work, own, verdict, people, batch=batch)
        await inform_staff(work, code, [o for o in outcomes if o.region_code == code], batch=batch)
    return {code: tuple(dict.fromkeys(posts)) for code, posts in told.items() if posts}


async def _open(work: Work, outcomes: Sequence[Outcome], *, batch: str) -> list[Drop]:
    opened = []
    for outcome in outcomes:
        seen = outcome.assessment
        if outcome.verdict is not Verdict.DROPPED or seen.reading is None or seen.requirement is None:
            continue
        alert = Alert(
            region_code=outcome.region_code,
            criterion=seen.criterion.value,
            measurement_id=seen.reading.measurement_id,
            threshold_id=seen.requirement.threshold_id,
            batch=batch,
            state=AlertState.OPEN,
            opened_at=work.now,
        )
        opened.append((alert, outcome))
    work.session.add_all([alert for alert, _ in opened])
    await work.session.flush()
    for alert, outcome in opened:
        await work.audit(
            "alert_opened", "alert", alert.id, region=outcome.region_code, criterion=alert.criterion
        )
    return [Drop(alert.id or 0, outcome) for alert, outcome in opened]


async def _close(work: Work, outcomes: Sequence[Outcome]) -> list[Changed]:
    """Close by conditional update: an alert ends once."""
    over = [outcome for outcome in outcomes if outcome.verdict in CLOSED and outcome.case]
    cases = {a.id: a for a in await open_alerts(work.session, sorted({o.region_code for o in over}))}
    ended = []
    for outcome in over:
        alert = cases.get(outcome.case.alert_id) if outcome.case else None
        reading = outcome.assessment.reading
        if alert is None:
            continue
        state = CLOSED[outcome.verdict]
        closed = await work.session.execute(
            update(Alert)
            .where(col(Alert.id) == alert.id, col(Alert.state) == AlertState.OPEN)
            .values(
                state=state,
                closed_at=work.now,
                closed_by_measurement_id=reading.measurement_id if reading else None,
            )
        )
        if affected(closed) == 1:
            ended.append(Changed(alert, outcome))
            await work.audit(f"alert_{state.value}", "alert", alert.id, region=alert.region_code)
    return ended


async def _follow(work: Work, outcomes: Sequence[Outcome]) -> list[Changed]:
    """An alert whose value was wrong and is still low speaks of the newest figure from now on."""
    wrong = [outcome for outcome in outcomes if outcome.verdict is Verdict.REVISED and outcome.case]
    cases = {a.id: a for a in await open_alerts(work.session, sorted({o.region_code for o in wrong}))}
    followed = []
    for outcome in wrong:
        alert = cases.get(outcome.case.alert_id) if outcome.case else None
        reading = outcome.assessment.reading
        if alert is None or reading is None:
            continue
        await work.session.execute(
            update(Alert)
            .where(col(Alert.id) == alert.id, col(Alert.state) == AlertState.OPEN)
            .values(measurement_id=reading.measurement_id)
        )
        followed.append(Changed(alert, outcome))
        await work.audit("alert_revised", "alert", alert.id, region=alert.region_code)
    return followed
