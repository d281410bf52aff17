"""doctor: what works and what does not, each in a line."""

from __future__ import annotations

import typer
from sqlalchemy import func, select
from sqlmodel import col
from telegram.error import InvalidToken, TelegramError

from bot.app import ensure_admins, system_clock
from bot.commands.data import prepare_database, require_database, telegram_bot
from bot.commands.refusals import CannotDo
from bot.house import House
from bot.rules.actors import Role
from bot.rules.outbox import OutboxState
from bot.settings import Settings
from db.engine import Sessions
from db.instances import Living, living
from db.tables import OutboxMessage, Reachability, Staff

#: A process that was not heard of for so long does not work, in seconds (on SQLite it is heard every 10 s).
_SILENT = 30


async def examine(settings: Settings) -> None:
    """Print a line for each thing looked at. Raises CannotDo at the end when something is wrong."""
    wrong = [*await _database(settings), *await _token(settings)]
    if wrong:
        raise CannotDo(f"{len(wrong)} of the things above need a mend.")
    typer.echo("Everything looked at works.")


async def _database(settings: Settings) -> list[str]:
    try:
        await require_database(settings)
        await prepare_database(settings)
    except CannotDo as problem:
        typer.echo(f"Database: {problem}")
        return ["database"]
    sessions = Sessions(settings.database_url)
    try:
        await ensure_admins(sessions, House(settings=settings, sessions=sessions, now=system_clock))
        async with sessions.reading() as session:
            unseen = (
                await session.scalars(
                    select(col(Staff.telegram_id)).where(
                        col(Staff.role) == Role.ADMIN,
                        col(Staff.is_active).is_(True),
                        col(Staff.reachability) != Reachability.REACHABLE,
                    )
                )
            ).all()
            active = col(Staff.is_active).is_(True)
            admins = await session.scalar(select(func.count()).where(col(Staff.role) == Role.ADMIN, active))
            last_sent = await session.scalar(
                select(func.max(OutboxMessage.finished_at)).where(
                    col(OutboxMessage.state) == OutboxState.SENT
                )
            )
            processes = await living(session)
            waiting = await session.scalar(
                select(func.count()).where(col(OutboxMessage.state) == OutboxState.PENDING)
            )
    finally:
        await sessions.close()
    typer.echo(f"Database: works ({'SQLite' if sessions.is_sqlite else 'PostgreSQL'}).")
    typer.echo(f"Outbox: {waiting} waiting; last message sent: {last_sent or 'none yet'}.")
    return [*_processes(processes), *_admins(admins or 0, list(unseen))]


def _processes(found: list[Living]) -> list[str]:
    """Those that run, or ended without a word: nobody has buried them yet."""
    for one in found:
        role = "leads" if one.is_leading else "follows"
        seconds = one.quiet_for.total_seconds()
        how = one.trouble or "all is well"
        if seconds > _SILENT:
            how = "it was killed, or hangs"
        typer.echo(f"Process {one.owner}: {role}, last sign of life {seconds:.0f} s ago; {how}.")
    if not found:
        typer.echo("Processes: none runs.")
    return (
        ["processes"] if any(one.trouble or one.quiet_for.total_seconds() > _SILENT for one in found) else []
    )


def _admins(admins: int, unseen: list[int]) -> list[str]:
    if not admins:
        typer.echo("Admins: none. `run` shows a code by which the first one comes in; or set ADMIN_IDS.")
        return ["admins"]
    for telegram_id in unseen:
        typer.echo(
            f"Admins: {telegram_id} has not pressed Start (or has blocked the bot); it cannot be written to."
        )
    if not unseen:
        typer.echo(f"Admins: {admins}, all reachable.")
    return ["start"] if unseen else []


async def _token(settings: Settings) -> list[str]:
    if not settings.bot_token:
        typer.echo("Token: BOT_TOKEN is missing; `run` needs it.")
        return ["token"]
    try:
        async with telegram_bot(settings) as bot:
            typer.echo(f"Token: works, this is @{bot.username}.")
            webhook = await bot.get_webhook_info()
    except InvalidToken:  # its words hold the token
        typer.echo("Token: Telegram does not accept it; copy it again from @BotFather.")
        return ["token"]
    except TelegramError as error:
        typer.echo(f"Token: Telegram cannot be reached ({error}); check TELEGRAM_API_URL and PROXY_URL.")
        return ["token"]
    if bool(webhook.url) != bool(settings.webhook_url):
        typer.echo("Webhook: Telegram and the settings disagree; `run` will put it right.")
    return []
