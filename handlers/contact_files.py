"""Officials as files: the export and the empty sheet. For officers; who was shown is audited."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import contact_exports
from bot.context import Context
from bot.messages.contact_files import contacts_title
from bot.pictures.contact_files import TEMPLATE_NAME, contacts_xlsx
from handlers.guards import MenuItem, bare

MENU: tuple[MenuItem, ...] = ()


async def send_export(update: Update, context: Context) -> None:
    """Ekspor kontak. Raises Forbidden."""
    async with context.work() as work:
        lines = await contact_exports.contact_lines(work)
        now = work.now
    content = await asyncio.to_thread(contacts_xlsx, lines, title=contacts_title(now))
    await context.show_file(content, filename=f"kontak-{now.date().isoformat()}.xlsx")


async def send_template(update: Update, context: Context) -> None:
    """Templat kontak. Raises Forbidden."""
    async with context.reading() as work:
        content = await contact_exports.template(work)
    await context.show_file(content, filename=TEMPLATE_NAME)


HANDLERS = [bare("ctf:export", send_export), bare("ctf:template", send_template)]
