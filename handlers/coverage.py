"""/cakupan: who of a cohort can be reached, as text, picture and file. For staff."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import coverage, reach_checks, reach_review
from bot.context import Context
from bot.pictures.coverage import coverage_png, coverage_xlsx
from bot.rules.access import Action
from handlers.guards import MenuItem, argument, command, press, pressed, pressed_ids

MENU = (MenuItem("cakupan", "Keterjangkauan pejabat satu angkatan", Action.SEE_COVERAGE, plain=("cakupan",)),)


async def show_coverage(update: Update, context: Context) -> None:
    """The newest cohort, or /cakupan 2025. Raises Forbidden, CohortUnknown."""
    async with context.work() as work:
        text = await coverage.coverage_asked(work, typed=argument(context))
    await context.show(text)


async def turn(update: Update, context: Context) -> None:
    """Another page, as things stand now. Raises Forbidden."""
    cohort, page = pressed_ids(context, fields=2)
    async with context.work() as work:
        text = await coverage.coverage(work, cohort=cohort, page=page)
    await context.replace(text)


async def show_person(update: Update, context: Context) -> None:
    """Hubungi. Raises Forbidden."""
    seat_id, cohort, page = pressed_ids(context, fields=3)
    async with context.work() as work:
        text = await coverage.person(work, seat_id=seat_id, cohort=cohort, page=page)
    await context.show(text)


async def send_picture(update: Update, context: Context) -> None:
    """Gambar, for the meeting. Raises Forbidden."""
    (cohort,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        sheet = await coverage.coverage_sheet(work, cohort=cohort, form="png")
    content = await asyncio.to_thread(coverage_png, sheet.lines, title=sheet.title, as_of=sheet.as_of)
    await context.show_file(content, filename=f"cakupan-{cohort}.png", text=sheet.caption)


async def send_sheet(update: Update, context: Context) -> None:
    """Berkas XLSX. Raises Forbidden."""
    (cohort,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        sheet = await coverage.coverage_sheet(work, cohort=cohort, form="xlsx")
    content = await asyncio.to_thread(coverage_xlsx, sheet.lines, title=sheet.title, as_of=sheet.as_of)
    await context.show_file(content, filename=f"cakupan-{cohort}.xlsx", text=sheet.caption)


async def check(update: Update, context: Context) -> None:
    """Uji sambung. Raises Forbidden."""
    (cohort,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await reach_checks.start(work, cohort=cohort)


async def show_review(update: Update, context: Context) -> None:
    """Perlu ditinjau. Raises Forbidden."""
    pressed(context, fields=0)
    async with context.work() as work:
        text = await reach_review.review(work)
    await context.show(text)


HANDLERS = [
    command("cakupan", show_coverage),
    press("uji", check),
    press("tinjau", show_review),
    press("cak", turn),
    press("cak_hub", show_person),
    press("cak_png", send_picture),
    press("cak_xlsx", send_sheet),
]
PLAIN_WORDS = {"cakupan": show_coverage}
