"""Who got a broadcast: names, the file, once more to some, who has read it, and Sudah dibaca itself."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import broadcast_asks, broadcast_reading, broadcast_reports, broadcast_resends
from bot.context import Context
from bot.pictures.broadcast_files import broadcast_xlsx
from bot.rules.outbox import Text
from handlers.guards import press, pressed, pressed_id, pressed_ids


async def show_names(update: Update, context: Context) -> None:
    """Daftar nama, and its pages. Raises Forbidden, Stale."""
    broadcast, which, page = pressed_ids(context, fields=3)
    async with context.work() as work:
        text = await broadcast_reports.names(work, broadcast_id=broadcast, which=which, page=page)
    await _open_or_turn(context, text, page)


async def send_file(update: Update, context: Context) -> None:
    """Berkas Excel. Raises Forbidden."""
    (broadcast,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        found = await broadcast_reports.file(work, broadcast_id=broadcast)
    content = await asyncio.to_thread(broadcast_xlsx, found.lines)
    await context.show_file(content, filename=f"siaran-{broadcast}.xlsx")


async def ask_resend(update: Update, context: Context) -> None:
    """Kirim ulang asks once. Raises Forbidden, Stale."""
    broadcast, version, which = pressed(context, fields=3)
    async with context.work() as work:
        text = await broadcast_resends.ask(
            work, broadcast_id=pressed_id(broadcast), version=pressed_id(version), which=which
        )
    await context.show(text)


async def resend(update: Update, context: Context) -> None:
    """Ya, kirim ulang. Raises Forbidden, Stale."""
    broadcast, version, which = pressed(context, fields=3)
    async with context.work() as work:
        await broadcast_resends.resend(
            work, broadcast_id=pressed_id(broadcast), version=pressed_id(version), which=which
        )
    await context.clear_buttons()


async def show_reading(update: Update, context: Context) -> None:
    """Sudah dan belum dibaca, and its pages. Raises Forbidden, Stale."""
    broadcast, which, number = pressed(context, fields=3)
    page = pressed_id(number)
    async with context.work() as work:
        text = await broadcast_asks.page(work, broadcast_id=pressed_id(broadcast), which=which, page=page)
    await _open_or_turn(context, text, page)


async def _open_or_turn(context: Context, text: Text, page: int) -> None:
    """A list that was opened from the card (page 0) is a message of its own; its pages take its place."""
    await (context.replace(text) if page else context.show(text))


async def ask_remind(update: Update, context: Context) -> None:
    """Ingatkan yang belum asks once. Raises Forbidden, Stale."""
    broadcast, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        text = await broadcast_asks.ask(work, broadcast_id=broadcast, version=version)
    await context.show(text)


async def remind(update: Update, context: Context) -> None:
    """Ya, ingatkan. Raises Forbidden, Stale."""
    broadcast, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_asks.remind(work, broadcast_id=broadcast, version=version)
    await context.clear_buttons()


async def confirm_reading(update: Update, context: Context) -> None:
    """Sudah dibaca: the button itself answers; to another press a text does. Raises Forbidden."""
    (broadcast,) = pressed_ids(context, fields=1)
    query = update.callback_query
    message_id = query.message.message_id if query and query.message else None
    async with context.work() as work:
        text = await broadcast_reading.confirm(work, broadcast_id=broadcast, message_id=message_id)
    if text is not None:
        await context.show(text)


HANDLERS = [
    press("kirim_nama", show_names),
    press("kirim_berkas", send_file),
    press("kirim_ulang", ask_resend),
    press("kirim_ulang_ya", resend),
    press("kirim_baca", show_reading),
    press("kirim_ingat", ask_remind),
    press("kirim_ingat_ya", remind),
    press("dibaca", confirm_reading),
]
