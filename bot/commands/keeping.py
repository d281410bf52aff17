"""backup and restore as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.finishing import finish, settings_or_exit


def backup(
    file: Annotated[Path, typer.Argument(help="Is made; it must not be there yet.", dir_okay=False)],
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing when all went well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was kept as JSON.")] = False,
) -> None:
    """Keep the whole database in one file, also while the bot runs. It holds personal data."""
    from bot.commands.backing_up import back_up

    finish(back_up(settings_or_exit(), file=file, as_json=as_json, is_quiet=quiet))


def restore(
    file: Annotated[Path, typer.Argument(help="From `backup`.", exists=True, dir_okay=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Also where the database is not empty.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing when all went well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was restored as JSON.")] = False,
) -> None:
    """Put a backup in the place of the database, on SQLite or PostgreSQL; the old one is kept aside."""
    from bot.commands.restoring import restore as put_back

    finish(put_back(settings_or_exit(), file=file, is_sure=yes, as_json=as_json, is_quiet=quiet))
