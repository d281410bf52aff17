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
    rows: list[dict[str, object]] = []
    texts: dict[int, dict[str, object]] = {}
    for entry, text in waiting:
        number += 1
        row, salt = _linked(entry, text, number=number, previous=last)
        last = str(row["hash"])
        rows.append(row)
        if text:
            texts[number] = {"salt": salt, "content": text}
    session.execute(insert(_ENTRY), rows)  # all at once: a sheet for a whole cohort has thousands
    _add_texts(session, texts)
    session.execute(update(_HEAD).where(_HEAD.c.id == 1).values(number=number, hash=last))


@event.listens_for(Session, "after_rollback")
def _forget_waiting(session: Session) -> None:
    session.info.pop(_WAITING, None)


def _linked(entry: Entry, text: str, *, number: int, previous: str) -> tuple[dict[str, object], str]:
    """The row of this entry, and the salt of its text."""
    salt = new_salt() if text else ""
    entry = replace(entry, text_hash=salted(text, salt=salt) if text else "")
    link = chained(entry, number=number, previous=previous)
    row = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    return row | {"detail": plain(entry.detail), "number": number, "hash": link}, salt


def _add_texts(session: Session, texts: dict[int, dict[str, object]]) -> None:
    """By the numbers of their entries."""
    if not texts:
        return
    ids = session.execute(select(_ENTRY.c.id, _ENTRY.c.number).where(_ENTRY.c.number.in_(texts)))
    session.execute(insert(_TEXT), [{"audit_id": row.id, **texts[row.number]} for row in ids])
