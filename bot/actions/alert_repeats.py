"""What a region hears again of an open alert: still below once, and how its promise stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.actions.alert_notices import INSPEKTUR, SEKDA, addressed, post_of
from bot.actions.work import Subject, Work
from bot.messages import alert_lives as messages
from bot.rules.alert_lives import LiveAlert, PlanMade
from bot.rules.outbox import MessageClass, Text
from bot.rules.seats import ANSWERING_POSTS
from bot.rules.status import CriterionLine
from db.outbox import withdraw_about
from db.queries.alert_lives import REPEATED
from db.queries.people import Recipient
from db.tables import AlertNotice, AlertState

#: Subject of messages that ask a region once more: what it answers meanwhile takes them back.
AGAIN = "alert_again"


async def repeat_to(
    work: Work,
    alerts: Sequence[LiveAlert],
    lines: Mapping[int, CriterionLine],
    people: Sequence[Recipient],
) -> None:
    """One message to the Inspektur about all of them, and one copy to the Sekda."""
    several = [messages.Repeated(lines[alert.id], alert) for alert in alerts]
    copied, main = _first(people, SEKDA), _first(people, INSPEKTUR)
    for person in people:
        to = addressed(person)
        if person.seat is not None and person.seat.post in ANSWERING_POSTS:
            text = messages.repeat(several, to=to, copied=copied)
        else:
            text = messages.repeat_copy(several, to=to, main=main)
        key = await _tell(work, alerts, person, text, prefix=REPEATED, title=messages.TITLE_REPEAT)
        for alert in alerts:
            _remember(work, alert, lines[alert.id], person, key)


async def ask_of(
    work: Work,
    alerts: Sequence[LiveAlert],
    plans: Mapping[int, PlanMade],
    people: Sequence[Recipient],
) -> None:
    """The promised day has come: one question to the Inspektur about all of them."""
    several = [messages.Promised(alert, plans.get(alert.id)) for alert in alerts]
    for person in people:
        if person.seat is not None and person.seat.post in ANSWERING_POSTS:
            text = messages.ask_how_it_stands(several, to=addressed(person))
            await _tell(work, alerts, person, text, prefix="aq", title=messages.TITLE_ASK)


async def take_back(work: Work, *, batch: str, region_code: str) -> None:
    """An answer is there: what asks for one and has not left yet is withdrawn."""
    if batch.isdigit():
        await withdraw_about(
            work.session, subject_type=f"{AGAIN}:{region_code}", subject_id=int(batch), reason="answered",
            now=work.now,
        )  # fmt: skip


async def _tell(
    work: Work, alerts: Sequence[LiveAlert], person: Recipient, text: Text, *, prefix: str, title: str
) -> str:
    first = alerts[0]
    key = f"{prefix}:{first.id}:{int(work.now.timestamp())}:{person.contact_id}"
    is_one = len({alert.batch for alert in alerts}) == 1 and first.batch.isdigit()
    await work.tell(
        person,
        text,
        key=key,
        message_class=MessageClass.ALERT,
        title=title,
        subject=Subject(f"{AGAIN}:{first.region_code}", int(first.batch)) if is_one else None,
    )
    return key


def _remember(work: Work, alert: LiveAlert, line: CriterionLine, person: Recipient, key: str) -> None:
    reading = line.assessment.reading
    if person.seat is not None and person.contact_id is not None:
        work.session.add(
            AlertNotice(
                alert_id=alert.id,
                seat_id=person.seat.seat_id,
                contact_id=person.contact_id,
                told=AlertState.OPEN,
                told_at=work.now,
                outbox_key=key,
                measurement_id=reading.measurement_id if reading else None,
            )
        )


def _first(people: Sequence[Recipient], named: str) -> str:
    return next((post_of(one) for one in people if one.seat and one.seat.post == named), "")
