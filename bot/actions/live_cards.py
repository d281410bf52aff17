"""Messages that are edited as things change: what became stale, and the next edit of each.

That a card is stale is kept in its row, so an edit that has to wait is not forgotten when the bot restarts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlmodel import col

from bot.actions.work import Work
from bot.rules.live_cards import APART
from bot.rules.outbox import MessageClass, Text
from db.outbox import withdraw
from db.queries.people import Recipient
from db.tables import AgendaItem, LiveCard


def hash_of(text: Text) -> str:
    """What tells two contents of a card apart, buttons included."""
    return hashlib.sha256(f"{text.html}{text.buttons}".encode()).hexdigest()


async def mark_stale(work: Work, *, meeting_id: int) -> None:
    """All cards of this meeting are to be looked at; locked in order, so that two changes do not meet."""
    of_meeting = col(LiveCard.meeting_id) == meeting_id
    await work.session.execute(
        select(col(LiveCard.id)).where(of_meeting).order_by(col(LiveCard.id)).with_for_update()
    )
    await work.session.execute(update(LiveCard).where(of_meeting).values(is_stale=True))


async def to_edit(work: Work, *, meeting_id: int | None = None) -> Sequence[LiveCard]:
    """Stale cards that may be edited now, of one meeting if given; also where the sitting began or ended."""
    due = select(LiveCard).outerjoin(AgendaItem, col(AgendaItem.id) == col(LiveCard.agenda_item_id))
    due = due.where(_is_free(work.now), or_(col(LiveCard.is_stale).is_(True), *_turned(work.now)))
    if meeting_id is not None:
        due = due.where(col(LiveCard.meeting_id) == meeting_id)
    locked = due.order_by(col(LiveCard.id)).with_for_update(of=LiveCard)
    found = await work.session.execute(locked.execution_options(populate_existing=True))
    return found.scalars().all()


def _is_free(now: datetime) -> ColumnElement[bool]:
    """As ``bot.rules.live_cards.may_edit`` says; the card of a whole meeting changes seldom, and at once."""
    shown_at = col(LiveCard.shown_at)
    is_of_meeting = col(LiveCard.agenda_item_id).is_(None)
    return or_(is_of_meeting, shown_at.is_(None), shown_at > now, shown_at <= now - APART)


def _turned(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The sitting of the card has begun, or ended, since the card was written."""
    shown_at = col(LiveCard.shown_at)
    return tuple(
        and_(shown_at < moment, moment <= now)
        for moment in (col(AgendaItem.starts_at), col(AgendaItem.ends_at))
    )


async def edit(work: Work, card: LiveCard, text: Text | None) -> None:
    """Write the card anew where it says something else; None: there is nothing to say any more."""
    is_new = text is not None and card.shown_hash != hash_of(text)
    if text is not None and is_new:
        await _put(work, card, text, key=_key(card, card.version + 1))
    await work.session.execute(
        update(LiveCard)
        .where(col(LiveCard.id) == card.id)
        .values(
            version=card.version + is_new,
            shown_hash=hash_of(text) if text else card.shown_hash,
            shown_at=work.now,
            is_stale=False,
        )
    )


async def leave(work: Work, card: LiveCard, text: Text) -> None:
    """The last words of a message that is not edited any more."""
    await _put(work, card, text, key=f"left:{card.id}:{card.outbox_id}")


async def _put(work: Work, card: LiveCard, text: Text, *, key: str) -> None:
    """The next edit of the message; one not yet sent gives way to it."""
    if card.version:
        await withdraw(work.session, keys=[_key(card, card.version)], reason="outdated", now=work.now)
    await work.tell(
        Recipient(chat_id=card.chat_id, name=""),
        text,
        key=key,
        message_class=MessageClass.RECEIPT,
        method="editMessageText",
        edits_outbox_id=card.outbox_id,
    )


def _key(card: LiveCard, version: int) -> str:
    """Of an edit, counted from 1: the message itself was version 0."""
    if card.agenda_item_id is None:
        return f"card:{card.meeting_id}:{card.chat_id}:{version}"
    return f"board:{card.agenda_item_id}:{card.chat_id}:{version}"
