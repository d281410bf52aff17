"""From judgements to pemberitahuan capaian: open, close, and tell once, in the recording transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import insert, select, update
from sqlmodel import col

from bot.actions.absent_holders import warn_of_absent_holders
from bot.actions.alert_ends import CLOSED, REASONS, SAID, Changed, tell_change
from bot.actions.alert_memory import memory_of, take_back
from bot.actions.alert_moves import begin
from bot.actions.alert_notices import Drop, Occasion, People, inform_staff, notify, people_of
from bot.actions.audiences import Heard, posts_of
from bot.actions.dispute_ends import settle_disputes
from bot.actions.early_ends import amend
from bot.actions.early_notices import inform
from bot.actions.quiet_values import keep_quiet
from bot.actions.work import Work
from bot.rules.alerts import Verdict
from bot.rules.errors import Stale
from bot.rules.outcomes import Outcome
from db.inserting import insert_rows
from db.queries.alerts import open_alerts
from db.queries.days_off import days_off
from db.tables import Alert, AlertState


async def settle(work: Work, outcomes: Sequence[Outcome], *, batch: str, is_quiet: bool) -> Heard:
    """Open what dropped, close what ended, and tell each region once; returns the posts told.

    ``is_quiet`` opens and closes without a word: what falls then stays silent until it has recovered. What
    was to be said before and has not left goes nowhere if it is untrue now.
    """
    opened = await _open(work, outcomes, batch=batch)
    ended, followed = await _close(work, outcomes), await _follow(work, outcomes)
    if is_quiet:
        await settle_disputes(work, ended)
        await begin(work, [drop.alert_id for drop in opened], is_quiet=True)
        await keep_quiet(work, outcomes, ended=ended, followed=followed, batch=batch)
        return Heard()
    changed = [*ended, *followed]
    await settle_disputes(work, changed)
    people = await people_of(work, {outcome.region_code for outcome in outcomes})
    occasion = Occasion(batch, await days_off(work.session))
    async with work.together():
        told = await _tell(work, opened, changed, people, occasion)
        await inform_staff(work, outcomes, batch=batch)
        amended, anew = await amend(work, outcomes, people, occasion)
        informed = await inform(work, outcomes, people, occasion, anew=anew)
    await insert_rows(work.session, occasion.kept)
    await begin(work, [drop.alert_id for drop in opened])
    both = {code: [*amended.get(code, ()), *informed.get(code, ())] for code in {*amended, *informed}}
    return Heard({code: posts for code, posts in posts_of(told).items() if posts}, posts_of(both))


async def _tell(
    work: Work, opened: Sequence[Drop], changed: Sequence[Changed], people: People, occasion: Occasion
) -> dict[str, list[str]]:
    """What fell, what ended and what was wrong, region by region; the posts told."""
    drops: dict[str, list[Drop]] = defaultdict(list)
    for drop in opened:
        drops[drop.outcome.region_code].append(drop)
    ends: dict[tuple[str, Verdict], list[Changed]] = defaultdict(list)
    for change in changed:
        ends[change.alert.region_code, change.outcome.verdict].append(change)
    memory = await memory_of(work, [change.alert for change in changed])
    told: dict[str, list[str]] = defaultdict(list)
    for code in sorted({*drops, *(code for code, _ in ends)}):
        if code in drops:
            told[code] += await notify(
                work, drops[code], people[code], batch=occasion.batch, occasion=occasion
            )
        for verdict in SAID:
            said = ends.get((code, verdict), [])
            told[code] += await tell_change(work, said, verdict, people, memory, occasion)
    await take_back(work, memory)
    if drops:
        await warn_of_absent_holders(work, list(drops), batch=occasion.batch)
    return told


async def _open(work: Work, outcomes: Sequence[Outcome], *, batch: str) -> list[Drop]:
    dropped = {
        (outcome.region_code, outcome.assessment.criterion.value): outcome
        for outcome in outcomes
        if outcome.verdict is Verdict.DROPPED
    }
    rows = [_row(work, outcome, batch) for outcome in dropped.values()]
    if not rows:
        return []
    opened = await work.session.execute(
        insert(Alert).returning(col(Alert.id), col(Alert.region_code), col(Alert.criterion)),
        [row.model_dump(exclude={"id"}) for row in rows],
    )
    ids = {(code, criterion): alert_id or 0 for alert_id, code, criterion in opened}
    for (code, criterion), alert_id in ids.items():
        await work.audit("alert_opened", "alert", alert_id, region=code, criterion=criterion)
    return [Drop(ids[place], outcome) for place, outcome in dropped.items()]


def _row(work: Work, outcome: Outcome, batch: str) -> Alert:
    """Raises Stale for what cannot be below: no value or no threshold."""
    seen = outcome.assessment
    if seen.reading is None or seen.requirement is None:
        raise Stale
    return Alert(
        region_code=outcome.region_code,
        criterion=seen.criterion.value,
        measurement_id=seen.reading.measurement_id,
        threshold_id=seen.requirement.threshold_id,
        batch=batch,
        state=AlertState.OPEN,
        opened_at=work.now,
    )


async def _close(work: Work, outcomes: Sequence[Outcome]) -> list[Changed]:
    """What is locked and still open ends, once."""
    ended = await _locked(work, [outcome for outcome in outcomes if outcome.verdict in CLOSED])
    for change in ended:
        state = CLOSED[change.outcome.verdict]
        await work.audit(f"alert_{state.value}", "alert", change.alert.id, region=change.alert.region_code)
    await _update(
        work,
        [
            {
                "id": change.alert.id,
                "state": CLOSED[change.outcome.verdict],
                "closed_at": work.now,
                "closed_by_measurement_id": _newest_id(change.outcome),
                "close_reason": REASONS[change.outcome.verdict],
                "due_at": None,
            }
            for change in ended
        ],
    )
    return ended


async def _follow(work: Work, outcomes: Sequence[Outcome]) -> list[Changed]:
    """An alert whose value was wrong and is still low speaks of the newest figure from now on."""
    followed = await _locked(work, [outcome for outcome in outcomes if outcome.verdict is Verdict.REVISED])
    for change in followed:
        await work.audit("alert_revised", "alert", change.alert.id, region=change.alert.region_code)
    await _update(
        work, [{"id": each.alert.id, "measurement_id": _newest_id(each.outcome)} for each in followed]
    )
    return followed


async def _locked(work: Work, outcomes: Sequence[Outcome]) -> list[Changed]:
    """The alerts of these judgements that are open now, and stay so until this transaction ends."""
    if not outcomes:
        return []
    cases = {a.id: a for a in await open_alerts(work.session, sorted({o.region_code for o in outcomes}))}
    found = [
        Changed(cases[outcome.case.alert_id], outcome)
        for outcome in outcomes
        if outcome.case and outcome.case.alert_id in cases
    ]
    locked = await work.session.scalars(
        select(col(Alert.id))
        .where(
            col(Alert.id).in_([change.alert.id for change in found]),
            col(Alert.state) == AlertState.OPEN,
        )
        .order_by(col(Alert.id))
        .with_for_update()
    )
    still = set(locked)
    return [change for change in found if change.alert.id in still]


async def _update(work: Work, rows: list[dict[str, object]]) -> None:
    if rows:
        await work.session.execute(update(Alert), rows)


def _newest_id(outcome: Outcome) -> int | None:
    return outcome.assessment.reading.measurement_id if outcome.assessment.reading else None
