"""The file beside an SQLite database that remembers who was erased, whatever is restored later."""

from __future__ import annotations

import logging
from pathlib import Path

from bot.actions.erasing import erase_again, tombstones
from bot.actions.work import SYSTEM, Work
from bot.house import House
from bot.rules.tombstones import Tombstone, read, written
from db.engine import Sessions

log = logging.getLogger(__name__)


def file_of(sessions: Sessions) -> Path | None:
    """FILE.erased beside the database; None on PostgreSQL, where `export erasures` takes its place."""
    if not sessions.is_sqlite or not sessions.url.database:
        return None
    return Path(f"{sessions.url.database}.erased")


async def keep_tombstones(house: House) -> None:
    """Write everybody who was erased to the file; who stands there already stays, whatever was restored."""
    file = file_of(house.sessions)
    if file is None:
        return
    async with house.sessions.reading() as session:
        known = {one.contact_id: one for one in await tombstones(Work(session, house.now(), SYSTEM))}
    merged = {one.contact_id: one for one in _in(file)} | known
    if not merged:
        return
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(written(merged.values()), encoding="utf-8")
    fresh.replace(file)


async def erase_restored(house: House) -> None:
    """At start: whom the file names and who is back, from a backup, is erased again."""
    file = file_of(house.sessions)
    if file is None:
        return
    async with house.sessions.writing() as session:
        count = await erase_again(Work(session, house.now(), SYSTEM), _in(file))
    if count:
        log.warning("%d people were erased again after a backup was restored", count)
    await keep_tombstones(house)


def tombstones_beside(sessions: Sessions) -> list[Tombstone]:
    """Whom the file beside this database names; nobody where there is no such file."""
    file = file_of(sessions)
    return [] if file is None else _in(file)


def _in(file: Path) -> list[Tombstone]:
    return read(file.read_text(encoding="utf-8")) if file.is_file() else []
