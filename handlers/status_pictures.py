"""Pictures of the status of a region, on request."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import status_pictures
from bot.context import Context
from bot.pictures.graph import graph_png
from bot.pictures.status_card import status_card_png
from handlers.guards import press, pressed, pressed_id


async def send_card(update: Update, context: Context) -> None:
    """Gambar: the eight criteria on one card. Raises NotRegistered, Forbidden, Stale."""
    (code,) = pressed(context, fields=1)
    async with context.viewing() as work:
        picture = await status_pictures.card_of(work, region_code=code)
    content = await asyncio.to_thread(status_card_png, picture.card)
    await context.show_file(content, filename="capaian.png", text=picture.caption)


async def send_graph(update: Update, context: Context) -> None:
    """Grafik: one criterion over the years. Raises NotRegistered, Forbidden, Stale."""
    code, number = pressed(context, fields=2)
    async with context.viewing() as work:
        drawing = await status_pictures.graph_of(work, region_code=code, number=pressed_id(number))
    if drawing.card is None:
        return await context.show(drawing.caption)
    content = await asyncio.to_thread(graph_png, drawing.card)
    await context.show_file(content, filename="grafik.png", text=drawing.caption)
    return None


HANDLERS = [press("kartu", send_card), press("grafik", send_graph)]
