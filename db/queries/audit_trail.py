"""The audit log as it is read: page by page, with the names of those who acted; and followed link by link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.rules.chain import Chain, Entry, Link
from db.tables import AuditEntry, AuditHead, AuditText, Contact, Staff

#: Links read at once: the whole log may be larger than the memory.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Trace:
    """One entry for a reader. ``who`` is a name, or empty where only the kind is known."""

    number: int
    at: datetime
    actor_kind: str
    actor_id: int | None
    who: str
    action: str
    object_type: str
    object_id: str
    detail: dict[str, object]
    hash: str


async def newest(session: AsyncSession, *, before: int | None = None, limit: int) -> Sequence[Trace]:
    """The newest entries, the newest first; those below number ``before``, if given."""
    wanted = _TRACES.order_by(col(AuditEntry.number).desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(col(AuditEntry.number) < before)
    return await _traces(session, wanted)


async def about(session: AsyncSession, contact_id: int, *, limit: int) -> Sequence[Trace]:
    """What was done with the data of one person, and by that person, the newest first.

    Also while the person had another record beside this one.
    """
    merged = select(col(Contact.id)).where(col(Contact.merged_into_id) == contact_id)
    ids = [contact_id, *(one for one in await session.scalars(merged) if one is not None)]
    own = and_(col(AuditEntry.actor_kind) == "contact", col(AuditEntry.actor_id).in_(ids))
    wanted = _TRACES.where(or_(col(AuditEntry.about_contact_id).in_(ids), own))
    return await _traces(session, wanted.order_by(col(AuditEntry.number).desc()).limit(limit))


async def everything(session: AsyncSession) -> Sequence[Trace]:
    """The whole log in its order."""
    return await _traces(session, _TRACES.order_by(col(AuditEntry.number)))


async def follow(session: AsyncSession) -> Chain:
    """Follow the chain from its first link to its end."""
    chain, last = Chain(), -1
    while True:
        rows = (
            await session.execute(
                select(AuditEntry, AuditText)
                .outerjoin(AuditText, col(AuditText.audit_id) == col(AuditEntry.id))
                .where(col(AuditEntry.number) > last)
                .order_by(col(AuditEntry.number))
                .limit(_AT_ONCE)
            )
        ).all()
        for entry, text in rows:
            chain.follow(_link(entry, text))
            last = entry.number
        session.expunge_all()
        if len(rows) < _AT_ONCE:
            break
    head = (await session.execute(select(col(AuditHead.number), col(AuditHead.hash)))).one()
    chain.end(number=head[0], hash=head[1])
    return chain


def _link(row: AuditEntry, text: AuditText | None) -> Link:
    entry = Entry(
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        action=row.action,
        object_type=row.object_type,
        object_id=row.object_id,
        about_contact_id=row.about_contact_id,
        detail=row.detail,
        update_id=row.update_id,
        text_hash=row.text_hash,
    )
    return Link(row.number, entry, row.hash, *(("", None) if text is None else (text.salt, text.content)))


_TRACES = (
    select(
        col(AuditEntry.number),
        col(AuditEntry.at),
        col(AuditEntry.actor_kind),
        col(AuditEntry.actor_id),
        col(Staff.name),
        col(Contact.name),
        col(AuditEntry.action),
        col(AuditEntry.object_type),
        col(AuditEntry.object_id),
        col(AuditEntry.detail),
        col(AuditEntry.hash),
    )
    .select_from(AuditEntry)
    .outerjoin(Staff, and_(col(AuditEntry.actor_kind) == "staff", col(Staff.id) == col(AuditEntry.actor_id)))
    .outerjoin(
        Contact, and_(col(AuditEntry.actor_kind) == "contact", col(Contact.id) == col(AuditEntry.actor_id))
    )
)


async def _traces(session: AsyncSession, wanted: Select[*tuple[Any, ...]]) -> Sequence[Trace]:
    rows = (await session.execute(wanted)).all()
    return [
        Trace(number, at, kind, actor_id, staff or contact or "", *rest)
        for number, at, kind, actor_id, staff, contact, *rest in rows
    ]
