"""Traces of a person beside the own records: numbers in messages to others, proposals and links of staff."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from html import escape

from sqlalchemy import Cast, ColumnElement, Select, Text, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.outbox import WAITING, OutboxState
from db.engine import affected
from db.tables import (
    BootstrapCode,
    ChangeState,
    OutboxMessage,
    Staff,
    StaffChange,
    StaffInvitation,
)

#: Stands where a name or a number was.
NOBODY = "(dihapus)"
#: Subjects of what staff read about a request: its cards, and what they are asked while they decide.
REQUEST_CARD, REQUEST_TALK = "request", "request_talk"


async def forget_number(session: AsyncSession, phone: str) -> None:
    """The number out of what was written to others: lists whom to call, and buttons that open WhatsApp."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    if not digits:
        return
    local = digits.removeprefix("62").removeprefix("0")
    payload = Cast(col(OutboxMessage.payload), Text)
    signs = {json.dumps(escape(phone))[1:-1], f"wa.me/{digits}", f"wa.me/62{local}"}
    wanted = or_(*(payload.contains(sign, autoescape=True) for sign in signs))
    await rewrite_messages(session, wanted, lambda value: _without(value, escape(phone), local))


async def rewrite_messages(
    session: AsyncSession, wanted: ColumnElement[bool], rewrite: Callable[[object], object]
) -> None:
    """Other words in messages that were written: ``rewrite`` is given each value of their payloads."""
    rows = await session.execute(select(col(OutboxMessage.id), col(OutboxMessage.payload)).where(wanted))
    for outbox_id, written in rows.all():
        clean = {key: rewrite(value) for key, value in written.items()}
        if clean != written:
            row = update(OutboxMessage).where(col(OutboxMessage.id) == outbox_id)
            await session.execute(row.values(payload=clean))


def _without(value: object, phone: str, local: str) -> object:
    if isinstance(value, str):
        return value.replace(phone, NOBODY)
    if isinstance(value, list):
        kept = [_without(item, phone, local) for item in value if not _opens(item, local)]
        return [item for item in kept if item != []]
    if isinstance(value, dict):
        return {key: _without(item, phone, local) for key, item in value.items()}
    return value


def _opens(item: object, local: str) -> bool:
    """Whether this is a button to a chat with the number."""
    url = item.get("url") if isinstance(item, dict) else None
    return isinstance(url, str) and f"wa.me/62{local}?" in url


async def forget_cards(session: AsyncSession, of_requests: Select[int | None]) -> None:
    """Cards quote answers in the asker's own words, which no name gives away: they lose all words."""
    about = update(OutboxMessage).where(
        col(OutboxMessage.subject_type).in_((REQUEST_CARD, REQUEST_TALK)),
        col(OutboxMessage.subject_id).in_(of_requests),
        col(OutboxMessage.state).not_in((*WAITING, OutboxState.SENDING)),
    )
    await session.execute(about.values(payload={}))


async def forget_among_staff(
    session: AsyncSession, telegram_id: int, *, stand_in: int, now: datetime
) -> None:
    """Proposals that concerned this account, and links it opened. Those of active staff who wait go on."""
    is_staff = await session.scalar(
        select(col(Staff.id)).where(col(Staff.telegram_id) == telegram_id, col(Staff.is_active).is_(True))
    )
    about = update(StaffChange).where(col(StaffChange.telegram_id) == telegram_id)
    if is_staff is not None:
        about = about.where(col(StaffChange.state) != ChangeState.PENDING)
    await session.execute(about.values(telegram_id=stand_in, name=NOBODY))
    opened = update(StaffInvitation).where(col(StaffInvitation.bound_telegram_id) == telegram_id)
    is_open = (col(StaffInvitation.used_at).is_(None), col(StaffInvitation.revoked_at).is_(None))
    await session.execute(opened.where(*is_open).values(revoked_at=now))
    await session.execute(opened.values(bound_telegram_id=stand_in))
    await session.execute(
        update(BootstrapCode)
        .where(col(BootstrapCode.used_by_telegram_id) == telegram_id)
        .values(used_by_telegram_id=stand_in)
    )


async def forget_staff_traces(session: AsyncSession, *, failed: datetime, former: datetime) -> int:
    """What nobody needs any more of proposals and links; returns how many rows lost name or account.

    Proposals that came to nothing, and links that ended, before ``failed``; proposals carried out before
    ``former`` about whoever is not on the staff any more.
    """
    on_staff = select(col(Staff.telegram_id)).where(col(Staff.is_active).is_(True))
    ended = func.coalesce(col(StaffChange.decided_at), col(StaffChange.expires_at))
    came_to_nothing = [ChangeState.REFUSED, ChangeState.WITHDRAWN, ChangeState.EXPIRED]
    changes = (
        update(StaffChange)
        .where(
            col(StaffChange.telegram_id) > 0,
            or_(
                col(StaffChange.state).in_(came_to_nothing) & (ended < failed),
                (col(StaffChange.state) == ChangeState.DONE)
                & (ended < former)
                & col(StaffChange.telegram_id).not_in(on_staff),
            ),
        )
        .values(telegram_id=-col(StaffChange.id), name=NOBODY)
    )
    over = func.coalesce(
        col(StaffInvitation.used_at), col(StaffInvitation.revoked_at), col(StaffInvitation.expires_at)
    )
    links = (
        update(StaffInvitation)
        .where(col(StaffInvitation.bound_telegram_id).is_not(None), over < failed)
        .values(bound_telegram_id=None)
    )
    return affected(await session.execute(changes)) + affected(await session.execute(links))
