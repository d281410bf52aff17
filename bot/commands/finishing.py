"""How every command begins and ends: settings or exit code 2, a sentence and an honest exit code."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import NoReturn

import typer

from bot import logs
from bot.commands.refusals import CannotDo
from bot.settings import Settings, WrongSettings, read_settings


def settings_or_exit(*, needs_token: bool = False) -> Settings:
    try:
        settings = read_settings(needs_token=needs_token)
    except WrongSettings as wrong:
        for problem in wrong.problems:
            typer.echo(problem, err=True)
        raise typer.Exit(2) from None
    logs.set_up(
        settings.log_level, settings.log_format, secrets_=(settings.bot_token, settings.webhook_secret)
    )
    return settings


def finish(work: Coroutine[None, None, None]) -> None:
    """Run the coroutine on the fastest loop there is."""
    try:
        if sys.platform == "win32":
            # psycopg cannot use the other
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(work)
        else:
            import uvloop

            uvloop.run(work)
    except CannotDo as reason:
        _refuse(str(reason))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1) from None
