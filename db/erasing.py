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

from bot.rules.outbox import WAITING, OutboxState
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
from db.traces import NOBODY, forget_among_staff, forget_cards, forget_number, rewrite_messages

GONE_PAYLOAD: dict[str, object] = {}
OVER = (
    OutboxState.SENT,
    OutboxState.UNCERTAIN,
    OutboxState.UNDELIVERABLE,
    OutboxState.WITHDRAWN,
    OutboxState.EXPIRED,
)

#: Subject of the last message to an account that was left: it is nobody's who is known any more.
LEFT_ACCOUNT = "left_account"


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to take out. ``stand_in`` is the number that stands where the Telegram id was."""

    contact_id: int
    telegram_ids: Sequence[int]  #: of the account, and of those that were left and are nobody else's now
    names: Sequence[str]  #: as recorded, typed, corrected since, or as Telegram has it
    posts: Sequence[str]  #: "Inspektur Kota Bontang": a text that names one and the name speaks of him
    phone: str = ""
    titles: Sequence[str] = ()  #: "Inspektur": lists of one region say "Sari (Inspektur)"
    merged_ids: Sequence[int] = ()  #: other records of the same person, empty rows by now
    requests: Sequence[int] = ()  #: by which a new account, or another name, was asked for

    @property
    def contact_ids(self) -> Sequence[int]:
        return (self.contact_id, *self.merged_ids)

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
    await _requests_about(session, person)
    for telegram_id in person.telegram_ids:
        await _by_telegram_id(session, person, telegram_id, now=now)


async def _own_messages(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Messages to this person: those that wait are withdrawn, all lose their words and the address."""
    own: ColumnElement[bool] = or_(
        col(OutboxMessage.contact_id) == person.contact_id,
        col(OutboxMessage.chat_id).in_(person.telegram_ids),
        (col(OutboxMessage.subject_type) == LEFT_ACCOUNT)
        & col(OutboxMessage.subject_id).in_(person.requests),
    )
    waiting = update(OutboxMessage).where(own, col(OutboxMessage.state).in_(WAITING))
    await session.execute(waiting.values(state=OutboxState.WITHDRAWN, reason="erased", finished_at=now))
    over = update(OutboxMessage).where(own, col(OutboxMessage.state).in_(OVER))
    await session.execute(over.values(payload=GONE_PAYLOAD, chat_id=person.stand_in))


async def _messages_about(session: AsyncSession, person: Person) -> None:
    """Messages to others that name this person together with the post or the Telegram id."""
    signs = [json.dumps(escape(name))[1:-1] for name in person.names]
    signs += map(str, person.telegram_ids)
    words = Cast(col(OutboxMessage.payload), Text)
    named = or_(*(words.contains(sign, autoescape=True) for sign in signs))
    await rewrite_messages(session, named, lambda value: _without(value, person))


def _without(value: object, person: Person) -> object:
    if not isinstance(value, str):
        return value
    numbers = [str(telegram_id) for telegram_id in person.telegram_ids]
    in_lists = [f"{escape(name)} ({escape(title)})" for name in person.names for title in person.titles]
    if not any(mark in value for mark in (*map(escape, person.posts), *numbers, *in_lists)):
        return value
    clean = value
    for name in person.names:
        clean = re.sub(rf"(?<!\w){re.escape(escape(name))}(?!\w)", NOBODY, clean)
    for number in numbers:
        clean = clean.replace(number, NOBODY)
    return clean


async def _audit_texts(session: AsyncSession, person: Person) -> None:
    """The personal words of entries by this person or about him. The entries themselves hold ids only."""
    theirs = select(col(AuditEntry.id)).where(
        or_(
            col(AuditEntry.about_contact_id).in_(person.contact_ids),
            (col(AuditEntry.actor_kind) == "contact") & col(AuditEntry.actor_id).in_(person.contact_ids),
        )
    )
    await session.execute(delete(AuditText).where(col(AuditText.audit_id).in_(theirs)))


async def _sheet_rows(session: AsyncSession, person: Person) -> None:
    """Rows of sheets of officials that name this person."""
    words = Cast(col(ImportRow.understood), Text)
    names = or_(*(words.contains(json.dumps(name)[1:-1], autoescape=True) for name in person.names))
    of_officials = select(col(Import.id)).where(col(Import.kind) == "contacts")
    await session.execute(delete(ImportRow).where(col(ImportRow.import_id).in_(of_officials), names))


async def _requests_about(session: AsyncSession, person: Person) -> None:
    """Requests for a new account or another name. Who asked in vain stays known: it may be somebody else."""
    await session.execute(
        update(RegistrationRequest)
        .where(col(RegistrationRequest.id).in_(person.requests))
        .values(name=NOBODY, telegram_name="", username="", former_name="", old_telegram_id=None)
    )


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
    await forget_cards(session, of_requests)
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
