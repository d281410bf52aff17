"""/bantuan: what this person may do. Also the menus of those we do not know."""

from __future__ import annotations

import logging

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeDefault, Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.context import Context
from bot.messages import own_words, system
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


async def default_menus(bot: ExtBot[None]) -> None:
    """What a stranger sees in the menu, and what anybody sees in a group. Best effort.

    A group gets /bantuan alone: an empty list would count as none, and show the strangers' menu there.
    """
    for items, scope in (
        (menu_of(_STRANGER), BotCommandScopeDefault()),
        ([(item.command, item.words) for item in MENU], BotCommandScopeAllGroupChats()),
    ):
        try:
            await bot.set_my_commands([BotCommand(name, words) for name, words in items], scope=scope)
        except TelegramError as error:
            log.warning("A default menu was not set: %s", error)


async def introduce(bot: ExtBot[None]) -> None:
    """What the bot says of itself, where it says something else so far. Best effort."""
    said, short = own_words.description(bot.username), own_words.short_description()
    try:
        if (await bot.get_my_description()).description != said:
            await bot.set_my_description(said)
        if (await bot.get_my_short_description()).short_description != short:
            await bot.set_my_short_description(short)
    except TelegramError as error:
        log.warning("The description was not set: %s", error)


HANDLERS = [command("bantuan", show_help), command("help", show_help)]
PLAIN_WORDS = dict.fromkeys(("bantuan", "menu", "help"), show_help)
