"""Langkah demi langkah: the answers and buttons by which a meeting is put together."""

from __future__ import annotations

from telegram import Update

from bot.actions import composing
from bot.context import Context
from handlers.guards import MenuItem, bare, press, pressed, pressed_id, pressed_ids, typed_text

MENU: tuple[MenuItem, ...] = ()


async def start(update: Update, context: Context) -> None:
    """Langkah demi langkah: the first question."""
    async with context.work() as work:
        await composing.start(work)


async def hear(update: Update, context: Context, said: dict[str, object]) -> None:
    """An answer in words; one that cannot be used leaves the question open."""
    async with context.work() as work:
        await composing.hear(work, said=said, typed=typed_text(context))


async def go(update: Update, context: Context) -> None:
    """Kembali, Lewati, Tetap, Lanjut, Tambah sesi."""
    deed, at, number = pressed(context, fields=3)
    async with context.work() as work:
        await composing.press(work, deed=deed, at=at, number=pressed_id(number))
    await context.clear_buttons()


async def pick(update: Update, context: Context) -> None:
    """A region, or all of the cohort: the question in the same place, with the choice marked."""
    code, number = pressed(context, fields=2)
    async with context.work() as work:
        text = await composing.pick(work, code=code, number=pressed_id(number))
    await context.replace(text)


async def finish(update: Update, context: Context) -> None:
    """Selesai."""
    (number,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await composing.finish(work, number=number)
    await context.clear_buttons()


HANDLERS = [
    bare("susun_mulai", start),
    press("susun", go),
    press("susun_pilih", pick),
    press("susun_selesai", finish),
]

STEPS = {composing.STEP: hear}
