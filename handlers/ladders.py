"""Pengingat: choose which reminders a meeting has, and from when on the way in is told."""

from __future__ import annotations

from telegram import Update

from bot.actions import ladders
from bot.context import Context
from bot.rules.errors import Stale
from bot.rules.reminders import Step
from handlers.guards import press, pressed, pressed_id, pressed_ids


async def show(update: Update, context: Context) -> None:
    """Pengingat, on the card of a meeting."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await ladders.card(work, meeting_id=meeting_id)
    await context.show(text)


async def set_step(update: Update, context: Context) -> None:
    """One of the steps: on or off, as the button says."""
    meeting, step, wanted = pressed(context, fields=3)
    if step not in set(Step) or wanted not in ("0", "1"):
        raise Stale
    async with context.work() as work:
        text = await ladders.set_step(
            work, meeting_id=pressed_id(meeting), step=Step(step), is_set=wanted == "1"
        )
    await context.replace(text)


async def set_reveal(update: Update, context: Context) -> None:
    """One of the moments from which the way in is told."""
    meeting_id, minutes = pressed_ids(context, fields=2)
    async with context.work() as work:
        text = await ladders.set_reveal(work, meeting_id=meeting_id, minutes=minutes)
    await context.replace(text)


HANDLERS = [press("ingat", show), press("ingat_langkah", set_step), press("ingat_tautan", set_reveal)]
