"""From judgements to pemberitahuan capaian: open, close, and tell once, in the recording transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import update
from sqlmodel import col

from bot.actions.absent_holders import warn_of_absent_holders
from bot.actions.alert_ends import CLOSED, REASONS, SAID, Changed, tell_change
from bot.actions.alert_notices import Drop, inform_staff, notify, people_of
from bot.actions.audiences import Heard, posts_of
from bot.actions.early_ends import amend
from bot.actions.early_notices import inform
from bot.actions.work import Work
from bot.rules.alerts import Verdict
from bot.rules.outcomes import Outcome
from db.engine import affected
from db.queries.alerts import open_alerts
from db.tables import Alert, AlertState


async def settle(work: Work, outcomes: Sequence[Outcome], *, batch: str, is_quiet: bool) -> Heard:
    """Open what dropped, close what ended, and tell each region once; returns the posts told.

    ``is_quiet`` opens and closes without a word: what falls then stays silent until it has recovered.
    """
    opened = await _open(work, outcomes, batch=batch)
    changed = await _close(work, outcomes)
    if is_quiet:
        return Heard()
    changed += await _follow(work, outcomes)
    people = await people_of(work, {outcome.region_code for outcome in outcomes})
    told: dict[str, list[str]] = defaultdict(list)
    for code, own in sorted(_by_region(outcomes, opened, changed).items()):
        if own.drops:
            told[code] += await notify(work, own.drops, people[code], batch=batch)
            await warn_of_absent_holders(work, code, batch=batch)
        for verdict in SAID:
            said = [change for change in own.changed if change.outcome.verdict is verdict]
            told[code] += await tell_change(work, said, verdict, people, batch=batch)
        await inform_staff(work, code, own.outcomes, batch=batch)
    amended, anew = await amend(work, outcomes, people, batch=batch)
    informed = await inform(work, outcomes, people, batch=batch, anew=anew)
    both = {code: [*amended.get(code, ()), *informed.get(code, ())] for code in {*amended, *informed}}
    return Heard({code: posts for code, posts in posts_of(told).items() if posts}, posts_of(both))


@dataclass(slots=True)
class _Region:
    """What a batch means for one region."""

    outcomes: list[Outcome] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)


def _by_region(
    outcomes: Sequence[Outcome], opened: Sequence[Drop], changed: Sequence[Changed]
) -> dict[str, _Region]:
    found: dict[str, _Region] = defaultdict(_Region)
    for outcome in outcomes:
        found[outcome.region_code].outcomes.append(outcome)
    for drop in opened:
        found[drop.outcome.region_code].drops.append(drop)
    for change in changed:
        found[change.alert.region_code].changed.append(change)
    return found


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
                close_reason=REASONS[outcome.verdict],
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
