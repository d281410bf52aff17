"""A broadcast that has begun: its card, Jeda, Lanjutkan, Hentikan."""

from __future__ import annotations

from telegram import Update

from bot.actions import broadcast_cards, broadcast_running
from bot.context import Context
from handlers.guards import press, pressed_ids


async def show_card(update: Update, context: Context) -> None:
    """The card comes to the end of the chat. Raises Forbidden."""
    (broadcast,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await broadcast_cards.show_card(work, broadcast_id=broadcast)


async def pause(update: Update, context: Context) -> None:
    """Jeda. Raises Forbidden, Stale."""
    broadcast, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_running.pause(work, broadcast_id=broadcast, version=version)


async def resume(update: Update, context: Context) -> None:
    """Lanjutkan. Raises Forbidden, Stale."""
    broadcast, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_running.resume(work, broadcast_id=broadcast, version=version)


async def ask_stop(update: Update, context: Context) -> None:
    """Hentikan asks once. Raises Forbidden, Stale."""
    broadcast, version = pressed_ids(context, fields=2)
    async with context.reading() as work:
        text = await broadcast_running.ask_stop(work, broadcast_id=broadcast, version=version)
    await context.show(text)


async def stop(update: Update, context: Context) -> None:
    """Ya, hentikan. Raises Forbidden, Stale."""
    broadcast, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_running.stop(work, broadcast_id=broadcast, version=version)
    await context.clear_buttons()


HANDLERS = [
    press("kirim_kartu", show_card),
    press("kirim_jeda", pause),
    press("kirim_lanjut", resume),
    press("kirim_henti", ask_stop),
    press("kirim_henti_ya", stop),
]
