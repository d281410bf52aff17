"""/jadwal: what is next; and the calendar file of a sitting."""

from __future__ import annotations

from telegram import Update

from bot.actions import schedule
from bot.context import Context
from bot.messages import calendar
from bot.rules.access import Action
from handlers.guards import MenuItem, command, press, pressed_ids

MENU = (MenuItem("jadwal", "Jadwal rapat dan jawaban Bapak/Ibu", Action.READ_SCHEDULE, plain=("jadwal",)),)


async def show_schedule(update: Update, context: Context) -> None:
    """Reply with the sittings ahead. Raises NotRegistered for a stranger."""
    async with context.reading() as work:
        text = await schedule.schedule(work)
    await context.show(text)


async def send_calendar(update: Update, context: Context) -> None:
    """Simpan ke kalender: the file of this sitting as it stands now."""
    item, seat_id = pressed_ids(context, fields=2)
    async with context.reading() as work:
        file = await schedule.calendar_of(work, item=item, seat_id=seat_id)
    caption = calendar.caption(file.off)
    await context.show_file(file.content, filename=file.name, text=caption)


HANDLERS = [command("jadwal", show_schedule), press("kalender", send_calendar)]

PLAIN_WORDS = {"jadwal": show_schedule}
