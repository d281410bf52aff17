"""Whoever decided about requests is on the staff no more: those that wait go to who is left."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.actions.request_cards import REQUEST, send_cards
from bot.actions.request_views import view_of
from bot.actions.work import Work
from bot.rules.outbox import MessageClass
from db.tables import OutboxMessage, RegistrationRequest, RequestState


async def hand_on_requests(work: Work, staff_id: int) -> None:
    """Every request this member of staff had a card of, to its present readers who have none yet."""
    held = select(col(OutboxMessage.subject_id)).where(
        col(OutboxMessage.subject_type) == REQUEST,
        col(OutboxMessage.staff_id) == staff_id,
        col(OutboxMessage.message_class) == MessageClass.REQUEST,
    )
    waiting = await work.session.scalars(
        select(RegistrationRequest)
        .where(
            col(RegistrationRequest.id).in_(held),
            col(RegistrationRequest.state) == RequestState.PENDING,
            col(RegistrationRequest.expires_at) > work.now,
        )
        .order_by(col(RegistrationRequest.id))
    )
    for request in waiting.all():
        await send_cards(work, await view_of(work, request))
