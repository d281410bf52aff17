"""What is said when an alert ends or its value was wrong: to those who were told, and only to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from bot.actions.alert_notices import Drop, People, addressed, line_of, notify, post_of, remember, tell
from bot.actions.summaries import SUMMARY
from bot.actions.work import Work
from bot.messages import alert_ends as messages
from bot.rules.alerts import Verdict
from bot.rules.outbox import Text
from bot.rules.outcomes import Outcome
from bot.rules.readings import Reading, last_word
from bot.rules.sittings import Addressee
from db.outbox import withdraw
from db.queries.alerts import OpenAlert
from db.queries.criteria import readings_of
from db.queries.people import Recipient
from db.tables import AlertNotice, AlertState

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
    work: Work, changes: Sequence[Changed], verdict: Verdict, people: People, *, batch: str
) -> list[str]:
    """Say it once, to those who were told of the fall; what has not left yet is taken back instead."""
    if not changes:
        return []
    code = changes[0].alert.region_code
    known = {r.measurement_id: r for r in (await readings_of(work.session, [code]))[code]}
    posts = []
    for person in people[code]:
        said = [
            heard
            for change in changes
            if person.contact_id in change.alert.contact_ids
            for heard in await _heard(work, change, person, known, people[code])
        ]
        if not said:
            continue
        posts.append(post_of(person))
        own = [(change, each) for change, each in said if each is not None]
        if not own:
            continue  # a fresh notice says it all
        prefix, title = SAID[verdict]
        key = f"{prefix}:{batch}:{code}:{person.contact_id}"
        text = _text(verdict, [each for _, each in own], addressed(person))
        await tell(work, person, text, key=key, title=title, is_correction=verdict is not Verdict.RECOVERED)
        for change, _ in own:
            state = CLOSED.get(verdict, AlertState.OPEN)
            remember(work, person, Drop(change.alert.id, change.outcome), state=state, key=key)
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
    known: Mapping[int, Reading],
    neighbours: Sequence[Recipient],
) -> list[tuple[Changed, messages.Said | None]]:
    """What to say to one person about one alert: nothing, both figures, or (None) the notice anew."""
    outcome, alert = change.outcome, change.alert
    last = await last_heard(work, alert, person)
    if last is None:
        if outcome.verdict is not Verdict.REVISED:
            return []
        drop = Drop(alert.id, outcome)
        await notify(work, [drop], neighbours, batch=alert.batch, only=person)
        return [(change, None)]
    before = known.get(last)
    if outcome.verdict is Verdict.RECOVERED:
        before = last_word(known.values(), before) if before else None
    elif outcome.wrong_id not in (None, alert.measurement_id):
        before = known.get(outcome.wrong_id or 0)
    if before and outcome.right and before.says_the_same(outcome.right):
        return []  # what was heard last is right after all
    return [(change, messages.Said(line_of(outcome), before, alert.opened_on, outcome.right))]


async def last_heard(work: Work, alert: OpenAlert, person: Recipient) -> int | None:
    """Take back what was to be said and has not left; the value this person has heard of, None if none."""
    notices = await work.session.scalars(
        select(AlertNotice)
        .where(col(AlertNotice.alert_id) == alert.id, col(AlertNotice.contact_id) == person.contact_id)
        .order_by(col(AlertNotice.id).desc())
    )
    for notice in notices.all():
        if not await _taken_back(work, notice.outbox_key):
            return notice.measurement_id or alert.measurement_id
        await work.session.delete(notice)
    await work.session.flush()
    return None


async def _taken_back(work: Work, key: str) -> bool:
    """Withdraw a message that has not left yet and spoke of one alert only; whether that was enough."""
    if key.startswith(f"{SUMMARY}:"):
        return False  # it speaks of more than alerts
    spoke_of = await work.session.scalar(
        select(func.count()).select_from(AlertNotice).where(col(AlertNotice.outbox_key) == key)
    )
    if spoke_of != 1:
        return False
    return await withdraw(work.session, keys=[key], reason="alert_over", now=work.now) == 1
