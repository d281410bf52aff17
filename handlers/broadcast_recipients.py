"""The recipients of a siaran: screens of buttons, and choices that are kept under a name."""

from __future__ import annotations

from telegram import Update

from bot.actions import broadcast_choosing, saved_audiences
from bot.context import Context
from bot.rules.audience_choices import Screen
from handlers.guards import MenuItem, press, pressed, pressed_id, pressed_ids

MENU: tuple[MenuItem, ...] = ()


async def open_screen(update: Update, context: Context) -> None:
    """Penerima, Angkatan, Daerah, … and their pages, in the same place. Raises Forbidden, Stale."""
    number, version, screen, page = pressed(context, fields=4)
    async with context.work() as work:
        text = await broadcast_choosing.open_screen(
            work,
            number=pressed_id(number),
            version=pressed_id(version),
            screen=screen,
            page=pressed_id(page),
        )
    await context.replace(text)


async def choose(update: Update, context: Context) -> None:
    """One choice on or off. Raises Forbidden, Stale."""
    number, version, page, field, value = pressed(context, fields=5)
    async with context.work() as work:
        text = await broadcast_choosing.press(
            work,
            number=pressed_id(number),
            version=pressed_id(version),
            page=pressed_id(page),
            field=field,
            value=value,
        )
    await context.replace(text)


async def ask_name(update: Update, context: Context) -> None:
    """Simpan pilihan. Raises Forbidden, Stale."""
    number, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await saved_audiences.ask_name(work, number=number, version=version)


async def use(update: Update, context: Context) -> None:
    """A kept choice takes the place of the present one. Raises Forbidden, Stale."""
    number, version, saved_id = pressed_ids(context, fields=3)
    async with context.work() as work:
        draft = await saved_audiences.choose(work, number=number, version=version, saved_id=saved_id)
        text = await broadcast_choosing.show_choice(work, draft, Screen.MAIN)
    await context.replace(text)


async def remove(update: Update, context: Context) -> None:
    """Hapus. Raises Forbidden, Stale."""
    (saved_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await saved_audiences.remove(work, saved_id=saved_id)


HANDLERS = [
    press("siaran_siapa", open_screen),
    press("siaran_pilih", choose),
    press("siaran_nama", ask_name),
    press("siaran_pakai", use),
    press("siaran_hapus", remove),
]
