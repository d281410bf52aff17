"""How the first admin comes in, said on the console of whoever leads."""

from __future__ import annotations

import typer

from bot.actions.bootstrap import new_first_code
from bot.actions.work import SYSTEM, Work
from bot.app import Bot
from bot.rules.clocks import WIB
from bot.rules.codes import in_fours


async def say_first_code(bot: Bot) -> None:
    """Where nobody is an admin yet, the console shows how to become one: no log line, as it is secret."""
    house = bot.house
    async with bot.sessions.writing() as session:
        made = await new_first_code(Work(session, house.now(), SYSTEM))
    if made is not None:
        until = made.expires_at.astimezone(WIB)
        typer.echo(
            f"There is no admin yet. Send this to @{house.bot_username} before {until:%H.%M} WIB:\n"
            f"    /start {in_fours(made.code)}\n"
            "Whoever sends it first becomes the admin. Starting again shows a new code and voids this one."
        )
