"""What became of messages nobody knows the fate of, once a person has decided."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Cast, ColumnElement, Text, exists, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.rules.outbox import MessageClass, OutboxState
from db.engine import affected
from db.queries.broadcast_chains import is_over_for_good
from db.queries.queue import in_state
from db.tables import OutboxMessage

#: Why a message counts as sent although Telegram has not said so.
ASSUMED = "assumed"


def one(number: int, revision: int) -> tuple[ColumnElement[bool], ...]:
    """This message, if it has not been tried again since."""
    return (col(OutboxMessage.id) == number, col(OutboxMessage.fence) == revision)


def all_of(kind: MessageClass, newest: int) -> tuple[ColumnElement[bool], ...]:
    """All of a class up to this number: those that somebody has seen counted."""
    return (col(OutboxMessage.message_class) == kind, col(OutboxMessage.id) <= newest)


async def send_again(session: AsyncSession, *which: ColumnElement[bool], now: datetime) -> int:
    """They leave once more, and say that they may have come before; returns how many.

    Not where their hour has passed, nor where a later attempt of the same broadcast has taken their place,
    nor where that was corrected or stopped, nor where the words are gone: the recipient was erased, or it
    was about a complaint.
    """
    later = aliased(OutboxMessage)
    replaced = exists().where(
        col(OutboxMessage.message_class) == MessageClass.BROADCAST,
        col(later.subject_type) == col(OutboxMessage.subject_type),
        col(later.subject_id) == col(OutboxMessage.subject_id),
        col(later.contact_id) == col(OutboxMessage.contact_id),
        col(later.subject_rev) > col(OutboxMessage.subject_rev),
    )
    again = (
        update(OutboxMessage)
        .where(
            in_state("uncertain"),
            *which,
            or_(col(OutboxMessage.expires_at).is_(None), col(OutboxMessage.expires_at) > now),
            ~replaced,
            ~is_over_for_good(),
            Cast(col(OutboxMessage.payload), Text) != "{}",
        )
        .values(
            state=OutboxState.PENDING,
            reason="",
            may_be_duplicate=True,
            retry_at=None,
            finished_at=None,
        )
        .execution_options(synchronize_session=False)
    )
    return affected(await session.execute(again))


async def count_as_sent(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    """They are over, as if they had arrived; returns how many."""
    settled = update(OutboxMessage).where(in_state("uncertain"), *which)
    return affected(await session.execute(settled.values(state=OutboxState.SENT, reason=ASSUMED)))
