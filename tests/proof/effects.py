"""What an update did: the whole database before and after, and the difference in words."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from db.engine import Sessions

#: Written with every update, or by the machinery beside it.
MACHINERY = frozenset({"inbox", "chat_menu", "outbox_attempt", "leader", "gate"})
#: Facts that come with a release, and are many.
FACTS = frozenset({"region", "criterion", "scale_band"})

Row = tuple[tuple[str, object], ...]
Dump = dict[tuple[str, Row], dict[str, object]]


async def dump(sessions: Sessions) -> Dump:
    """Every row of every table, by table and primary key, as the driver gives it."""
    async with sessions.reading() as session:
        return await session.run_sync(_rows)


def _rows(session: Session) -> Dump:
    """In one go: a statement of its own through every layer for each table would take longer."""
    found: Dump = {}
    connection = session.connection()
    for name, table in SQLModel.metadata.tables.items():
        if name not in MACHINERY | FACTS:
            ids = [column.name for column in table.primary_key]
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings():
                found[name, tuple((column, row[column]) for column in ids)] = dict(row)
    return found


def changes(before: Dump, after: Dump) -> list[str]:
    """Each row that came, went or changed, as a line to read."""
    lines = []
    for name, key in sorted(before.keys() | after.keys(), key=repr):
        old, new = before.get((name, key)), after.get((name, key))
        if old != new:
            lines.append(f"{name} {dict(key)}: {_words(old, new)}")
    return lines


def kinds(before: Dump, after: Dump) -> Counter[str]:
    """The same, counted and without what is different in every run: ids, hashes, times."""
    found: Counter[str] = Counter()
    for name, key in before.keys() | after.keys():
        old, new = before.get((name, key)), after.get((name, key))
        if old == new or _is_receipt(old or new or {}):
            continue
        if old is not None and new is not None:
            found[f"{name}: {', '.join(sorted(c for c in new if old[c] != new[c]))}"] += 1
        else:
            found[f"{name}: {'+' if new else '-'}{_sign(name, new or old or {})}"] += 1
    return found


def _sign(name: str, row: dict[str, object]) -> str:
    """What tells one new row from another."""
    if name == "outbox":
        return f" {row['message_class']}"
    return f" {row['action']}" if name == "audit_entry" else ""


def _is_receipt(row: dict[str, object]) -> bool:
    """The answer to one update, in the outbox: everybody who presses may have one."""
    return str(row.get("key", "")).startswith("re:") and "chat_id" in row


def _words(old: dict[str, object] | None, new: dict[str, object] | None) -> str:
    if old is None or new is None:
        return f"{'came' if old is None else 'went'} {old or new}"[:300]
    return ", ".join(f"{name} {old[name]!r} > {new[name]!r}" for name in new if old[name] != new[name])[:300]
