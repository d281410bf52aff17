"""Perbaiki nama: the own name, typed, and corrected once staff have looked."""

from __future__ import annotations

from telegram import Update

from bot.actions import own_requests
from bot.context import Context
from bot.rules.access import Action
from handlers.guards import MenuItem, account_of, command, press, pressed, typed_text

MENU = (
    MenuItem(
        "perbaiki_nama",
        "Memperbaiki penulisan nama Bapak/Ibu",
        Action.CORRECT_OWN_RECORD,
        plain=("perbaiki nama", "ubah nama", "ganti nama"),
        is_shown=False,
        takes_argument=False,
    ),
)


async def ask(update: Update, context: Context) -> None:
    async with context.work() as work:
        await own_requests.ask_name(work)


async def ask_pressed(update: Update, context: Context) -> None:
    pressed(context, fields=1)
    await ask(update, context)


async def hear(update: Update, context: Context, said: dict[str, object]) -> None:
    """The name, typed."""
    async with context.work() as work:
        await own_requests.ask_for_name(work, typed_text(context), account=account_of(update))


HANDLERS = [command("perbaiki_nama", ask), press("name:fix", ask_pressed)]
STEPS = {own_requests.ASK_NAME: hear}
PLAIN_WORDS = dict.fromkeys(("perbaiki nama", "ubah nama", "ganti nama"), ask)
