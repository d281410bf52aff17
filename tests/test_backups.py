"""backup and restore: whole, on both engines, never half, and nobody comes back who was erased."""

from __future__ import annotations

import json
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from bot.actions.erasing import erase
from bot.actions.work import SYSTEM, Work
from bot.commands.backing_up import back_up
from bot.commands.backup_files import BackupWriter, read_manifest
from bot.commands.refusals import CannotDo
from bot.commands.restoring import restore
from bot.delivery.leader import Leader
from bot.rules.fences import RESTORED_MARK
from bot.settings import Settings
from db.backups import Kind, one_moment, rows_of, shapes
from db.engine import Sessions
from db.instances import join
from db.migrate import LATEST
from db.queries.audit_trail import follow
from db.tables import Contact, Installation, OutboxMessage
from tests.builders import budi, sari
from tests.fakes import World
from tests.handlers.rakor import published, registered

#: What a restore itself writes.
TOUCHED = ("audit_entry", "audit_head", "installation")


def settings(url: str) -> Settings:
    return Settings(bot_token="42:test", database_url=url)


async def everything(sessions: Sessions) -> dict[str, list[list[object]]]:
    """All rows of all tables."""
    found: dict[str, list[list[object]]] = {}
    async with sessions.reading() as session:
        await one_moment(session)
        for name, shape in shapes().items():
            found[name] = [row async for page in rows_of(session, name, shape) for row in page]
    return found


async def keep(url: str, file: Path) -> None:
    await back_up(settings(url), file=file, as_json=False, is_quiet=True)


