"""What waits, what is held and what is in doubt: staff look, admins decide."""

from __future__ import annotations

from telegram import Update

from bot.actions import fences
from bot.context import Context
from handlers.guards import MenuItem, press, pressed_ids

MENU: tuple[MenuItem, ...] = ()


async def show_fence(update: Update, context: Context) -> None:
    """What is held, again. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await fences.card(work, number)
    await context.replace(text)


async def show_held(update: Update, context: Context) -> None:
    """Lihat: one by one. Raises Forbidden, Stale."""
    number, after = pressed_ids(context, fields=2)
    async with context.work() as work:
        text = await fences.page(work, number, after=after)
    await context.show(text)


async def ask_to_send(update: Update, context: Context) -> None:
    """Kirim. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await fences.ask_to_send(work, number)
    await context.replace(text)


async def ask_to_throw_away(update: Update, context: Context) -> None:
    """Buang. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await fences.ask_to_throw_away(work, number)
    await context.replace(text)


async def send_held(update: Update, context: Context) -> None:
    """Ya, kirim. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await fences.send(work, number)
    await context.clear_buttons()


async def throw_held_away(update: Update, context: Context) -> None:
    """Ya, buang. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await fences.throw_away(work, number)
    await context.clear_buttons()


HANDLERS = [
    press("tertahan", show_fence),
    press("tertahan_lihat", show_held),
    press("tertahan_kirim", ask_to_send),
    press("tertahan_kirim_ya", send_held),
    press("tertahan_buang", ask_to_throw_away),
    press("tertahan_buang_ya", throw_held_away),
]
