"""Whether a message is ours: to anybody genuine or not; to the addressee and staff the original."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.actions.work import Work
from bot.messages import system
from bot.messages.proofs import BroadcastKind
from bot.rules.outbox import OutboxState
from bot.rules.same_words import Came, Likeness, Ours, is_mostly_own, likeness
from bot.rules.seats import WRONG_TRIES_WITHIN
from bot.rules.shared_texts import words_of, words_until
from db.last_checks import BROADCAST, READ_ASK
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

#: The siaran it belongs to.
_ITS = aliased(Broadcast)
_WITH_FILE = ("sendDocument", "sendPhoto")
#: A text is never cut into so many messages.
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Proof:
    """A message of ours. ``original`` is empty for whoever is neither addressee nor staff.

    ``kind``: of a siaran what it is, whose title says so of nothing; otherwise the title says it.
    ``is_overtaken``: genuine, but what it says was changed or taken back since. ``likeness``: of what came
    with the number. ``is_written_about``: what came is mostly somebody's own words.
    """

    title: str
    sent_at: datetime
    original: str = ""
    is_overtaken: bool = False
    kind: BroadcastKind | None = None
    may_read: bool = False
    likeness: Likeness = Likeness.ALONE
    is_written_about: bool = False


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


async def prove(work: Work, code: str, came: Came) -> Proof | None:
    """What this code stands for, and whether what came with it is that; None: not recorded with us."""
    row = (
        await work.session.execute(
            select(OutboxMessage, col(BroadcastBody.payload), col(_ITS.corrects_id), _overtaken())
            .outerjoin(BroadcastBody, col(BroadcastBody.id) == col(OutboxMessage.body_id))
            .outerjoin(_ITS, _its_broadcast())
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
    message, body, corrects_id, is_overtaken = row
    may_read = work.actor.is_staff or message.chat_id == work.actor.telegram_id
    ours = await _ours(work, message, body)
    return Proof(
        title=message.title,
        sent_at=message.finished_at or message.created_at,
        original=words_of(message.payload, body) if may_read else "",
        is_overtaken=bool(is_overtaken),
        kind=_kind(message.subject_type, corrects_id),
        may_read=may_read,
        likeness=likeness(came, ours),
        is_written_about=is_mostly_own(came, ours),
    )


def _its_broadcast() -> ColumnElement[bool]:
    of_one = col(OutboxMessage.subject_type).in_((BROADCAST, READ_ASK))
    return and_(of_one, col(_ITS.id) == col(OutboxMessage.subject_id))


def _kind(subject_type: str, corrects_id: int | None) -> BroadcastKind | None:
    if subject_type == READ_ASK:
        return BroadcastKind.ASK
    if subject_type != BROADCAST:
        return None
    return BroadcastKind.CORRECTION if corrects_id is not None else BroadcastKind.FIRST


async def _ours(work: Work, message: OutboxMessage, body: dict[str, object] | None) -> Ours:
    """All messages of a long text: whoever passes it on may pass on all of them."""
    if body is not None:
        parts = words_until(message.payload, body)
    else:
        keys = [f"{message.key}:{number}" for number in range(1, _MOST_PARTS)]
        before = select(col(OutboxMessage.payload)).where(col(OutboxMessage.key).in_(keys))
        found = await work.session.scalars(before.order_by(col(OutboxMessage.id)))
        parts = [words_of(payload) for payload in (*found, message.payload)]
    twice = system.possible_duplicate("")
    return Ours(message.proof_code or "", parts, (twice,), message.method in _WITH_FILE)


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
