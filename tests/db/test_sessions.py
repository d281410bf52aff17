"""What the database refuses, on both engines."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import col

from bot.rules.actors import Role, TenureKind
from db.engine import DATABASE_FAULTS, Sessions, database_url
from db.migrate import prepare
from db.tables import Contact, Reachability, Staff, Tenure
from tests.builders import SARI, official, sari, seat_id
from tests.fakes import START

BEYOND_32_BITS = 7_000_000_001


async def test_a_naive_time_is_refused(sessions):
    with pytest.raises((StatementError, ValueError)):
        async with sessions.writing() as session:
            session.add(Contact(name="Sari", created_at=datetime(2025, 3, 3)))  # noqa: DTZ001


async def test_times_come_back_aware_and_ids_whole(sessions):
    async with sessions.writing() as session:
        session.add(Contact(telegram_id=BEYOND_32_BITS, name="Sari", created_at=START))
    async with sessions.reading() as session:
        row = (await session.execute(select(col(Contact.telegram_id), col(Contact.created_at)))).one()
    assert tuple(row) == (BEYOND_32_BITS, START)
    assert row.created_at.tzinfo is not None


async def test_a_word_that_is_no_role_is_refused_by_the_database(sessions):
    with pytest.raises(IntegrityError):
        async with sessions.writing() as session:
            await session.execute(
                text(
                    "INSERT INTO staff (telegram_id, name, role, is_active, reachability, created_at)"
                    " VALUES (1, '', 'kaisar', true, 'reachable', '2025-03-03 00:00:00')"
                )
            )


async def test_one_holder_at_a_time(sessions):
    await sari(sessions)
    with pytest.raises(IntegrityError):
        await official(sessions, SARI + 50, "64.74", "inspektur")
    await official(sessions, SARI + 50, "64.74", "inspektur", kind=TenureKind.ASSISTANT)


async def test_a_row_that_points_at_nothing_is_refused(sessions):
    seat = await seat_id(sessions, "64.74", "sekda")
    with pytest.raises(IntegrityError):
        async with sessions.writing() as session:
            session.add(Tenure(seat_id=seat, contact_id=12345, kind=TenureKind.HOLDER, started_at=START))


async def test_a_reading_session_cannot_write(sessions):
    with pytest.raises(DBAPIError):
        async with sessions.reading() as session:
            session.add(Staff(telegram_id=1, role=Role.ADMIN, created_at=START))
            await session.flush()


async def test_without_the_orm_it_is_written_or_not_all_the_same(sessions):
    staff = insert(Staff).values(role=Role.ADMIN, created_at=START, reachability=Reachability.REACHABLE)
    with pytest.raises(DBAPIError):
        async with sessions.reading_plainly() as connection:
            await connection.execute(staff.values(telegram_id=1))
    with pytest.raises(RuntimeError):
        async with sessions.writing_plainly() as connection:
            await connection.execute(staff.values(telegram_id=2))
            raise RuntimeError("half way")
    async with sessions.writing_plainly() as connection:
        await connection.execute(staff.values(telegram_id=3))
    async with sessions.reading_plainly() as connection:
        assert (await connection.scalars(select(col(Staff.telegram_id)))).all() == [3]


async def test_an_exception_rolls_everything_back(sessions):
    with pytest.raises(RuntimeError):
        async with sessions.writing() as session:
            session.add(Staff(telegram_id=1, role=Role.ADMIN, created_at=START))
            await session.flush()
            raise RuntimeError("half way")
    async with sessions.reading() as session:
        assert (await session.scalars(select(Staff))).all() == []


async def test_an_error_does_not_show_what_was_stored(sessions):
    with pytest.raises(IntegrityError) as refused:
        for _ in range(2):
            async with sessions.writing() as session:
                row = Contact(telegram_id=1, name="Nama Rahasia", created_at=START)
                session.add(row)
    assert "Nama Rahasia" not in str(refused.value)


@pytest.mark.parametrize(
    ("text_", "driver", "rest"),
    [
        ("postgres://u:p%40ss@host/db", "postgresql+psycopg", ("u", "p@ss", "host", "db")),
        ("postgresql://host/db?sslmode=require", "postgresql+psycopg", (None, None, "host", "db")),
        ("postgresql+psycopg://u@host/db", "postgresql+psycopg", ("u", None, "host", "db")),
        ("sqlite:///var/a.db", "sqlite+aiosqlite", (None, None, None, "var/a.db")),
    ],
)
def test_addresses_as_platforms_write_them(text_, driver, rest):
    url = database_url(text_)
    assert (url.drivername, (url.username, url.password, url.host, url.database)) == (driver, rest)


def test_options_of_the_address_are_kept():
    assert database_url("postgres://h/d?sslmode=require").query == {"sslmode": "require"}


async def test_a_path_with_blanks_percent_signs_and_letters(tmp_path):
    url = f"sqlite:///{tmp_path}/Dir 100%/dåta ñ/per#mas.db"
    await prepare(url)
    sessions = Sessions(url)
    async with sessions.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM criterion")) == 8
    await sessions.close()
    assert (tmp_path / "Dir 100%" / "dåta ñ" / "per#mas.db").is_file()


@pytest.mark.sqlite
async def test_a_file_that_is_locked_is_a_fault_like_any_other(sqlite_url):
    import sqlite3

    sessions = Sessions(sqlite_url, busy_ms=20)
    writer = sqlite3.connect(database_url(sqlite_url).database, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(DATABASE_FAULTS):
        async with sessions.writing() as session:
            await session.execute(text("SELECT 1"))
    writer.execute("ROLLBACK")
    async with sessions.writing() as session:
        assert (await session.execute(text("SELECT 1"))).scalar_one() == 1
    await sessions.close()


@pytest.mark.sqlite
async def test_whoever_finds_another_writer_waits_for_it_and_holds_up_nobody(sqlite_url):
    import sqlite3

    sessions = Sessions(sqlite_url)
    async with sessions.writing_plainly():
        writer = sqlite3.connect(database_url(sqlite_url).database, isolation_level=None, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.execute("BEGIN IMMEDIATE")
    writer.execute("BEGIN IMMEDIATE")

    async def write() -> bool:
        async with sessions.writing_plainly():
            return writer.in_transaction

    writing = asyncio.create_task(write())
    async with sessions.reading() as session:  # the loop goes on meanwhile
        assert (await session.execute(text("SELECT 1"))).scalar_one() == 1
    assert not writing.done()
    writer.execute("ROLLBACK")
    async with asyncio.timeout(9):
        assert not await writing
    writer.close()
    await sessions.close()


async def test_what_was_rewritten_is_gone_from_the_file_too(sqlite_url):
    sessions = Sessions(sqlite_url)
    async with sessions.writing() as session:
        session.add(Contact(name="kenari " * 900, created_at=START))
    async with sessions.writing() as session:
        await session.execute(update(Contact).values(name=""))
        assert (await session.execute(text("PRAGMA secure_delete"))).scalar() == 1
    await sessions.close()  # the write-ahead log goes into the file
    path = Path(sessions.url.database or "")
    left = [one.name for one in path.parent.glob(f"{path.name}*") if b"kenari" in one.read_bytes()]
    assert left == []
