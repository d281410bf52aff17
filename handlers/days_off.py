"""/libur: national holidays, cuti bersama and the days staff add; /libur with a date and a name adds one."""

from __future__ import annotations

from datetime import date

from telegram import Update

from bot.actions import days_off
from bot.context import Context
from bot.rules.access import Action
from bot.rules.errors import Stale
from handlers.guards import MenuItem, Step, argument, bare, command, press, pressed, typed_text

MENU = (
    MenuItem(
        "libur",
        "Hari libur dan tambahannya",
        Action.SEE_MEETINGS,
        plain=("libur",),
        slash_to_change=True,
    ),
)


async def show(update: Update, context: Context) -> None:
    """The list, or the day typed after the command. Raises Forbidden, DayOffUnusable, DayOffNeedless."""
    if typed := argument(context):
        async with context.work() as work:
            await days_off.add(work, typed=typed)
        return
    async with context.reading() as work:
        text = await days_off.listed(work)
    await context.show(text)


async def ask(update: Update, context: Context) -> None:
    """Tambah hari libur. Raises Forbidden."""
    async with context.work() as work:
        await days_off.ask(work)


async def hear_day(update: Update, context: Context, said: dict[str, object]) -> None:
    """Date and name. Raises Forbidden, DayOffUnusable, DayOffNeedless."""
    async with context.work() as work:
        await days_off.add(work, typed=typed_text(context))


async def remove(update: Update, context: Context) -> None:
    """Hapus. Raises Forbidden, Stale."""
    (value,) = pressed(context, fields=1)
    on = _day(value)
    async with context.work() as work:
        await days_off.remove(work, on=on)


def _day(value: str) -> date:
    """The day a button carries. Raises Stale."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Stale from None


STEPS: dict[str, Step] = {days_off.ASK_DAY: hear_day}
PLAIN_WORDS = {"libur": show}
HANDLERS = [command("libur", show), bare("libur_tambah", ask), press("libur_hapus", remove)]
