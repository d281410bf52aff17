"""What is said when an alert ends or its value was wrong: to those who were told, and only to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.alert_memory import Memory, has_waiting, heard_last
from bot.actions.alert_notices import (
    Drop,
    Occasion,
    People,
    addressed,
    line_of,
    notify,
    post_of,
    remember,
    tell,
)
from bot.actions.work import Work
from bot.messages import alert_ends as messages
from bot.rules.alerts import Verdict
from bot.rules.outbox import Text
from bot.rules.outcomes import Outcome
from bot.rules.readings import last_word
from bot.rules.sittings import Addressee
from db.queries.alerts import OpenAlert
from db.queries.people import Recipient
from db.tables import AlertState

#: How an open alert ends.
CLOSED = {Verdict.RECOVERED: AlertState.RECOVERED, Verdict.CORRECTED: AlertState.WITHDRAWN}
REASONS = {Verdict.RECOVERED: "recovered", Verdict.CORRECTED: "corrected"}

#: What is said, in the order it is said: the beginning of its key, and the title a stranger may see.
SAID = {
    Verdict.RECOVERED: ("ar", messages.TITLE_RECOVERED),
    Verdict.CORRECTED: ("aw", messages.TITLE_CORRECTED),
    Verdict.REVISED: ("av", messages.TITLE_REVISED),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """An alert that is over, or whose value was wrong, and what it said."""

    alert: OpenAlert
    outcome: Outcome


async def tell_change(
    work: Work,
    changes: Sequence[Changed],
    verdict: Verdict,
    people: People,
    memory: Memory,
    occasion: Occasion,
    *,
    is_quiet: bool = False,
) -> list[str]:
    """Say it once, to those who were told of the fall; what has not left yet is taken back instead.

    ``is_quiet``: only to those to whom something about it was on its way.
    """
    if not changes:
        return []
    code = changes[0].alert.region_code
    posts = []
    for person in people[code]:
        said = [
            heard
            for change in changes
            if person.contact_id in change.alert.contact_ids
            if not is_quiet or has_waiting(memory, change.alert, person)
            for heard in await _heard(work, change, person, memory, people[code], occasion)
        ]
        if not said:
            continue
        posts.append(post_of(person))
        own = [(change, each) for change, each in said if each is not None]
        if not own:
            continue  # a fresh notice says it all
        prefix, title = SAID[verdict]
        key = f"{prefix}:{occasion.batch}:{code}:{person.contact_id}"
        text = _text(verdict, [each for _, each in own], addressed(person))
        is_correction = verdict is not Verdict.RECOVERED
        await tell(
            work, person, text, key=key, title=title, is_correction=is_correction, extra=occasion.extra
        )
        for change, _ in own:
            state = CLOSED.get(verdict, AlertState.OPEN)
            drop = Drop(change.alert.id, change.outcome)
            remember(work, person, drop, occasion, state=state, key=key)
    return posts


def _text(verdict: Verdict, said: Sequence[messages.Said], to: Addressee) -> Text:
    if verdict is Verdict.REVISED:
        return messages.revised(said, to=to)
    return (
        messages.corrected(said, to=to) if verdict is Verdict.CORRECTED else messages.recovered(said, to=to)
    )


async def _heard(
    work: Work,
    change: Changed,
    person: Recipient,
    memory: Memory,
    neighbours: Sequence[Recipient],
    occasion: Occasion,
) -> list[tuple[Changed, messages.Said | None]]:
    """What to say to one person about one alert: nothing, both figures, or (None) the notice anew."""
    outcome, alert = change.outcome, change.alert
    last = heard_last(memory, alert, person)
    if last is None:
        if outcome.verdict is not Verdict.REVISED:
            return []
        drop = Drop(alert.id, outcome)
        await notify(work, [drop], neighbours, batch=alert.batch, only=person, occasion=occasion)
        return [(change, None)]
    known = memory.known.get(alert.region_code, {})
    before = known.get(last)
    if outcome.verdict is Verdict.RECOVERED:
        before = last_word(known.values(), before) if before else None
    elif outcome.wrong_id not in (None, alert.measurement_id):
        before = known.get(outcome.wrong_id or 0)
    if before and outcome.right and before.says_the_same(outcome.right):
        return []  # what was heard last is right after all
    return [(change, messages.Said(line_of(outcome), before, alert.opened_on, outcome.right))]
