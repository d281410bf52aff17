"""The own telephone number: offered when its owner asks, shared by Telegram's own key, removed at a word."""

from __future__ import annotations

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.actions import phones
from bot.context import Context
from bot.messages import phones as words
from bot.rules.access import Action
from bot.rules.errors import Stale
from handlers.guards import PRIVATE_MESSAGE, MenuItem, command, press, pressed

MENU = (
    MenuItem(
        "telepon",
        "Nomor telepon Bapak/Ibu",
        Action.CORRECT_OWN_RECORD,
        plain=("nomor telepon",),
        is_shown=False,
        takes_argument=False,
    ),
    MenuItem(
        "hapus_nomor",
        "Menghapus nomor telepon Bapak/Ibu",
        Action.CORRECT_OWN_RECORD,
        plain=("hapus nomor",),
        is_shown=False,
        takes_argument=False,
    ),
)


async def ask(update: Update, context: Context) -> None:
    """Nomor telepon: the key that shares it."""
    async with context.work() as work:
        await phones.ask(work)


async def ask_pressed(update: Update, context: Context) -> None:
    pressed(context, fields=1)
    await ask(update, context)


async def hear_contact(update: Update, context: Context) -> None:
    """A contact card. Telegram says whose account it belongs to; the sender cannot."""
    message = context.incoming.effective_message
    contact = message.contact if message else None
    if message is None or contact is None:
        raise Stale
    async with context.work() as work:
        await phones.keep(
            work,
            number=contact.phone_number,
            of=contact.user_id,
            is_forwarded=message.forward_origin is not None,
        )


async def hear_instead(update: Update, context: Context, said: dict[str, object]) -> None:
    """Something typed where the key is awaited."""
    await context.show(words.use_the_keys())


async def decline(update: Update, context: Context) -> None:
    """Tidak jadi, the other key."""
    async with context.work() as work:
        await phones.decline(work)


async def remove(update: Update, context: Context) -> None:
    """Hapus nomor."""
    async with context.work() as work:
        await phones.remove(work)


async def remove_pressed(update: Update, context: Context) -> None:
    pressed(context, fields=1)
    await remove(update, context)


HANDLERS = [
    command("telepon", ask),
    command("hapus_nomor", remove),
    press("phone:ask", ask_pressed),
    press("phone:del", remove_pressed),
    MessageHandler(PRIVATE_MESSAGE & filters.CONTACT, hear_contact),
]
STEPS = {phones.STEP: hear_instead}
KEYS = {words.DECLINE: decline}
PLAIN_WORDS = {"nomor telepon": ask, "hapus nomor": remove}
