"""The audit log: entries wait in the session and are chained at the commit, under one lock.

At the commit and not before: whoever held the end of the chain while waiting for a seat or a meeting
could wait for somebody who waits for the chain.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import event, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from bot.rules.chain import Entry, chained, new_salt, plain, salted
from db import tables as tables  # declares every table

_ENTRY = SQLModel.metadata.tables["audit_entry"]
_TEXT = SQLModel.metadata.tables["audit_text"]
_HEAD = SQLModel.metadata.tables["audit_head"]
_WAITING = "audit_waiting"


def record(session: AsyncSession, entry: Entry, *, text: str = "") -> None:
    """Add an entry to the log in this transaction. ``text`` is personal and can be erased later."""
    session.info.setdefault(_WAITING, []).append((entry, text))


@event.listens_for(Session, "before_commit")
def _chain_waiting(session: Session) -> None:
    waiting: list[tuple[Entry, str]] = session.info.pop(_WAITING, [])
    if not waiting:
        return
    session.flush()
    end = session.execute(select(_HEAD.c.number, _HEAD.c.hash).where(_HEAD.c.id == 1).with_for_update()).one()
    number, last = end.number, end.hash
    for entry, text in waiting:
        number, last = number + 1, _add(session, entry, text, number=number + 1, previous=last)
    session.execute(update(_HEAD).where(_HEAD.c.id == 1).values(number=number, hash=last))


@event.listens_for(Session, "after_rollback")
def _forget_waiting(session: Session) -> None:
    session.info.pop(_WAITING, None)


def _add(session: Session, entry: Entry, text: str, *, number: int, previous: str) -> str:
    salt = new_salt() if text else ""
    entry = replace(entry, text_hash=salted(text, salt=salt) if text else "")
    link = chained(entry, number=number, previous=previous)
    row = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    made = insert(_ENTRY).values(**row | {"detail": plain(entry.detail), "number": number, "hash": link})
    audit_id = session.execute(made.returning(_ENTRY.c.id)).scalar_one()
    if text:
        session.execute(insert(_TEXT).values(audit_id=audit_id, salt=salt, content=text))
    return link