async def put_back(url: str, file: Path, *, is_sure: bool = True) -> None:
    await restore(settings(url), file=file, is_sure=is_sure, is_quiet=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cadangan.zip"


@pytest.fixture
def other_url(database_url: str, tmp_path: Path, postgresql_server) -> str:
    """An empty database of the other engine."""
    from tests.conftest import _execute, database_of

    if database_url.startswith("postgresql"):
        return f"sqlite:///{tmp_path / 'new' / 'permas.db'}"
    _execute(postgresql_server, "DROP DATABASE IF EXISTS restored_here WITH (FORCE)")
    _execute(postgresql_server, "CREATE DATABASE restored_here")
    return database_of(postgresql_server, "restored_here")


async def test_a_backup_restores_every_row_on_either_engine(
    both_worlds: World, other_url: str, file: Path
) -> None:
    await published(await registered(both_worlds), letter=b"%PDF-1.7 surat")
    url = both_worlds.house.settings.database_url
    await keep(url, file)
    assert is_private(file)
    await put_back(other_url, file, is_sure=False)
    before, there = await everything(both_worlds.sessions), Sessions(other_url)
    after = await everything(there)
    assert before["outbox"] and before["attachment"] and before["audit_entry"]
    assert {name: rows for name, rows in after.items() if name not in TOUCHED} == {
        name: rows for name, rows in before.items() if name not in TOUCHED
    }
    async with there.writing() as session:
        place = await session.get_one(Installation, 1)
        assert place.identity == RESTORED_MARK
        session.add(Contact(name="Yuni", created_at=datetime.now(UTC)))  # the next number is a free one
        assert (await follow(session)).breaks == []
    await there.close()


async def test_what_is_there_gives_way_only_when_told_and_is_kept_and_nobody_erased_comes_back(
    both_worlds: World, file: Path, tmp_path: Path
) -> None:
    await sari(both_worlds.sessions)
    contact_id = await budi(both_worlds.sessions)
    url = both_worlds.house.settings.database_url
    await keep(url, file)
    async with both_worlds.sessions.writing() as session:
        session.add(Contact(name="Yuni", created_at=datetime.now(UTC)))
        await erase(Work(session, both_worlds.clock(), SYSTEM), contact_id)
    await both_worlds.sessions.let_go()
    with pytest.raises(CannotDo, match="--yes"):
        await put_back(url, file, is_sure=False)
    assert await names(url) == ["(dihapus)", "Sari", "Yuni"]
    await put_back(url, file)
    assert await names(url) == ["(dihapus)", "Sari"]  # Budi was erased after the backup, and is again
    aside = kept_aside(tmp_path)
    if aside.suffix == ".zip":
        assert read_manifest(aside, newest=LATEST).tables["contact"].rows == 3
    else:
        assert await names(f"sqlite:///{aside}") == ["(dihapus)", "Sari", "Yuni"]


def is_private(file: Path) -> bool:
    return stat.S_IMODE(file.stat().st_mode) == 0o600


def is_there(name: str) -> bool:
    return Path(name).exists()


def kept_aside(folder: Path) -> Path:
    (aside,) = [one for one in folder.iterdir() if "before-restore" in one.name]
    return aside


async def names(url: str) -> list[str]:
    sessions = Sessions(url)
    try:
        async with sessions.reading() as session:
            return list(await session.scalars(select(col(Contact.name)).order_by(col(Contact.name))))
    finally:
        await sessions.close()


async def test_a_database_in_use_is_left_alone(both_worlds: World, file: Path) -> None:
    url = both_worlds.house.settings.database_url
    await keep(url, file)
    running = Sessions(url, owner="x")
    leader = Leader(running)
    assert await leader.try_take()
    with pytest.raises(CannotDo, match="stop it first"):
        await put_back(url, file)
    await leader.release()
    if not running.is_sqlite:  # one that does not lead sends as well
        async with running.writing() as session:
            await join(session, "x", alone=False)
        with pytest.raises(CannotDo, match="stop it first"):
            await put_back(url, file)
    await running.close()


def content_of(file: Path) -> bytes:
    return file.read_bytes()


def put_content(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size * 2 // 3])


def alter(file: Path) -> None:
    """One byte in the middle of a table."""
    with zipfile.ZipFile(file) as archive:
        at = archive.getinfo("region.jsonl").header_offset
    content = bytearray(file.read_bytes())
    content[at + 2_000] ^= 0xFF
    file.write_bytes(bytes(content))


def exchange_a_row(file: Path) -> None:
    rewrite(file, "region.jsonl", lambda words: words.replace("Bontang", "Gontang"))


def lose_a_row(file: Path) -> None:
    rewrite(file, "region.jsonl", lambda words: words.partition("\n")[2])


def other_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("apa.txt", "bukan cadangan")


def no_zip(file: Path) -> None:
    file.write_text("bukan cadangan")


def rewrite(file: Path, name: str, change) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {one: archive.read(one).decode() for one in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(file, "w") as archive:
        for one, words in parts.items():
            archive.writestr(one, words)


async def test_a_damaged_or_newer_file_is_refused_and_nothing_changes(sqlite_url: str, file: Path) -> None:
    sessions = Sessions(sqlite_url)
    await sari(sessions)
    await sessions.close()
    await keep(sqlite_url, file)
    whole = content_of(file)
    for damage in (cut, alter, exchange_a_row, lose_a_row, other_zip, no_zip):
        put_content(file, whole)
        damage(file)
        with pytest.raises(CannotDo, match="no whole backup"):
            await put_back(sqlite_url, file)
    assert await names(sqlite_url) == ["Sari"]
    put_content(file, whole)
    rewrite(file, "permas-bot.json", lambda words: json.dumps(json.loads(words) | {"schema": "9999"}))
    with pytest.raises(CannotDo, match="newer bot"):
        await put_back(sqlite_url, file)


async def test_rows_that_point_at_nothing_are_refused_whole(
    both_worlds: World, other_url: str, file: Path
) -> None:
    """Whole by its sums, but made by somebody who took out a table."""
    await sari(both_worlds.sessions)
    sessions = both_worlds.sessions
    with BackupWriter(file) as backup:
        async with sessions.reading() as session:
            for name, shape in shapes().items():
                with backup.table(name, shape) as writer:
                    async for rows in rows_of(session, name, shape):
                        if name != "contact":
                            writer.write(rows)
        backup.finish(schema=LATEST, made_at=datetime.now(UTC), engine="sqlite")
    with pytest.raises(CannotDo):
        await put_back(other_url, file, is_sure=False)
    if other_url.startswith("sqlite"):
        assert not is_there(other_url.removeprefix("sqlite:///"))


async def test_an_older_shape_is_migrated(other_url: str, file: Path) -> None:
    with BackupWriter(file) as backup:
        shape = {"name": Kind.TEXT, "open_at": Kind.MOMENT}
        with backup.table("gate", shape) as writer:
            writer.write([["bot", "2025-03-03T01:00:00+00:00"]])
        backup.finish(schema="0003", made_at=datetime.now(UTC), engine="sqlite")
    await put_back(other_url, file)
    sessions = Sessions(other_url)
    async with sessions.reading() as session:
        assert (await session.execute(text("SELECT version_num FROM alembic_version"))).scalar() == LATEST
        assert (await session.execute(text("SELECT name FROM gate"))).scalars().all() == ["bot"]
        assert (await session.scalars(select(OutboxMessage))).all() == []
    await sessions.close()


async def test_a_backup_overwrites_nothing(sqlite_url: str, file: Path) -> None:
    sessions = Sessions(sqlite_url)
    await sari(sessions)
    await sessions.close()
    no_zip(file)
    with pytest.raises(CannotDo, match="exists already"):
        await keep(sqlite_url, file)
    with pytest.raises(CannotDo, match="no whole backup"):  # it is what it was
        await put_back(sqlite_url, file)


async def test_a_backup_is_one_moment_while_the_bot_writes(both_worlds: World) -> None:
    """What is written during the reading belongs to the next backup."""
    sessions = both_worlds.sessions
    async with sessions.reading() as session:
        await one_moment(session)
        shape = shapes()["contact"]
        assert [row async for page in rows_of(session, "contact", shape) for row in page] == []
        await sari(sessions)
        assert [row async for page in rows_of(session, "contact", shape) for row in page] == []


async def test_a_damaged_sqlite_file_gives_way(sqlite_url: str, file: Path, tmp_path: Path) -> None:
    sessions = Sessions(sqlite_url)
    await sari(sessions)
    await sessions.close()
    await keep(sqlite_url, file)
    ruin(Path(sqlite_url.removeprefix("sqlite:///")))
    await put_back(sqlite_url, file)
    assert await names(sqlite_url) == ["Sari"]


def ruin(database: Path) -> None:
    database.write_bytes(b"tidak terbaca" * 1000)
    Path(f"{database}-wal").write_bytes(b"dari yang lama")


async def test_a_postgresql_database_without_our_tables_is_no_backup(
    both_worlds: World, other_url: str, file: Path
) -> None:
    """The wrong name in DATABASE_URL: nothing is made there."""
    with pytest.raises(CannotDo, match="no database of this bot"):
        await keep(other_url, file)
    assert not is_there(str(file))
