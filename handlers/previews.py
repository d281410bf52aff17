"""/pratinjau: everything a meeting will send, before it is sent."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions import previews
from bot.context import Context
from bot.rules.access import Action
from handlers.guards import MenuItem, argument, command, press, pressed, pressed_id, pressed_ids

MENU = (
    MenuItem(
        "pratinjau", "Pratinjau: siapa menerima apa dan kapan", Action.SEE_MEETINGS, plain=("pratinjau",)
    ),
)

_TYPED = re.compile(r"(?P<meeting>[0-9]{1,9})(?:\s+(?P<region>\S.*))?", re.DOTALL)


async def preview(update: Update, context: Context) -> None:
    """/pratinjau, /pratinjau 3, /pratinjau 3 kota bontang. Raises Forbidden, MeetingUnknown."""
    found = _TYPED.fullmatch(argument(context))
    if found is not None and found["region"]:
        async with context.viewing() as work:
            text = await previews.region_named(work, meeting_id=int(found["meeting"]), typed=found["region"])
        return await context.show(text)
    async with context.reading() as work:
        if found is None:
            text = await previews.choose(work)
        else:
            text = await previews.timeline(work, meeting_id=int(found["meeting"]))
    return await context.show(text)


async def show(update: Update, context: Context) -> None:
    """Pratinjau. Raises Forbidden, MeetingUnknown."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await previews.timeline(work, meeting_id=meeting_id)
    await context.show(text)


async def turn(update: Update, context: Context) -> None:
    """Another page of regions. Raises Forbidden, MeetingUnknown, Stale."""
    meeting_id, page = pressed_ids(context, fields=2)
    async with context.reading() as work:
        text = await previews.timeline(work, meeting_id=meeting_id, page=page)
    await context.replace(text)


async def show_region(update: Update, context: Context) -> None:
    """One region. Raises Forbidden, MeetingUnknown, Stale."""
    meeting_id, code = pressed(context, fields=2)
    number = pressed_id(meeting_id)
    async with context.viewing() as work:
        text = await previews.region(work, meeting_id=number, region_code=code)
    await context.replace(text)


async def show_text(update: Update, context: Context) -> None:
    """One message as it will be read. Raises Forbidden, MeetingUnknown, Stale."""
    meeting_id, seat_id, number = pressed_ids(context, fields=3)
    async with context.viewing() as work:
        text = await previews.text(work, meeting_id=meeting_id, seat_id=seat_id, number=number)
    await context.replace(text)


HANDLERS = [
    command("pratinjau", preview),
    press("pratinjau", show),
    press("pratinjau_hal", turn),
    press("pratinjau_daerah", show_region),
    press("pratinjau_teks", show_text),
]
PLAIN_WORDS = {"pratinjau": preview}
