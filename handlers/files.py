"""A document: a sheet, or the letter of a meeting, from staff. From anybody else: not read."""

from __future__ import annotations

from telegram import Document, Update
from telegram.ext import MessageHandler, filters

from bot.context import Context
from bot.messages import system
from handlers import broadcasts, check, disputes, materials, questions, unread
from handlers.guards import PRIVATE_MESSAGE, MenuItem
from handlers.meetings import receive_letter
from handlers.sheets import receive_sheet

MENU: tuple[MenuItem, ...] = ()

_SHEETS = (".csv", ".xlsx", ".xls", ".xlsm", ".ods", ".txt")


async def receive(update: Update, context: Context) -> None:
    """Hand a document to whoever can read it, by its name; the reader checks what it really is."""
    message = update.effective_message
    document = message.document if message else None
    async with context.reading() as work:
        is_staff = work.actor.is_staff
    if document is not None and await disputes.is_awaited(context):  # evidence, whatever it is
        return await disputes.receive(update, context)
    if await questions.took_file(update, context):
        return None
    if not is_staff and await check.file_checked(update, context):
        return None
    if await questions.may_bring_files(context):
        return await questions.hear_free(update, context)
    if document is None or not is_staff:
        return await unread.not_taken(update, context)
    if await materials.is_awaited(context):  # whatever it is: a PDF is no letter then
        return await materials.receive(update, context)
    if await broadcasts.is_awaited(context):
        return await broadcasts.receive(update, context)
    if (document.file_name or "").casefold().endswith(_SHEETS):
        return await receive_sheet(update, context)
    if _is_pdf(document):
        return await receive_letter(update, context)
    return await unread.not_taken(update, context, system.unknown_file(document.file_name or ""))


def _is_pdf(document: Document) -> bool:
    """By name or by type: what it really is, the reader of letters sees."""
    return (document.file_name or "").casefold().endswith(".pdf") or document.mime_type == "application/pdf"


HANDLERS = [MessageHandler(PRIVATE_MESSAGE & filters.Document.ALL, receive)]
