"""/audit: who did what, for admins; as pages, as a file, and with the chain checked."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import audit_trail
from bot.context import Context
from bot.pictures.audit_files import audit_xlsx
from bot.rules.access import Action
from handlers.guards import MenuItem, command, press, pressed, pressed_id

MENU = (
    MenuItem(
        "audit", "Jejak audit: siapa melakukan apa", Action.READ_AUDIT, plain=("audit",), takes_argument=False
    ),
)


async def show_audit(update: Update, context: Context) -> None:
    """The newest entries. Raises Forbidden."""
    async with context.work() as work:
        text = await audit_trail.page(work)
    await context.show(text)


async def show_older(update: Update, context: Context) -> None:
    """Lebih lama. Raises Forbidden, Stale."""
    _, number = pressed(context, fields=2)
    before = pressed_id(number)
    async with context.work() as work:
        text = await audit_trail.page(work, before=before)
    await context.replace(text)


async def check(update: Update, context: Context) -> None:
    """Periksa rantai. Raises Forbidden."""
    pressed(context, fields=1)
    async with context.work() as work:
        text = await audit_trail.verified(work)
    await context.show(text)


async def send_file(update: Update, context: Context) -> None:
    """Berkas XLSX: the whole log. Raises Forbidden."""
    pressed(context, fields=1)
    async with context.work() as work:
        lines = await audit_trail.export(work)
        on = work.now.date()
    content = await asyncio.to_thread(audit_xlsx, lines)
    await context.show_file(content, filename=f"jejak-audit-{on.isoformat()}.xlsx")


HANDLERS = [
    command("audit", show_audit),
    press("aud:older", show_older),
    press("aud:check", check),
    press("aud:file", send_file),
]
PLAIN_WORDS = {"audit": show_audit}
