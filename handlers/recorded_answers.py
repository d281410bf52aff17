"""Catat jawaban: sitting, answer, how it was heard, and where wanted a name or a reason. For officers."""

from __future__ import annotations

from telegram import Update

from bot.actions import recorded_answers as actions
from bot.actions.recorded_answers import Place
from bot.context import Context
from handlers.guards import MenuItem, Step, bare, press, pressed_ids, typed_text

MENU: tuple[MenuItem, ...] = ()


async def choose_sitting(update: Update, context: Context) -> None:
    """Catat jawaban on a seat. Raises Forbidden."""
    (seat_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await actions.choose_sitting(work, seat_id=seat_id)
    await context.replace(text)


async def choose_answer(update: Update, context: Context) -> None:
    """A sitting was chosen. Raises Forbidden, and what an answer raises when the sitting has changed."""
    at = Place(*pressed_ids(context, fields=3))
    async with context.reading() as work:
        text = await actions.choose_answer(work, at)
    await context.replace(text)


async def choose_channel(update: Update, context: Context) -> None:
    """An answer was chosen. Raises as above, and Stale."""
    *place, choice = pressed_ids(context, fields=4)
    async with context.reading() as work:
        text = await actions.choose_channel(work, Place(*place), choice=choice)
    await context.replace(text)


async def answered(update: Update, context: Context) -> None:
    """How it was heard: recorded, or the note asked for. Raises as above."""
    *place, choice, channel = pressed_ids(context, fields=5)
    async with context.work() as work:
        await actions.answered(work, Place(*place), choice=choice, channel=channel)
    await context.clear_buttons()


async def hear_note(update: Update, context: Context, said: dict[str, object]) -> None:
    """The name of the substitute, or the reason, typed. Raises as above, and NoteTooLong."""
    async with context.work() as work:
        await actions.hear_note(work, said, note=typed_text(context))


async def without_note(update: Update, context: Context) -> None:
    """Tanpa keterangan. Raises as above."""
    async with context.work() as work:
        await actions.without_note(work)
    await context.clear_buttons()


STEPS: dict[str, Step] = {actions.ASK_NOTE: hear_note}
HANDLERS = [
    press("catat_jawaban", choose_sitting),
    press("catat_sesi", choose_answer),
    press("catat_pilih", choose_channel),
    press("catat_lewat", answered),
    bare("catat_tanpa", without_note),
]
