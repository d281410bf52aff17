"""One person, another Telegram account: every row that the old one is known by goes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from bot.rules.outbox import WAITING, MessageClass, OutboxState
from db.broadcast_recipients import received_once
from db.menus import note_rights
from db.tables import (
    Consent,
    Contact,
    Dialogue,
    GroupChat,
    InboxState,
    InboxUpdate,
    OutboxMessage,
    Reachability,
    RegistrationRequest,
    WrongCode,
)
from db.traces import NOBODY, forget_number

_CONTACT = SQLModel.metadata.tables["contact"]
#: Rows that speak of a record itself, and stay with it.
_OWN = ("contact", "erasure")
#: Answers to what was done in the old chat; nobody waits for them in the new one.
_ANSWERS = (MessageClass.REPLY, MessageClass.RECEIPT, MessageClass.PROBE)
#: Sent anew to whoever does not have them in the present chat.
_TOLD_ANEW = MessageClass.INVITATION


@dataclass(frozen=True, slots=True)
class Move:
    """Whose account changes."""

    contact_id: int
    old: int
    new: int


async def merge(session: AsyncSession, gone_id: int, into_id: int, *, now: datetime) -> None:
    """Everything that is one record's becomes another's; the first stays as an empty row that names it."""
    await received_once(session, gone_id, into_id)
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            points_at_people = any(key.column is _CONTACT.c.id for key in column.foreign_keys)
            if points_at_people and table.name not in _OWN:
                await session.execute(
                    update(table).where(column == gone_id).values({column.name: into_id}),
                    execution_options={"synchronize_session": False},
                )
    earlier = update(Contact).where(col(Contact.merged_into_id) == gone_id)
    await session.execute(earlier.values(merged_into_id=into_id))
    await forget_number(session, await _phone(session, gone_id) or "")
    empty: dict[str, object] = {"telegram_id": None, "name": NOBODY, "phone": "", "phone_shared_at": None}
    empty |= {"unreachable_at": None, "last_seen_at": None, "erased_at": now, "merged_into_id": into_id}
    await session.execute(update(Contact).where(col(Contact.id) == gone_id).values(**empty))
    note_rights(session)


async def change_account(session: AsyncSession, move: Move, *, seen_at: datetime) -> bool:
    """The record is reached at the new account; a number shared from the old one is gone with it.

    Returns whether there was such a number.
    """
    own = update(Contact).where(col(Contact.id) == move.contact_id)
    await session.execute(
        own.values(
            telegram_id=move.new,
            reachability=Reachability.REACHABLE,
            unreachable_at=None,
            review_told_at=None,
            last_seen_at=seen_at,
        )
    )
    note_rights(session)
    number = await _phone(session, move.contact_id, col(Contact.phone_shared_at).is_not(None))
    if number:
        await forget_number(session, number)
        await session.execute(own.values(phone="", phone_shared_at=None))
    return bool(number)


async def _phone(session: AsyncSession, contact_id: int, *where: ColumnElement[bool]) -> str | None:
    return await session.scalar(select(col(Contact.phone)).where(col(Contact.id) == contact_id, *where))


async def rekey(session: AsyncSession, move: Move, *, now: datetime) -> None:
    """What was stored under the old account is the person's, so it goes along; what was half said ends."""
    for table in (Dialogue, WrongCode):
        await session.execute(delete(table).where(col(table.telegram_id) == move.old))
    for told in (Consent, RegistrationRequest):
        row = update(told).where(col(told.telegram_id) == move.old)
        await session.execute(row.values(telegram_id=move.new))
    await session.execute(
        update(GroupChat)
        .where(col(GroupChat.added_by_telegram_id) == move.old)
        .values(added_by_telegram_id=move.new)
    )
    await session.execute(
        update(InboxUpdate)
        .where(col(InboxUpdate.state) != InboxState.NEW, col(InboxUpdate.payload).contains(str(move.old)))
        .values(payload="{}")
    )
    await session.execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.chat_id) == move.old,
            col(OutboxMessage.contact_id).is_(None),
            col(OutboxMessage.staff_id).is_(None),
        )
        .values(contact_id=move.contact_id)
    )
    await _redirect(session, move, now=now)


async def _redirect(session: AsyncSession, move: Move, *, now: datetime) -> None:
    """What waits goes to the new chat. What is on its way is held back at the last moment, or arrives at the
    old one, so it goes to the new one as well.

    An answer to something done in the old chat, or an edit there, means nothing in another one.
    """
    mine = (col(OutboxMessage.contact_id) == move.contact_id, col(OutboxMessage.chat_id) == move.old)
    waiting = (*mine, col(OutboxMessage.state).in_(WAITING))
    of_the_old = col(OutboxMessage.edits_outbox_id).is_not(None) | col(OutboxMessage.message_class).in_(
        _ANSWERS
    )
    await session.execute(
        update(OutboxMessage)
        .where(*waiting, of_the_old)
        .values(state=OutboxState.WITHDRAWN, reason="moved", finished_at=now)
    )
    await session.execute(update(OutboxMessage).where(*waiting).values(chat_id=move.new))
    leaving = await session.scalars(
        select(OutboxMessage).where(
            *mine,
            col(OutboxMessage.state) == OutboxState.SENDING,
            ~of_the_old,
            col(OutboxMessage.message_class) != _TOLD_ANEW,
        )
    )
    for row in leaving.all():
        again = _again(row, move.new, now=now)
        row.proof_code = None  # whoever checks it has either of the two before him
        await session.flush()
        session.add(again)
    await session.flush()


def _again(row: OutboxMessage, chat_id: int, *, now: datetime) -> OutboxMessage:
    """The same message for another chat."""
    return OutboxMessage(
        key=f"{row.key[:100]}:moved:{row.id}",
        chat_id=chat_id,
        state=OutboxState.PENDING,
        created_at=now,
        **{name: getattr(row, name) for name in _SAME},
    )


_SAME = (
    "message_class",
    "priority",
    "method",
    "payload",
    "body_id",
    "attachment_id",
    "contact_id",
    "seat_id",
    "subject_type",
    "subject_id",
    "subject_rev",
    "title",
    "proof_code",
    "not_before",
    "expires_at",
)
