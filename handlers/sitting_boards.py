"""The day of a sitting, for staff: its board, marks, and the code on the screen."""

from __future__ import annotations

import asyncio
import re

from telegram import Update

from bot.actions import attendance_sheets, screen_codes, sitting_boards, staff_marks
from bot.context import Context
from bot.messages.attendance_sheets import file_name
from bot.pictures.attendance_files import attendance_xlsx
from bot.pictures.attendance_pages import attendance_pdf
from bot.rules.errors import Stale
from handlers.guards import press, pressed, pressed_id, pressed_ids


async def open_board(update: Update, context: Context) -> None:
    """Papan hari-H. Raises Forbidden."""
    (item,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await sitting_boards.open_board(work, item=item)


async def choose_region(update: Update, context: Context) -> None:
    """Tandai kehadiran: regions, or provinces first. Raises Forbidden, Stale."""
    (item,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await staff_marks.choose_region(work, item=item)
    await context.show(text)


async def choose_in_province(update: Update, context: Context) -> None:
    """A province was chosen. Raises Forbidden, Stale."""
    item, province = _item_and_code(context, r"[0-9]{2}")
    async with context.reading() as work:
        text = await staff_marks.choose_region(work, item=item, province=province)
    await context.replace(text)


async def show_region(update: Update, context: Context) -> None:
    """A region was chosen: its seats with their marks. Raises Forbidden, Stale."""
    item, region = _item_and_code(context, r"[0-9]{2}\.[0-9]{2}")
    async with context.reading() as work:
        text = await staff_marks.region_card(work, item=item, region=region)
    await context.replace(text)


async def show_seat(update: Update, context: Context) -> None:
    """A seat was chosen: what may be marked. Raises Forbidden, Stale."""
    item, seat_id = pressed_ids(context, fields=2)
    async with context.reading() as work:
        text = await staff_marks.seat_card(work, item=item, seat_id=seat_id)
    await context.replace(text)


async def mark_seat(update: Update, context: Context) -> None:
    """Hadir di ruang, Tidak hadir, Hapus tanda; the button names the mark it takes the place of."""
    item, seat_id, number, last = pressed_ids(context, fields=4)
    async with context.work() as work:
        card = await staff_marks.mark_seat(work, item=item, seat_id=seat_id, number=number, last=last)
    await context.replace(card)


async def show_code(update: Update, context: Context) -> None:
    """Kode layar: the present code, or how to switch it on. Raises Forbidden."""
    (item,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await screen_codes.code_card(work, item=item)
    await context.show(text)


async def renew_code(update: Update, context: Context) -> None:
    """Perbarui: the present code in the place of the earlier one. Raises Forbidden."""
    (item,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await screen_codes.code_card(work, item=item)
    await context.replace(text)


async def switch_code(update: Update, context: Context) -> None:
    """Nyalakan kode, Matikan kode. Raises Forbidden, Stale."""
    item, number = pressed_ids(context, fields=2)
    if number not in (0, 1):
        raise Stale
    async with context.work() as work:
        card = await screen_codes.switch(work, item=item, is_on=bool(number))
    await context.replace(card)


async def send_sheet(update: Update, context: Context) -> None:
    """Daftar hadir, as XLSX or PDF. Raises Forbidden, Stale."""
    number, ending = pressed(context, fields=2)
    if ending not in _FILES:
        raise Stale
    item = pressed_id(number)
    async with context.viewing() as work:
        sheet = await attendance_sheets.attendance_sheet(work, item=item)
    content = await asyncio.to_thread(_FILES[ending], [sheet])
    await context.show_file(content, filename=file_name(sheet, ending))


_FILES = {"xlsx": attendance_xlsx, "pdf": attendance_pdf}


def _item_and_code(context: Context, pattern: str) -> tuple[int, str]:
    """A sitting and the code of a place. Raises Stale."""
    item, code = pressed(context, fields=2)
    if not re.fullmatch(pattern, code, re.ASCII):
        raise Stale
    return pressed_id(item), code


HANDLERS = [
    press("papan", open_board),
    press("daftar_hadir", send_sheet),
    press("tandai", choose_region),
    press("tandai_p", choose_in_province),
    press("tandai_d", show_region),
    press("tandai_j", show_seat),
    press("tandai_ya", mark_seat),
    press("kode_layar", show_code),
    press("kode_layar_baru", renew_code),
    press("kode_layar_ya", switch_code),
]
