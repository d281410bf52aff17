"""Sudah saya ketahui: somebody has read of a change that came close to the sitting."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.answers import sitting_of
from bot.actions.unacknowledged import refresh
from bot.actions.work import Work
from bot.messages import acknowledgements as messages
from bot.rules.access import Action, require_seat
from bot.rules.errors import Stale
from db.engine import affected
from db.tables import Acknowledgement


async def acknowledge(work: Work, *, item: int, revision: int, seat_id: int) -> None:
    """Sudah saya ketahui: for every seat of this person that this revision touched.

    Raises Forbidden for another's seat, Stale where nothing was asked.
    """
    require_seat(work.actor, seat_id, Action.ANSWER)
    meeting, _sitting = await sitting_of(work, item=item, seat_id=seat_id)
    seats = {seat.seat_id for seat in work.actor.seats}
    items = {sitting.item for sitting in meeting.sittings}
    asked = (
        col(Acknowledgement.agenda_item_id).in_(items),
        col(Acknowledgement.revision) == revision,
        col(Acknowledgement.seat_id).in_(seats),
    )
    if await work.session.scalar(select(col(Acknowledgement.id)).where(*asked).limit(1)) is None:
        raise Stale
    done = update(Acknowledgement).where(*asked, col(Acknowledgement.acknowledged_at).is_(None))
    values = {"acknowledged_at": work.now, "contact_id": work.actor.contact_id}
    if affected(await work.session.execute(done.values(**values))):
        await work.audit("acknowledge", "agenda_item", item, revision=revision, seat=seat_id)
        await refresh(work, {(meeting.meeting, revision)})
    await work.receipt(messages.thanks(meeting))
