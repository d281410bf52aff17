"""A new holder learns in one message what is under way for his seat; the invitations follow."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.actions.alert_moves import tell_anew
from bot.actions.seat_matters import matters_of
from bot.actions.work import Work
from bot.messages import handovers as messages
from bot.rules.actors import HeldSeat, Scope, TenureKind
from bot.rules.handovers import OpenCase
from bot.rules.outbox import MessageClass
from db.queries.people import Recipient
from db.queries.seat_cards import seat_view
from db.tables import AlertNotice, AlertState, Tenure

#: The beginning of the keys of these messages.
SUMMARY = "sum"


async def brief_newcomer(work: Work, seat: HeldSeat, *, person: Recipient, is_known: bool = False) -> None:
    """Tell a new holder what was before him. Nobody was, and nothing is open: the invitations say it all.

    ``is_known``: it is the same holder, who has another account now and not what the old chat holds.
    """
    matters = await matters_of(work, seat)
    view = await seat_view(work.session, seat.seat_id, within=Scope(everywhere=True))
    beside = view.others if view else ()
    is_news = matters.cases or matters.promises or matters.points or beside or is_known
    if not is_news and not await _had_holder(work, seat.seat_id):
        return
    if not (matters or beside):
        return
    key = f"{SUMMARY}:{seat.seat_id}:{person.contact_id}:{int(work.now.timestamp())}"
    await work.tell(
        person,
        messages.summary(matters, seat=seat, beside=beside, now=work.now, is_known=is_known),
        key=key,
        message_class=MessageClass.INVITATION,
        title=messages.TITLE_SUMMARY_AGAIN if is_known else messages.TITLE_SUMMARY,
    )
    for case in matters.cases:
        _remember(work, case, person=person, seat=seat, key=key)
    await work.session.flush()
    await tell_anew(work, [case.alert_id for case in matters.cases])


def _remember(work: Work, case: OpenCase, *, person: Recipient, seat: HeldSeat, key: str) -> None:
    """He has heard of the fall now, so he hears of the recovery too."""
    reading = case.line.assessment.reading
    if person.contact_id is not None:
        work.session.add(
            AlertNotice(
                alert_id=case.alert_id,
                seat_id=seat.seat_id,
                contact_id=person.contact_id,
                told=AlertState.OPEN,
                told_at=work.now,
                outbox_key=key,
                measurement_id=reading.measurement_id if reading else None,
            )
        )


async def _had_holder(work: Work, seat_id: int) -> bool:
    found = await work.session.scalar(
        select(col(Tenure.id))
        .where(
            col(Tenure.seat_id) == seat_id,
            col(Tenure.kind) == TenureKind.HOLDER,
            col(Tenure.ended_at).is_not(None),
        )
        .limit(1)
    )
    return found is not None
