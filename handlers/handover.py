"""Serah terima: shown first, then done in one go, and the code for the successor shown once."""

from __future__ import annotations

from telegram import Update

from bot.actions import handovers
from bot.context import Context
from handlers.code_card import show_code
from handlers.guards import MenuItem, press, pressed_ids

MENU: tuple[MenuItem, ...] = ()


async def preview(update: Update, context: Context) -> None:
    """Serah terima: what passes on. Raises Forbidden, Stale."""
    (tenure_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await handovers.preview(work, tenure_id=tenure_id)
    await context.show(text)


async def hand_over(update: Update, context: Context) -> None:
    """Serahkan sekarang. Raises Forbidden, Stale."""
    (tenure_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        made = await handovers.hand_over(work, tenure_id=tenure_id)
    await context.clear_buttons()
    await show_code(context, made)


HANDLERS = [press("serah", preview), press("serah_ya", hand_over)]
