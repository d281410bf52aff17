"""Taking one person out of every table. Rows stay where something else hangs on them, without the person."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from sqlalchemy import Cast, ColumnElement, Text, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.outbox import OutboxState
from db.engine import affected
from db.tables import (
    AuditEntry,
    AuditText,
    Consent,
    Contact,
    Dialogue,
    GroupChat,
    Import,
    ImportRow,
    InboxState,
    InboxUpdate,
    OutboxMessage,
    RegistrationRequest,
    RequestNote,
    RequestState,
    WrongCode,
)
from db.traces import NOBODY, forget_among_staff, forget_number

_GONE_PAYLOAD: dict[str, object] = {}
_OVER = (
    OutboxState.SENT,
    OutboxState.UNCERTAIN,
    OutboxState.UNDELIVERABLE,
    OutboxState.WITHDRAWN,
    OutboxState.EXPIRED,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to take out. ``stand_in`` is the number that stands where the Telegram id was."""

    contact_id: int
    telegram_id: int | None
    name: str
    posts: Sequence[str]  #: "Inspektur Kota Bontang": a text that names one and the name speaks of him
    phone: str = ""
    other_names: Sequence[str] = ()  #: as Telegram has it, or as others typed it

    @property
    def stand_in(self) -> int:
        return -self.contact_id


async def take_out(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Everything that is this person's own, and the name in what was written to others about him."""
    await session.execute(
        update(Contact)
        .where(col(Contact.id) == person.contact_id)
        .values(
            telegram_id=None,
            name=NOBODY,
            phone="",
            phone_shared_at=None,
            unreachable_at=None,
            last_seen_at=None,
            erased_at=now,
        )
    )
    await _own_messages(session, person, now=now)
    await _messages_about(session, person)
    await forget_number(session, person.phone)
    await _audit_texts(session, person)
    await _sheet_rows(session, person)
    if person.telegram_id is not None:
        await _by_telegram_id(session, person, person.telegram_id, now=now)


async def _own_messages(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Messages to this person: those that wait are withdrawn, all lose their words and the address."""
    own: ColumnElement[bool] = col(OutboxMessage.contact_id) == person.contact_id
    if person.telegram_id is not None:
        own = or_(own, col(OutboxMessage.chat_id) == person.telegram_id)
    waiting = update(OutboxMessage).where(own, col(OutboxMessage.state) == OutboxState.PENDING)
    await session.execute(waiting.values(state=OutboxState.WITHDRAWN, reason="erased", finished_at=now))
    over = update(OutboxMessage).where(own, col(OutboxMessage.state).in_(_OVER))
    await session.execute(over.values(payload=_GONE_PAYLOAD, chat_id=person.stand_in))


async def _messages_about(session: AsyncSession, person: Person) -> None:
    """Messages to others that name this person together with the post or the Telegram id."""
    signs = [json.dumps(escape(name))[1:-1] for name in (person.name, *person.other_names)]
    if person.telegram_id is not None:
        signs.append(str(person.telegram_id))
    words = Cast(col(OutboxMessage.payload), Text)
    named = or_(*(words.contains(sign, autoescape=True) for sign in signs))
    rows = await session.execute(select(col(OutboxMessage.id), col(OutboxMessage.payload)).where(named))
    for outbox_id, payload in rows.all():
        clean = {key: _without(value, person) for key, value in payload.items()}
        if clean != payload:
            row = update(OutboxMessage).where(col(OutboxMessage.id) == outbox_id)
            await session.execute(row.values(payload=clean))


def _without(value: object, person: Person) -> object:
    if not isinstance(value, str):
        return value
    marks = [escape(post) for post in person.posts]
    if person.telegram_id is not None:
        marks.append(str(person.telegram_id))
    if not any(mark in value for mark in marks):
        return value
    clean = value
    for name in (person.name, *person.other_names):
        clean = re.sub(rf"(?<!\w){re.escape(escape(name))}(?!\w)", NOBODY, clean)
    return clean if person.telegram_id is None else clean.replace(str(person.telegram_id), NOBODY)


async def _audit_texts(session: AsyncSession, person: Person) -> None:
    """The personal words of entries by this person or about him. The entries themselves hold ids only."""
    theirs = select(col(AuditEntry.id)).where(
        or_(
            col(AuditEntry.about_contact_id) == person.contact_id,
            (col(AuditEntry.actor_kind) == "contact") & (col(AuditEntry.actor_id) == person.contact_id),
        )
    )
    await session.execute(delete(AuditText).where(col(AuditText.audit_id).in_(theirs)))


async def _sheet_rows(session: AsyncSession, person: Person) -> None:
    """Rows of sheets of officials that name this person."""
    written = json.dumps(person.name)[1:-1]
    of_officials = select(col(Import.id)).where(col(Import.kind) == "contacts")
    names = Cast(col(ImportRow.understood), Text).contains(written, autoescape=True)
    await session.execute(delete(ImportRow).where(col(ImportRow.import_id).in_(of_officials), names))


async def _by_telegram_id(session: AsyncSession, person: Person, telegram_id: int, *, now: datetime) -> None:
    for table in (Dialogue, WrongCode):
        await session.execute(delete(table).where(col(table.telegram_id) == telegram_id))
    await session.execute(
        update(Consent)
        .where(col(Consent.telegram_id) == telegram_id)
        .values(telegram_id=person.stand_in, withdrawn_at=func.coalesce(col(Consent.withdrawn_at), now))
    )
    requests = update(RegistrationRequest).where(col(RegistrationRequest.telegram_id) == telegram_id)
    of_requests = select(col(RegistrationRequest.id)).where(
        col(RegistrationRequest.telegram_id) == telegram_id
    )
    await session.execute(delete(RequestNote).where(col(RequestNote.request_id).in_(of_requests)))
    pending = requests.where(col(RegistrationRequest.state) == RequestState.PENDING)
    await session.execute(pending.values(state=RequestState.WITHDRAWN, decided_at=now))
    await session.execute(
        requests.values(telegram_id=person.stand_in, name=NOBODY, telegram_name="", username="")
    )
    await session.execute(
        update(GroupChat)
        .where(col(GroupChat.added_by_telegram_id) == telegram_id)
        .values(added_by_telegram_id=None)
    )
    await forget_among_staff(session, telegram_id, stand_in=person.stand_in, now=now)
    words = str(telegram_id)
    await session.execute(delete(AuditText).where(col(AuditText.content).contains(words)))
    await session.execute(
        update(InboxUpdate)
        .where(col(InboxUpdate.state) != InboxState.NEW, col(InboxUpdate.payload).contains(words))
        .values(payload="{}")
    )


async def forget_bodies(session: AsyncSession, *, before: datetime) -> int:
    """Messages that ended before this moment lose their words, and those to strangers the address too.

    Returns how many did.
    """
    over = (
        col(OutboxMessage.state).in_(_OVER),
        func.coalesce(col(OutboxMessage.finished_at), col(OutboxMessage.created_at)) < before,
    )
    words = update(OutboxMessage).where(*over, Cast(col(OutboxMessage.payload), Text) != "{}")
    forgotten = affected(await session.execute(words.values(payload=_GONE_PAYLOAD)))
    strangers = update(OutboxMessage).where(
        *over, col(OutboxMessage.contact_id).is_(None), col(OutboxMessage.staff_id).is_(None)
    )
    await session.execute(strangers.values(chat_id=0))
    return forgotten
