"""Whether a message is ours: to anybody genuine or not; to the addressee and staff the original."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.outbox import OutboxState
from bot.rules.seats import WRONG_TRIES_WITHIN
from bot.rules.shared_texts import words_of
from db.last_checks import BROADCAST
from db.tables import (
    AgendaItem,
    Alert,
    AlertNotice,
    AlertState,
    Broadcast,
    BroadcastBody,
    EarlyNotice,
    ItemState,
    OutboxMessage,
    WrongCode,
)

#: Numbers that are none of ours, in an hour. They are public, and 50 bits long; whoever has more is guessing.
MOST_UNKNOWN = 20
#: What somebody may have before him; a message that never left vouches for nothing.
_LEFT = (OutboxState.SENT, OutboxState.SENDING, OutboxState.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Proof:
    """A genuine message. ``original`` is empty for whoever is neither addressee nor staff.

    ``is_overtaken``: genuine, but what it says was changed or taken back since.
    """

    title: str
    sent_at: datetime
    original: str = ""
    is_overtaken: bool = False


async def may_check(work: Work) -> bool:
    """Whether this person may check another number; after twenty unknown ones in an hour, no more."""
    tried = await work.session.scalar(
        select(func.count()).where(
            col(WrongCode.telegram_id) == work.actor.telegram_id,
            col(WrongCode.tried_at) > work.now - WRONG_TRIES_WITHIN,
            col(WrongCode.is_check).is_(True),
        )
    )
    return (tried or 0) < MOST_UNKNOWN


async def count_unknown(work: Work) -> None:
    """Remember that a number was none of ours."""
    work.session.add(WrongCode(telegram_id=work.actor.telegram_id, tried_at=work.now, is_check=True))


async def prove(work: Work, code: str) -> Proof | None:
    """What this code stands for, or None: not recorded with us."""
    row = (
        await work.session.execute(
            select(
                col(OutboxMessage.title),
                col(OutboxMessage.finished_at),
                col(OutboxMessage.created_at),
                col(OutboxMessage.chat_id),
                col(OutboxMessage.payload),
                col(BroadcastBody.payload),
                _overtaken(),
            )
            .outerjoin(BroadcastBody, col(BroadcastBody.id) == col(OutboxMessage.body_id))
            .where(
                col(OutboxMessage.proof_code) == code,
                or_(
                    col(OutboxMessage.state).in_(_LEFT),
                    # waits to be sent again: the first try may have arrived
                    col(OutboxMessage.ambiguous_count) > 0,
                ),
            )
        )
    ).first()
    if row is None:
        return None
    title, finished_at, created_at, chat_id, payload, body, is_overtaken = row
    may_read = work.actor.is_staff or chat_id == work.actor.telegram_id
    original = words_of(payload, body) if may_read else ""
    return Proof(title, finished_at or created_at, original, bool(is_overtaken))


def _overtaken() -> ColumnElement[bool]:
    """The sitting was moved or cancelled, the notice taken back or put right, the siaran corrected."""
    moved = exists(
        select(col(AgendaItem.id)).where(
            col(OutboxMessage.subject_type) == "agenda_item",
            col(AgendaItem.id) == col(OutboxMessage.subject_id),
            or_(
                col(AgendaItem.time_revision) > col(OutboxMessage.subject_rev),
                col(AgendaItem.state) == ItemState.CANCELLED,
            ),
        )
    )
    taken_back = exists(
        select(col(AlertNotice.id))
        .join(Alert, col(Alert.id) == col(AlertNotice.alert_id))
        .where(
            col(AlertNotice.outbox_key) == col(OutboxMessage.key),
            col(AlertNotice.told) == AlertState.OPEN,
            col(Alert.state) == AlertState.WITHDRAWN,
        )
    )
    put_right = exists(
        select(col(EarlyNotice.id)).where(
            col(EarlyNotice.contact_id) == col(OutboxMessage.contact_id),
            col(EarlyNotice.outbox_key) == col(OutboxMessage.key),
            col(EarlyNotice.withdrawn_at).is_not(None),
        )
    )
    corrected = exists(
        select(col(Broadcast.id)).where(
            col(OutboxMessage.subject_type) == BROADCAST,
            col(Broadcast.id) == col(OutboxMessage.subject_id),
            col(Broadcast.corrected_at).is_not(None),
        )
    )
    return or_(moved, taken_back, put_right, corrected)
