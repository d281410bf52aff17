"""A dispute as staff see it: the value, its source, who recorded it, what is said, and the files."""

from __future__ import annotations

from bot.actions.work import Work
from bot.messages import disputes as messages
from bot.rules.access import Action, require
from bot.rules.criteria import CriterionKey
from bot.rules.disputes import DisputeView
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import addressee
from db.queries.criteria import readings_of
from db.queries.disputes import dispute_row, evidence_of
from db.queries.people import seats_by_id
from db.reference import criteria
from db.tables import AlertState


async def card(work: Work, *, response_id: int) -> Text:
    """The dispute and its buttons. Raises Forbidden, Stale."""
    require(work.actor, Action.RECORD_VALUES)
    return messages.card(await view_of(work, response_id))


async def view_of(work: Work, response_id: int) -> DisputeView:
    """Raises Stale where there is no such dispute."""
    row = await dispute_row(work.session, response_id)
    if row is None:
        raise Stale
    said, alert, measurement, region_name, decided_by, recorded_by = row
    readings = (await readings_of(work.session, [alert.region_code])).get(alert.region_code, [])
    seats = await seats_by_id(work.session, [said.seat_id])
    key = CriterionKey(alert.criterion)
    return DisputeView(
        response=response_id,
        alert=said.alert_id,
        is_open=alert.state is AlertState.OPEN,
        region_code=alert.region_code,
        region_name=region_name,
        seat_id=said.seat_id,
        post=addressee(seats[said.seat_id]).post if said.seat_id in seats else region_name,
        capacity=said.capacity,
        criterion=key,
        name=next(one.short_name for one in criteria() if one.key is key),
        reading=next((r for r in readings if r.measurement_id == measurement.id), None),
        recorded_by=recorded_by or "",
        note=said.note,
        responded_at=said.responded_at,
        evidence=len(await evidence_of(work.session, response_id)),
        is_upheld=said.is_upheld,
        decided_at=said.decided_at,
        decided_by=decided_by or "",
        decision_note=said.decision_note,
    )


async def hand_out(work: Work, *, response_id: int) -> None:
    """Lihat bukti: every file anew, to whoever may decide; each look is recorded. Raises Forbidden, Stale."""
    require(work.actor, Action.RECORD_VALUES)
    view = await view_of(work, response_id)
    files = await evidence_of(work.session, response_id)
    await work.audit("read_evidence", "alert", view.alert)
    await work.receipt(messages.handed_out(view))
    for number, one in enumerate(files, start=1):
        await work.tell(
            work.me,
            messages.caption(view, one, number=number),
            key=f"re:{work.update_id}:file:{number}",
            message_class=MessageClass.DOCUMENT,
            method="sendPhoto" if one.is_photo else "sendDocument",
            file_id=one.file_id,
        )
