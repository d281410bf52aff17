"""Pictures of the status of a region, on request."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import status_pictures
from bot.context import Context
from bot.pictures.status_card import status_card_png
from handlers.guards import press, pressed


async def send_card(update: Update, context: Context) -> None:
    """Gambar: the eight criteria on one card. Raises NotRegistered, Forbidden, Stale."""
    (code,) = pressed(context, fields=1)
    async with context.viewing() as work:
        picture = await status_pictures.card_of(work, region_code=code)
    content = await asyncio.to_thread(status_card_png, picture.card)
    await context.show_file(content, filename="capaian.png", text=picture.caption)


HANDLERS = [press("kartu", send_card)]
