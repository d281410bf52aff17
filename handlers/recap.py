"""/rekap: where the regions of a cohort stand, the worst first, as text, picture and file. For staff."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import recap
from bot.actions.status import status_of
from bot.context import Context
from bot.messages import status as statuses
from bot.pictures.heatmap import heatmap_png
from bot.pictures.recap_files import recap_xlsx
from bot.rules.access import Action
from bot.rules.criteria import Stage
from bot.rules.errors import Stale
from handlers.guards import MenuItem, argument, command, press, pressed, pressed_id

MENU = (MenuItem("rekap", "Rekap capaian satu angkatan", Action.READ_RECAP, plain=("rekap",)),)


async def show_recap(update: Update, context: Context) -> None:
    """The newest cohort, or /rekap 2026 penetapan. Raises Forbidden, RecapUnknown."""
    async with context.work() as work:
        text = await recap.asked(work, typed=argument(context))
    await context.show(text)


async def turn(update: Update, context: Context) -> None:
    """Another page, stage or cohort, as things stand now. Raises Forbidden, Stale."""
    cohort, stage, page = pressed(context, fields=3)
    async with context.work() as work:
        text = await recap.page_of(
            work, cohort=pressed_id(cohort), stage=_stage(stage), page=pressed_id(page)
        )
    await context.replace(text)


async def open_region(update: Update, context: Context) -> None:
    """The status of one region, below the list. Raises NotRegistered, Forbidden, Stale."""
    (code,) = pressed(context, fields=1)
    async with context.viewing() as work:
        text = statuses.status(await status_of(work, region_code=code))
    await context.show(text)


async def show_lacking(update: Update, context: Context) -> None:
    """Belum masuk. Raises Forbidden, Stale."""
    cohort, stage = pressed(context, fields=2)
    async with context.work() as work:
        text = await recap.lacking(work, cohort=pressed_id(cohort), stage=_stage(stage))
    await context.replace(text)


async def send_picture(update: Update, context: Context) -> None:
    """Gambar. Raises Forbidden, Stale."""
    cohort, stage, sheet = pressed(context, fields=3)
    async with context.work() as work:
        picture = await recap.picture_of(
            work, cohort=pressed_id(cohort), stage=_stage(stage), sheet=pressed_id(sheet)
        )
    content = await asyncio.to_thread(heatmap_png, picture.heatmap)
    await context.show_file(content, filename="rekap.png", text=picture.caption)


async def send_sheet(update: Update, context: Context) -> None:
    """Excel. Raises Forbidden, Stale."""
    cohort, stage = pressed(context, fields=2)
    async with context.work() as work:
        book = await recap.workbook_of(work, cohort=pressed_id(cohort), stage=_stage(stage))
    content = await asyncio.to_thread(recap_xlsx, book.sheet)
    await context.show_file(content, filename=f"rekap-{book.cohort}.xlsx", text=book.caption)


def _stage(word: str) -> Stage | None:
    """What a button calls a stage. Raises Stale."""
    found = recap.stage_named(word)
    if not found:
        raise Stale
    return found[0]


HANDLERS = [
    command("rekap", show_recap),
    press("rekap", turn),
    press("rekap_buka", open_region),
    press("rekap_belum", show_lacking),
    press("rekap_png", send_picture),
    press("rekap_xlsx", send_sheet),
]
PLAIN_WORDS = {"rekap": show_recap}
