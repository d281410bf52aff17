"""migrate, import: commands that look into the database and end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import typer
from sqlalchemy import URL, inspect
from sqlalchemy.exc import DBAPIError, OperationalError
from telegram import Bot as TelegramBot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.actions import file_imports
from bot.actions.work import SYSTEM, Work
from bot.commands.progress_bars import ProgressBar
from bot.commands.refusals import CannotDo
from bot.messages.terminal import console
from bot.settings import Settings
from db.engine import Sessions, database_url, is_sqlite
from db.migrate import FromTheFuture, prepare


async def prepare_database(settings: Settings) -> None:
    """Migrate and load the facts. Raises CannotDo with a sentence when the database cannot be reached."""
    try:
        await prepare(settings.database_url)
    except FromTheFuture as error:
        raise CannotDo(
            "The database was migrated by a newer version of the bot, unknown to this one: use that."
        ) from error
    except (DBAPIError, OSError) as error:
        first_line = str(getattr(error, "orig", error)).strip().splitlines()[0:1]
        raise CannotDo(
            f"The database cannot be used: {' '.join(first_line)[:200]}. Check DATABASE_URL."
        ) from error


async def require_database(settings: Settings) -> None:
    """For commands that only take out: a wrong DATABASE_URL must not make a new, empty database.

    Raises CannotDo where there is none of this bot.
    """
    url = database_url(settings.database_url)
    if not await _is_there(settings, url):
        where = url.database if is_sqlite(url) else f"PostgreSQL database {url.database} at {url.host}"
        raise CannotDo(
            f"There is no database of this bot here: {where}. Check DATABASE_URL; a shell does not have the "
            "settings that a service has. `run` or `migrate` make a new one."
        )


async def _is_there(settings: Settings, url: URL) -> bool:
    """Whether our tables are there; of what does not answer others say what is wrong."""
    if is_sqlite(url) and not _has_content(Path(url.database or "")):
        return False
    sessions = Sessions(settings.database_url)
    try:
        async with sessions.reading() as session:
            connection = await session.connection()
            return await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version"))
    except (DBAPIError, OSError):
        return True
    finally:
        await sessions.close()


def _has_content(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


async def migrate_database(settings: Settings) -> None:
    await prepare_database(settings)
    typer.echo("The database is ready: newest shape, reference facts loaded.")


@asynccontextmanager
async def working_there(settings: Settings) -> AsyncIterator[Work]:
    """As ``working``, but only where there is a database. Raises CannotDo."""
    await require_database(settings)
    async with working(settings) as work:
        yield work


@asynccontextmanager
async def working(settings: Settings, *, username: str = "") -> AsyncIterator[Work]:
    """One transaction as the command line; ``username`` is that of the bot, where links are made."""
    await prepare_database(settings)
    sessions = Sessions(settings.database_url)
    try:
        async with sessions.writing() as session:
            yield Work(session, datetime.now(UTC), SYSTEM, bot_username=username)
    except OperationalError as error:
        raise CannotDo(f"The database did not answer: {error.orig}") from error
    finally:
        await sessions.close()


async def import_into(
    settings: Settings, *, kind: str, file: Path, dry_run: bool, quiet: bool, publish: bool = False
) -> None:
    """Import one file. Raises CannotDo when rows are bad: then nothing was stored."""
    content = await asyncio.to_thread(file.read_bytes)
    async with working(settings) as work:
        work.progress = ProgressBar()
        outcome = await file_imports.import_file(
            work,
            kind=file_imports.ImportKind(kind),
            filename=file.name,
            content=content,
            is_dry_run=dry_run,
            is_quiet=quiet,
            is_published=publish,
        )
    typer.echo(console(outcome))
    if not outcome.is_ok:
        raise typer.Exit(1)


def telegram_bot(settings: Settings) -> TelegramBot:
    """A bare bot for one question, over the same address and proxy as `run`."""
    request = HTTPXRequest(proxy=settings.proxy_url or None)
    return TelegramBot(
        settings.bot_token,
        base_url=f"{settings.telegram_api_url}/bot",
        request=request,
        get_updates_request=request,
    )


async def bot_username(settings: Settings) -> str:
    try:
        async with telegram_bot(settings) as bot:
            return bot.username
    except InvalidToken as error:  # its words hold the token
        raise CannotDo("Telegram does not accept BOT_TOKEN: copy it again from @BotFather.") from error
    except TelegramError as error:
        raise CannotDo(
            f"Telegram did not say who this bot is ({error}): check BOT_TOKEN and the network."
        ) from error
