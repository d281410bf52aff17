"""Koreksi isi of a siaran that was delivered: the new text, how it goes; then its preview like the first."""

from __future__ import annotations

from telegram import Update

from bot.actions import broadcast_correcting
from bot.context import Context
from bot.rules.errors import Stale
from handlers.guards import press, pressed_ids


async def ask(update: Update, context: Context) -> None:
    """Koreksi isi. Raises Forbidden, Stale."""
    broadcast, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_correcting.ask(work, broadcast_id=broadcast, version=version)


async def hear(update: Update, context: Context, said: dict[str, object]) -> None:
    """The new text, formatting and all. Raises Forbidden, Stale, BroadcastTextUnusable, NobodyToReach."""
    message = context.incoming.effective_message
    if message is None:
        raise Stale
    async with context.work() as work:
        await broadcast_correcting.hear(
            work, broadcast_id=int(str(said["broadcast"])), html=message.text_html or ""
        )


async def switch(update: Update, context: Context) -> None:
    """Kirim semua sebagai pesan baru, or back. Raises Forbidden, Stale."""
    draft, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_correcting.switch(work, broadcast_id=draft, version=version)
    await context.clear_buttons()


HANDLERS = [
    press("kirim_koreksi", ask),
    press("kirim_ralat", switch),
]
STEPS = {broadcast_correcting.STEP: hear}
