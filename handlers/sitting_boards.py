"""The day of a sitting, for staff: its board."""

from __future__ import annotations

from telegram import Update

from bot.actions import sitting_boards
from bot.context import Context
from handlers.guards import press, pressed_ids


async def open_board(update: Update, context: Context) -> None:
    """Papan hari-H. Raises Forbidden."""
    (item,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await sitting_boards.open_board(work, item=item)


HANDLERS = [press("papan", open_board)]
