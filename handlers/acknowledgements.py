"""Sudah saya ketahui: a change close to the sitting was read."""

from __future__ import annotations

from telegram import Update

from bot.actions import acknowledgements
from bot.context import Context
from handlers.guards import press, pressed_ids


async def acknowledge(update: Update, context: Context) -> None:
    """The button under the change."""
    item, revision, seat_id = pressed_ids(context, fields=3)
    async with context.work() as work:
        await acknowledgements.acknowledge(work, item=item, revision=revision, seat_id=seat_id)


HANDLERS = [press("tahu", acknowledge)]
