"""/bantuan: what this person may do. Also keeps everybody's command menu true."""

from __future__ import annotations

import logging

from telegram import BotCommand, BotCommandScopeChat, BotCommandScopeDefault, Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.context import Context
from bot.messages import system
from bot.rules.access import Action
from bot.rules.actors import Actor
from handlers.guards import MenuItem, command

log = logging.getLogger(__name__)

MENU = (
    MenuItem(
        "bantuan",
        "Petunjuk dan daftar perintah",
        Action.BEGIN,
        plain=("bantuan", "menu", "help"),
        takes_argument=False,
    ),
)

#: Filled by handlers.all with the items of every module, in the order of the menu.
MENU_OF_ALL: list[MenuItem] = []

_STRANGER = Actor(telegram_id=0)


def menu_of(actor: Actor) -> list[tuple[str, str]]:
    """(command, words) of everything this person may do and the menu shows."""
    return [(item.command, item.words) for item in MENU_OF_ALL if item.is_shown and item.is_for(actor)]


async def show_help(update: Update, context: Context) -> None:
    """Reply with the commands of this person."""
    async with context.reading() as work:
        actor = work.actor
    await context.show(system.help_text(menu_of(actor), is_known=actor.is_official or actor.is_staff))


async def refresh_menu(context: Context, actor: Actor) -> None:
    """Show this person exactly what he may do, in the menu of his own chat. Best effort."""
    items, menus = menu_of(actor), context.house.menus
    if menus.get(actor.telegram_id) == items:
        return
    commands = [BotCommand(name, words) for name, words in items]
    try:
        await context.bot.set_my_commands(commands, scope=BotCommandScopeChat(actor.telegram_id))
    except TelegramError as error:
        log.warning("The menu of one chat was not set: %s", error)
    else:
        menus[actor.telegram_id] = items


async def default_menu(bot: ExtBot[None]) -> None:
    """What a stranger sees in the menu. Best effort."""
    commands = [BotCommand(name, words) for name, words in menu_of(_STRANGER)]
    try:
        await bot.set_my_commands(commands, scope=BotCommandScopeDefault())
    except TelegramError as error:
        log.warning("The default menu was not set: %s", error)


HANDLERS = [command("bantuan", show_help), command("help", show_help)]
PLAIN_WORDS = dict.fromkeys(("bantuan", "menu", "help"), show_help)
