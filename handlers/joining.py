"""The way into a sitting: Cara bergabung for whoever is invited, Buka tautan sekarang for staff."""

from __future__ import annotations

from telegram import Update

from bot.actions import joining
from bot.context import Context
from handlers.guards import press, pressed_ids


async def show_way_in(update: Update, context: Context) -> None:
    """Cara bergabung. Raises Forbidden, NotInvited, SittingCancelled, SittingOver."""
    item, seat_id = pressed_ids(context, fields=2)
    async with context.work() as work:
        await joining.show_way_in(work, item=item, seat_id=seat_id)


async def ask_reveal(update: Update, context: Context) -> None:
    """Buka tautan sekarang: who would be told."""
    item, revision = pressed_ids(context, fields=2)
    async with context.reading() as work:
        text = await joining.ask_reveal(work, item=item, revision=revision)
    await context.show(text)


async def reveal(update: Update, context: Context) -> None:
    """Konfirmasi."""
    item, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        await joining.reveal(work, item=item, revision=revision)
    await context.clear_buttons()


HANDLERS = [
    press("gabung", show_way_in),
    press("buka_tautan", ask_reveal),
    press("buka_tautan_ya", reveal),
]
