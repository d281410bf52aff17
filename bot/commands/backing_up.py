"""backup: the whole database in one file, while the bot runs."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import typer
from sqlalchemy import func, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from bot.commands import private_files
from bot.commands.backup_files import BackupWriter
from bot.commands.data import require_database, working
from bot.commands.progress_bars import ProgressBar
from bot.commands.refusals import CannotDo
from bot.commands.standing import is_empty
from bot.rules.backups import Manifest
from bot.rules.progress import Phase, Progress
from bot.settings import Settings
from db.backups import one_moment, rows_of, shapes
from db.engine import Sessions
from db.migrate import LATEST


async def back_up(settings: Settings, *, file: Path, as_json: bool, is_quiet: bool) -> None:
    """Write the backup. Raises CannotDo; what was half written is removed."""
    await require_database(settings)
    await _require_content(settings)
    private_files.create([file])
    try:
        async with working(settings) as work:
            await work.audit("backup", "database")
        manifest = await _kept(settings, file, Progress() if is_quiet else ProgressBar())
    except OSError as error:
        private_files.discard([file])
        raise CannotDo(f"{file} cannot be written: {error.strerror}.") from error
    except BaseException:
        private_files.discard([file])
        raise
    say_what(manifest, file, as_json=as_json, is_quiet=is_quiet)


async def _require_content(settings: Settings) -> None:
    """Nobody wants to keep nothing: it is another database than was meant."""
    sessions = Sessions(settings.database_url)
    try:
        if await is_empty(sessions):
            raise CannotDo(
                f"Nothing was ever entered in {sessions.url.database}: no backup is made. Check DATABASE_URL."
            )
    finally:
        await sessions.close()


def say_what(manifest: Manifest, file: Path, *, as_json: bool, is_quiet: bool) -> None:
    """A sentence for people, an object for scripts, or nothing."""
    if as_json:
        said = {"file": str(file), "rows": manifest.rows, "schema": manifest.schema}
        typer.echo(json.dumps({**said, "made_at": manifest.made_at.isoformat()}))
    elif not is_quiet:
        typer.echo(
            f"{manifest.rows} rows of {len(manifest.tables)} tables are in {file}. It holds personal data: "
            "encrypt it, and keep the file of erasures beside it."
        )


async def _kept(settings: Settings, file: Path, progress: Progress) -> Manifest:
    sessions = Sessions(settings.database_url)
    try:
        return await keep(sessions, file, progress)
    finally:
        await sessions.close()


async def keep(sessions: Sessions, file: Path, progress: Progress) -> Manifest:
    """All rows as they are at one moment. Raises OSError."""
    with BackupWriter(file) as backup:
        async with sessions.reading() as session:
            await one_moment(session)
            made_at = datetime.now(UTC)
            progress.begin(Phase.KEEPING, await _count(session))
            for name, shape in shapes().items():
                with backup.table(name, shape) as writer:
                    async for rows in rows_of(session, name, shape):
                        await asyncio.to_thread(writer.write, rows)
                        progress.step(len(rows))
        engine = "sqlite" if sessions.is_sqlite else "postgresql"
        return backup.finish(schema=LATEST, made_at=made_at, engine=engine)


async def _count(session: AsyncSession) -> int:
    counts = [select(func.count()).select_from(table(name)).scalar_subquery() for name in shapes()]
    return sum((await session.execute(select(*counts))).one())
