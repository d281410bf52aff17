"""Daftar lengkap: every seat that has not answered, with its numbers."""

from __future__ import annotations

from telegram import Update

from bot.actions import call_lists
from bot.context import Context
from handlers.guards import press, pressed_ids


async def show_whole(update: Update, context: Context) -> None:
    """Who is still to be called for a meeting; every look is recorded."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        text = await call_lists.whole_list(work, meeting_id=meeting_id)
    await context.show(text)


HANDLERS = [press("telp_semua", show_whole)]
