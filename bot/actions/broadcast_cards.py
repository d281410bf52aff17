"""The messages in which officers follow a broadcast: edited as it goes on, at most every 20 seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlmodel import col

from bot.actions.live_cards import hash_of
from bot.actions.work import Subject, Work
from bot.messages import broadcast_cards as messages
from bot.rules.access import Action, require
from bot.rules.actors import Role
from bot.rules.broadcast_progress import LATE
from bot.rules.errors import Forbidden
from bot.rules.live_cards import may_edit
from bot.rules.outbox import MessageClass, Text
from bot.rules.wording import post
from db.outbox import withdraw
from db.queries.broadcast_chains import newest_correction
from db.queries.broadcast_fates import progress_of
from db.queries.broadcasts import vacant_seats
from db.queries.people import Recipient, staff_at_least
from db.tables import Broadcast, BroadcastCard, BroadcastState, Staff

#: Subject of the cards themselves; what a broadcast sends has another one.
CARD = "broadcast_card"
#: Something may still change by itself.
_LIVE = (BroadcastState.SENDING, BroadcastState.PAUSED, BroadcastState.STOPPED)


async def broadcast_of_staff(work: Work, broadcast_id: int) -> Broadcast:
    """One that has begun, for whoever sends broadcasts. Raises Forbidden."""
    require(work.actor, Action.RUN_BROADCASTS)
    broadcast = await work.session.get(Broadcast, broadcast_id, populate_existing=True)
    if broadcast is None or broadcast.started_at is None:
        raise Forbidden
    return broadcast


async def card_text(work: Work, broadcast: Broadcast) -> Text:
    """The broadcast as it stands now."""
    progress = await progress_of(work.session, broadcast, now=work.now)
    corrected_by = await newest_correction(work.session, broadcast)
    posts = await _vacant_posts(work, broadcast)
    of = replace(outline(broadcast), corrected_by=corrected_by, vacant_posts=posts)
    return messages.card(of, progress)


async def _vacant_posts(work: Work, broadcast: Broadcast) -> Sequence[str]:
    """For the report: the first of those that nobody acted for when it left."""
    if broadcast.finished_at is None or not broadcast.vacant_seats:
        return ()
    seats = await vacant_seats(work.session, broadcast, most=messages.MOST_VACANT)
    return [post(seat.title, seat.region_name) for seat in seats]


def outline(broadcast: Broadcast) -> messages.Outline:
    """What is told of it beside its numbers."""
    starts_at, started_at = broadcast.starts_at, broadcast.started_at
    has_slept = starts_at is not None and started_at is not None and started_at - starts_at > LATE
    return messages.Outline(
        broadcast=broadcast.id or 0,
        version=broadcast.version,
        title=broadcast.title,
        state=broadcast.state.value,
        started_at=started_at,
        finished_at=broadcast.finished_at,
        expires_at=broadcast.expires_at,
        wants_read=broadcast.wants_read,
        is_correction=broadcast.corrects_id is not None,
        is_corrected=broadcast.corrected_at is not None,
        vacant=len(broadcast.vacant_seats or ()),
        is_late=has_slept and broadcast.state is BroadcastState.PAUSED,
    )


async def open_cards(work: Work, broadcast: Broadcast) -> None:
    """A card to the officer who confirmed it, and to its author."""
    text = await card_text(work, broadcast)
    for officer in await officers_of(work, broadcast):
        await _send(work, broadcast, text, officer)


async def officers_of(work: Work, broadcast: Broadcast) -> Sequence[Recipient]:
    """Who confirmed it, and its author; every officer where neither of them is one any more."""
    officers = await staff_at_least(work.session, Role.OFFICER)
    own = (broadcast.confirmed_by_staff_id, broadcast.created_by_staff_id)
    return [one for one in officers if one.staff_id in own] or officers


async def show_card(work: Work, *, broadcast_id: int) -> None:
    """The card comes to the end of this chat; an earlier one there points to it. Raises Forbidden."""
    broadcast = await broadcast_of_staff(work, broadcast_id)
    await _send(work, broadcast, await card_text(work, broadcast), work.me)


async def refresh_cards(work: Work) -> None:
    """Chore: cards of what is on its way are written anew where they say something else by now."""
    rows = await work.session.execute(
        select(BroadcastCard, Broadcast)
        .join(Broadcast, col(Broadcast.id) == col(BroadcastCard.broadcast_id))
        .where(
            col(Broadcast.state).in_(_LIVE),
            or_(col(Broadcast.state) != BroadcastState.STOPPED, col(Broadcast.finished_at).is_(None)),
        )
        .order_by(col(BroadcastCard.id))
        .with_for_update(of=BroadcastCard)
        .execution_options(populate_existing=True)
    )
    due = [(card, broadcast) for card, broadcast in rows if may_edit(card.shown_at, now=work.now)]
    texts: dict[int, Text] = {}
    for card, broadcast in due:
        if card.broadcast_id not in texts:
            texts[card.broadcast_id] = await card_text(work, broadcast)
        await _edit(work, card, texts[card.broadcast_id])


async def rewrite_cards(work: Work, broadcast: Broadcast) -> None:
    """Every card of this broadcast says at once how it stands: something was decided, or it is over."""
    text = await card_text(work, broadcast)
    for card in await _cards_of(work, broadcast):
        await _edit(work, card, text)


async def _cards_of(work: Work, broadcast: Broadcast) -> Sequence[BroadcastCard]:
    of = select(BroadcastCard).where(col(BroadcastCard.broadcast_id) == broadcast.id)
    locked = of.order_by(col(BroadcastCard.id)).with_for_update()
    return (await work.session.execute(locked.execution_options(populate_existing=True))).scalars().all()


async def _send(work: Work, broadcast: Broadcast, text: Text, officer: Recipient) -> None:
    """From now on this message is edited; an earlier one says once that it is continued below."""
    own = (col(BroadcastCard.broadcast_id) == broadcast.id, col(BroadcastCard.chat_id) == officer.chat_id)
    card = await work.session.scalar(select(BroadcastCard).where(*own).with_for_update())
    number = card.version + 1 if card else 0
    outbox_id = await work.tell(
        officer,
        text,
        key=f"kirim:{broadcast.id}:{officer.chat_id}:at:{number}",
        message_class=MessageClass.REQUEST if card is None else MessageClass.RECEIPT,
        subject=Subject(CARD, broadcast.id or 0),
    )
    if outbox_id is None:
        return
    if card is None:
        card = BroadcastCard(broadcast_id=broadcast.id or 0, chat_id=officer.chat_id, outbox_id=outbox_id)
        work.session.add(card)
    else:
        await _put(
            work, card, messages.continued(outline(broadcast)), key=f"kirim_left:{card.id}:{card.outbox_id}"
        )
    card.outbox_id, card.version = outbox_id, number
    _note(card, text, work.now)
    await work.session.flush()


async def _edit(work: Work, card: BroadcastCard, text: Text) -> None:
    if card.shown_hash != hash_of(text):
        await withdraw(work.session, keys=[_key(card)], reason="outdated", now=work.now)
        card.version += 1
        await _put(work, card, text, key=_key(card))
    _note(card, text, work.now)
    await work.session.flush()


async def _put(work: Work, card: BroadcastCard, text: Text, *, key: str) -> None:
    """An edit, for as long as its reader is one of staff."""
    mine = (col(Staff.telegram_id) == card.chat_id, col(Staff.is_active).is_(True))
    staff_id = await work.session.scalar(select(col(Staff.id)).where(*mine))
    if staff_id is None:
        return
    await work.tell(
        Recipient(chat_id=card.chat_id, name="", staff_id=staff_id),
        text,
        key=key,
        message_class=MessageClass.RECEIPT,
        method="editMessageText",
        edits_outbox_id=card.outbox_id,
        subject=Subject(CARD, card.broadcast_id),
    )


def _key(card: BroadcastCard) -> str:
    return f"kirim:{card.broadcast_id}:{card.chat_id}:{card.version}"


def _note(card: BroadcastCard, text: Text, now: datetime) -> None:
    card.shown_hash, card.shown_at = hash_of(text), now
