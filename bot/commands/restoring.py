"""restore: a backup in the place of the database, which is kept aside."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.erasing import erase_again
from bot.actions.work import SYSTEM, Work
from bot.commands import private_files
from bot.commands.backing_up import keep
from bot.commands.backup_files import Damaged, TooNew, read_manifest, rows_in
from bot.commands.data import prepare_database
from bot.commands.progress_bars import ProgressBar
from bot.commands.refusals import CannotDo
from bot.commands.standing import erased_in, file_of, is_empty, others_work
from bot.commands.swapping import put_in_place
from bot.delivery.leader import Leader, LockUnusable
from bot.rules.backups import Manifest
from bot.rules.fences import RESTORED_MARK
from bot.rules.progress import Phase, Progress
from bot.rules.tombstones import Tombstone
from bot.settings import Settings
from bot.tombstones import tombstones_beside
from db.backups import Kind
from db.engine import Sessions
from db.installations import settle_in
from db.loading import Loading, Unsound
from db.migrate import LATEST, build, migrate_here, migration_engine

_IN_USE = "A `run` is using this database: stop it first, then restore."


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it. ``aside`` is where the earlier database is; None where there was nothing to keep."""

    manifest: Manifest
    aside: Path | None
    erased: int  #: people who were erased after the backup was made, and are again


async def restore(
    settings: Settings, *, file: Path, is_sure: bool, as_json: bool = False, is_quiet: bool = False
) -> None:
    """Put the backup in the place of the database. Raises CannotDo; then everything is as before."""
    manifest = await asyncio.to_thread(_read, file)
    sessions = Sessions(settings.database_url)
    leader = Leader(sessions)
    progress = Progress() if is_quiet else ProgressBar()
    try:
        if not sessions.is_sqlite:
            await prepare_database(settings)
        if not await leader.try_take() or await others_work(sessions):
            raise CannotDo(_IN_USE)
        there_is_one = not await is_empty(sessions)
        if there_is_one and not is_sure:
            raise CannotDo(
                "The database is not empty. With --yes the backup takes its place, and it is kept aside."
            )
        restored = await _restore(sessions, file, manifest, progress, there_is_one=there_is_one)
    except LockUnusable as error:
        raise CannotDo(str(error)) from error
    except SQLAlchemyError as error:
        raise CannotDo(
            f"The backup could not be loaded ({type(error).__name__}); nothing changed."
        ) from error
    except OSError as error:
        raise CannotDo(f"The backup could not be restored: {error.strerror}; nothing changed.") from error
    finally:
        await leader.release()
        await sessions.close()
    _say(restored, file, as_json=as_json, is_quiet=is_quiet)


def _read(file: Path) -> Manifest:
    try:
        return read_manifest(file, newest=LATEST)
    except TooNew as error:
        raise CannotDo(f"{file.name} was written by a newer bot: restore it with that one.") from error
    except Damaged as error:
        raise CannotDo(f"{file.name} is no whole backup of this bot; nothing changed.") from error


async def _restore(
    sessions: Sessions, file: Path, manifest: Manifest, progress: Progress, *, there_is_one: bool
) -> Restored:
    gone = {one.contact_id: one for one in [*tombstones_beside(sessions), *await erased_in(sessions)]}
    name = f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    if not sessions.is_sqlite:
        aside = file.with_name(f"{name}.zip") if there_is_one else None
        if aside is not None:
            private_files.create([aside])
            await keep(sessions, aside, progress)
        url = sessions.url.render_as_string(hide_password=False)
        erased = await _load(url, file, manifest, list(gone.values()), progress)
        return Restored(manifest, aside, erased)
    await sessions.close()
    here = file_of(sessions)
    new, aside = Path(f"{here}.restoring"), Path(f"{here}.{name}") if here.exists() else None
    private_files.discard([new, Path(f"{new}-wal"), Path(f"{new}-shm")])  # of a restore that was killed
    private_files.create([new])
    try:
        erased = await _load(f"sqlite:///{new}", file, manifest, list(gone.values()), progress)
        await asyncio.to_thread(put_in_place, new, old=here, aside=aside or here)
    finally:
        private_files.discard([new, Path(f"{new}-wal"), Path(f"{new}-shm")])
    return Restored(manifest, aside, erased)


async def _load(
    url: str, file: Path, manifest: Manifest, gone: Sequence[Tombstone], progress: Progress
) -> int:
    """All of it in one transaction; returns how many were erased again."""
    engine = migration_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_fill, file, manifest, progress)
            async with AsyncSession(connection, expire_on_commit=False) as session, session.begin():
                work = Work(session, datetime.now(UTC), SYSTEM)
                erased = await erase_again(work, gone)
                await settle_in(session, identity=RESTORED_MARK, now=manifest.made_at)
                await work.audit("restore", "database", made_at=manifest.made_at.isoformat())
        return erased
    except Unsound as error:
        raise CannotDo(f"{file.name} does not hold together ({error}); nothing changed.") from error
    finally:
        await engine.dispose()


def _fill(connection: Connection, file: Path, manifest: Manifest, progress: Progress) -> None:
    loading = Loading(connection)
    loading.drop_everything()
    build(connection, manifest.schema)
    loading.begin(manifest.tables)
    progress.begin(Phase.RESTORING, manifest.rows)
    shapes = {
        name: {column: Kind(kind) for column, kind in contents.columns.items()}
        for name, contents in manifest.tables.items()
    }
    for name, shape in shapes.items():
        for rows in rows_in(file, name):
            loading.add(name, shape, rows)
            progress.step(len(rows))
    loading.end(shapes)
    migrate_here(connection)


def _say(restored: Restored, file: Path, *, as_json: bool, is_quiet: bool) -> None:
    aside, manifest = restored.aside, restored.manifest
    if as_json:
        said = {"file": str(file), "rows": manifest.rows, "made_at": manifest.made_at.isoformat()}
        typer.echo(json.dumps({**said, "aside": str(aside) if aside else None, "erased": restored.erased}))
        return
    if is_quiet:
        return
    typer.echo(f"{manifest.rows} rows of {manifest.made_at:%Y-%m-%d %H:%M} UTC are in place.")
    if aside is not None:
        typer.echo(f"What was there is kept as {aside}: delete it when all is well.")
    if restored.erased:
        typer.echo(f"{restored.erased} people who were erased since were erased again.")
    typer.echo("At the next start of `run` what is overdue is held until an admin decides.")
