"""Templat Excel: the workbook that makes drafts when it comes back filled in (handlers/sheets.py)."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import meeting_sheets
from bot.context import Context
from bot.pictures.meeting_files import TEMPLATE_NAME, meetings_template
from handlers.guards import MenuItem, bare

MENU: tuple[MenuItem, ...] = ()


async def send_template(update: Update, context: Context) -> None:
    """Templat Excel. Raises Forbidden."""
    async with context.reading() as work:
        parts = await meeting_sheets.template(work)
    content = await asyncio.to_thread(meetings_template, parts)
    await context.show_file(content, filename=TEMPLATE_NAME)


HANDLERS = [bare("rapat_templat", send_template)]
