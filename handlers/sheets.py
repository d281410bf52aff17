"""A CSV or XLSX from staff: values, officials or meetings, as its headings say; the card of officials."""

from __future__ import annotations

import asyncio
import re

from telegram import Update

from bot.actions.contact_staging import confirm_contacts, discard_contacts, stage_contacts
from bot.actions.imports import stage_file, understand_file
from bot.actions.meeting_sheets import draft_from_sheet
from bot.context import Context
from bot.messages import contact_imports as messages
from bot.pictures.marked_sheets import DIFFERENCES_NAME, differences_xlsx, marked_xlsx
from bot.pictures.sheet_reading import SheetTooBig, check_other_rows, read_sheet
from bot.pictures.sheet_worker import MOST_BYTES
from bot.rules.access import Action, require
from bot.rules.contact_rows import is_contacts
from bot.rules.errors import Stale
from bot.rules.import_outcomes import Received, SheetAnswer
from bot.rules.meeting_columns import is_meetings
from bot.rules.progress import Progress
from handlers.guards import MenuItem, press, pressed, pressed_id, typed_text

MENU: tuple[MenuItem, ...] = ()

_QUIET = re.compile(r"(?:--quiet|\bdiam)\b", re.IGNORECASE)
_FINGERPRINT = re.compile(r"[0-9a-f]{10}")


async def receive_sheet(update: Update, context: Context) -> None:
    """Read outside any transaction, then staged.

    Raises NotRegistered, Forbidden, SheetUnreadable, SheetTooBig, SheetHeadings, SheetEmpty,
    MeetingSheetMistake.
    """
    message = update.effective_message
    document = message.document if message else None
    if document is None:
        raise Stale
    async with context.reading() as work:  # whoever may do one of both may do the other
        require(work.actor, Action.RECORD_VALUES)
    if (document.file_size or 0) > MOST_BYTES:
        raise SheetTooBig
    filename = document.file_name or ""
    content = await context.download(document.file_id)
    async with context.progressing() as progress:
        sheet = Received(filename, content, await read_sheet(filename, content))
        return await _receive(context, sheet, progress)


async def _receive(context: Context, sheet: Received, progress: Progress) -> None:
    if is_meetings(sheet.rows):
        check_other_rows(sheet.rows)
        return await _receive_meetings(context, sheet)
    if is_contacts(sheet.rows):
        check_other_rows(sheet.rows)
        return await _receive_contacts(context, sheet)
    return await _receive_values(context, sheet, progress)


async def _receive_values(context: Context, sheet: Received, progress: Progress) -> None:
    is_quiet = _QUIET.search(typed_text(context)) is not None
    async with context.reading() as work:
        work.progress = progress
        understood = await understand_file(work, sheet)
    async with context.work() as work:
        work.progress = progress
        answer = await stage_file(work, sheet, understood, is_quiet=is_quiet)
    await _hand_out(context, answer)


async def _receive_meetings(context: Context, sheet: Received) -> None:
    async with context.work() as work:
        await draft_from_sheet(work, sheet.rows)


async def _receive_contacts(context: Context, sheet: Received) -> None:
    async with context.work() as work:
        answer = await stage_contacts(work, sheet)
    await _hand_out(context, answer)


async def decide(update: Update, context: Context) -> None:
    """Konfirmasi, with or without ending anybody's time in a seat, or Batal. Raises Forbidden, Stale."""
    mode, import_id, fingerprint = pressed(context, fields=3)
    if mode not in ("ya", "tetap", "batal") or not _FINGERPRINT.fullmatch(fingerprint):
        raise Stale
    answer = SheetAnswer()
    async with context.work() as work:
        if mode == "batal":
            await discard_contacts(work, import_id=pressed_id(import_id))
        else:
            answer = await confirm_contacts(
                work,
                import_id=pressed_id(import_id),
                fingerprint=fingerprint,
                is_keeping_holders=mode == "tetap",
            )
    await context.clear_buttons()
    await _hand_out(context, answer)


async def _hand_out(context: Context, answer: SheetAnswer) -> None:
    """The files go out directly: names and numbers are not stored once more."""
    if answer.differences:
        content = await asyncio.to_thread(differences_xlsx, answer.differences)
        await context.show_file(content, filename=DIFFERENCES_NAME, text=messages.differences_caption())
    if answer.marked is not None:
        content = await asyncio.to_thread(marked_xlsx, answer.marked)
        await context.show_file(content, filename=answer.marked_name, text=messages.marked_caption())


HANDLERS = [press("imporp", decide)]
