"""A chore: what is due about open alerts, in working hours, once each; whatever was missed is made up for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.actions.alert_calls import Call, Reason, tell_officers
from bot.actions.alert_lines import is_below, lines_of
from bot.actions.alert_moves import move
from bot.actions.alert_notices import people_of
from bot.actions.alert_repeats import ask_of, repeat_to
from bot.actions.work import Work
from bot.rules.alert_lives import FollowUp, LiveAlert
from bot.rules.follow_through import Next, Step, after, later, resumed, step_of
from bot.rules.seats import ANSWERING_POSTS
from bot.rules.status import CriterionLine
from db.queries.alert_lives import due_alerts, plans_of, said_to
from db.queries.days_off import days_off
from db.queries.people import Recipient

_TO_REGION = (Step.REPEAT, Step.ASK)


@dataclass(slots=True)
class _Round:
    """What one look at the clock finds to do: where each alert goes, and what is said for it."""

    steps: dict[int, Next] = field(default_factory=dict)
    said: dict[Step, list[LiveAlert]] = field(default_factory=lambda: defaultdict(list))
    unheard: set[int] = field(default_factory=set)  #: nobody of the region can be written to


async def follow_up_alerts(work: Work) -> None:
    """Tell regions once more, ask about promises, hand over to officers. A constant number of queries."""
    due = await due_alerts(work.session, now=work.now)
    if not due:
        return
    people = await people_of(work, {alert.region_code for alert in due})
    lines = await lines_of(work, due)
    round_ = await _plan(work, due, lines, people)
    moved = await move(work, due, round_.steps)
    said = {step: [alert for alert in alerts if alert.id in moved] for step, alerts in round_.said.items()}
    for step, alerts in said.items():
        for alert in alerts:
            await work.audit("alert_followed_up", "alert", alert.id, step=step.value)
    plans = await plans_of(work.session, [alert.id for alert in said.get(Step.ASK, ())])
    async with work.together():
        for code, own in _by_region(said.get(Step.REPEAT, ())).items():
            await repeat_to(work, own, lines, people[code])
        for code, own in _by_region(said.get(Step.ASK, ())).items():
            await ask_of(work, own, plans, people[code])
    await tell_officers(
        work,
        calls=[_call(alert, round_) for alert in said.get(Step.CALL, ())],
        asked=said.get(Step.ASK, ()),
        disputes=said.get(Step.REMIND, ()),
        woken=said.get(Step.WAKE, ()),
    )


async def _plan(
    work: Work,
    due: Sequence[LiveAlert],
    lines: Mapping[int, CriterionLine],
    people: Mapping[str, Sequence[Recipient]],
) -> _Round:
    extra = await days_off(work.session)
    said = await said_to(work.session, [alert.id for alert in due])
    found = _Round()
    for alert in due:
        zone, step = alert.zone, step_of(alert.follow_up)
        if step is None:  # nothing is ever due in this state
            found.steps[alert.id] = Next(alert.follow_up)
            continue
        wait = later(alert.follow_up, at=work.now, zone=zone, extra=extra)
        if wait is not None:
            found.steps[alert.id] = wait
            continue
        if step is Step.REPEAT and not is_below(lines[alert.id]):
            # between threshold and recovery: "still below" would be untrue
            found.steps[alert.id] = Next(
                alert.follow_up, after(step, at=work.now, zone=zone, extra=extra).due_at
            )
            continue
        if step in _TO_REGION and not _may_answer(people[alert.region_code]):
            found.unheard.add(alert.id)
            step = Step.CALL
        found.steps[alert.id] = (
            resumed(said[alert.id], at=work.now, zone=zone, extra=extra)
            if step is Step.WAKE
            else after(step, at=work.now, zone=zone, extra=extra)
        )
        found.said[step].append(alert)
    return found


def _may_answer(people: Sequence[Recipient]) -> bool:
    return any(person.seat is not None and person.seat.post in ANSWERING_POSTS for person in people)


def _call(alert: LiveAlert, round_: _Round) -> Call:
    if alert.id in round_.unheard:
        return Call(alert, Reason.NOBODY)
    return Call(alert, Reason.NO_NEWS if alert.follow_up is FollowUp.ASKED else Reason.SILENT)


def _by_region(alerts: Sequence[LiveAlert]) -> dict[str, list[LiveAlert]]:
    found: dict[str, list[LiveAlert]] = defaultdict(list)
    for alert in alerts:
        found[alert.region_code].append(alert)
    return found
