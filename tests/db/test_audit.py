"""The audit log: chained, append-only, on both databases."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from bot.actions.work import SYSTEM, Work
from bot.rules.chain import GENESIS, Entry, chained
from db.tables import AuditEntry, AuditHead, AuditText
from tests.fakes import START


async def write(sessions, *actions: str, text: str = "") -> None:
    async with sessions.writing() as session:
        work = Work(session, START, SYSTEM)
        for action in actions:
            await work.audit(action, "seat", 7, text=text, about=3, kind="holder")


async def entries(sessions) -> list[AuditEntry]:
    async with sessions.reading() as session:
        return list(await session.scalars(select(AuditEntry).order_by(AuditEntry.number)))


def link(entry: AuditEntry, previous: str) -> str:
    fields = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    return chained(Entry(**fields), number=entry.number, previous=previous)


async def test_every_entry_is_chained_to_the_one_before(sessions):
    await write(sessions, "one", "two")
    await write(sessions, "three", text="Sari")
    found = await entries(sessions)
    assert [(entry.number, entry.action) for entry in found] == [(1, "one"), (2, "two"), (3, "three")]
    previous = GENESIS
    for entry in found:
        assert entry.hash == link(entry, previous)
        previous = entry.hash
    async with sessions.reading() as session:
        head = await session.scalar(select(AuditHead))
        assert (head.number, head.hash) == (3, previous)
        text = await session.scalar(select(AuditText))
        assert (text.audit_id, text.content) == (found[2].id, "Sari")


async def test_many_writers_at_once_leave_no_gap(sessions):
    await asyncio.gather(*(write(sessions, f"a{number}") for number in range(30)))
    assert [entry.number for entry in await entries(sessions)] == list(range(1, 31))


async def test_what_is_rolled_back_was_never_logged(sessions):
    with pytest.raises(ZeroDivisionError):
        async with sessions.writing() as session:
            await Work(session, START, SYSTEM).audit("lost", "seat")
            raise ZeroDivisionError
    await write(sessions, "kept")
    assert [(entry.number, entry.action) for entry in await entries(sessions)] == [(1, "kept")]


@pytest.mark.parametrize("change", [update(AuditEntry).values(action="other"), delete(AuditEntry)])
async def test_the_database_refuses_to_change_the_log(sessions, change):
    await write(sessions, "one")
    with pytest.raises(DBAPIError, match="append-only"):
        async with sessions.writing() as session:
            await session.execute(change)
