"""Sudah dibaca: who has said so, and the gentle second ask to those who have not."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select, update
from sqlmodel import col

from bot.actions.broadcast_bodies import content_of, links_of
from bot.actions.work import Work
from bot.messages import broadcast_reading as messages
from bot.rules.access import Action, require
from bot.rules.clocks import WIB, zone_named
from bot.rules.errors import Forbidden
from bot.rules.outbox import WAITING, Keyboard, MessageClass, OutboxState, Text
from db.engine import affected
from db.last_checks import BROADCAST, READ_ASK
from db.tables import Broadcast, BroadcastRecipient, OutboxMessage


async def confirm(work: Work, *, broadcast_id: int, message_id: int | None) -> Text | None:
    """Noted once; the button says so. What to answer where it was noted before. Raises Forbidden.

    ``message_id``: Telegram's of the message that was pressed, which has therefore arrived.
    """
    require(work.actor, Action.CONFIRM_READING)
    contact_id = work.actor.contact_id
    own = (
        col(BroadcastRecipient.broadcast_id) == broadcast_id,
        col(BroadcastRecipient.contact_id) == contact_id,
    )
    recipient = await work.session.scalar(select(BroadcastRecipient).where(*own))
    broadcast = await work.session.get(Broadcast, broadcast_id)
    if recipient is None or broadcast is None or not broadcast.wants_read:
        raise Forbidden
    zone = _zone(work, recipient.seat_id)
    noted = update(BroadcastRecipient).where(*own, col(BroadcastRecipient.read_at).is_(None))
    if not affected(await work.session.execute(noted.values(read_at=work.now))):
        return messages.already(title=broadcast.title, at=recipient.read_at or work.now, zone=zone)
    await work.audit("broadcast_read", "broadcast", broadcast_id)
    await _has_arrived(work, broadcast_id, message_id)
    await _take_back_needless(work, broadcast_id)
    button = messages.was_read(broadcast_id, at=work.now, zone=zone)
    for row in await _copies(work, broadcast_id):
        if row.message_id is not None and row.chat_id == work.actor.telegram_id:
            links = links_of(content_of(broadcast)) if row.subject_type == BROADCAST else ()
            await _mark_read(work, row, (*links, (button,)))
    return None


def _zone(work: Work, seat_id: int) -> ZoneInfo:
    """That of the seat it was written to, or of any other this person holds."""
    zones = {seat.seat_id: zone_named(seat.zone) for seat in work.actor.seats}
    return zones.get(seat_id) or next(iter(zones.values()), WIB)


async def _has_arrived(work: Work, broadcast_id: int, message_id: int | None) -> None:
    """A message that was pressed and is none of those known to have arrived is the doubtful one."""
    rows = [row for row in await _copies(work, broadcast_id) if row.chat_id == work.actor.telegram_id]
    if message_id is None or any(row.message_id == message_id for row in rows):
        return
    doubtful = [row for row in rows if row.state is OutboxState.UNCERTAIN]
    if not doubtful:
        return
    arrived = update(OutboxMessage).where(
        col(OutboxMessage.id) == doubtful[-1].id, col(OutboxMessage.state) == OutboxState.UNCERTAIN
    )
    await work.session.execute(
        arrived.values(
            state=OutboxState.SENT, reason="read", message_id=message_id, finished_at=work.now
        ).execution_options(synchronize_session=False)
    )


async def _take_back_needless(work: Work, broadcast_id: int) -> None:
    """Another copy, and the second ask, that have not left: it was read."""
    needless = update(OutboxMessage).where(*_to_me(work, broadcast_id), col(OutboxMessage.state).in_(WAITING))
    await work.session.execute(
        needless.values(state=OutboxState.WITHDRAWN, reason="read", finished_at=work.now).execution_options(
            synchronize_session=False
        )
    )


async def _mark_read(work: Work, row: OutboxMessage, keyboard: Keyboard) -> None:
    await work.tell(
        work.me,
        Text("", keyboard),
        key=f"baca:{row.id}",
        message_class=MessageClass.RECEIPT,
        method="editMessageReplyMarkup",
        edits_outbox_id=row.id,
    )


async def _copies(work: Work, broadcast_id: int) -> Sequence[OutboxMessage]:
    """What this person was sent of it that carries the button, the newest last."""
    found = select(OutboxMessage).where(
        *_to_me(work, broadcast_id), col(OutboxMessage.proof_code).is_not(None)
    )
    rows = await work.session.scalars(
        found.order_by(col(OutboxMessage.id)).execution_options(populate_existing=True)
    )
    return rows.all()


def _to_me(work: Work, broadcast_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(OutboxMessage.subject_type).in_((BROADCAST, READ_ASK)),
        col(OutboxMessage.subject_id) == broadcast_id,
        col(OutboxMessage.contact_id) == work.actor.contact_id,
    )
