"""/tindaklanjut: what was agreed in meetings. Staff add and change it, owners say that it is done."""

from __future__ import annotations

import re
from datetime import date

from telegram import Update

from bot.actions import action_point_changes as changes
from bot.actions import action_points
from bot.context import Context
from bot.rules.access import Action
from bot.rules.errors import Stale
from handlers.guards import MenuItem, command, press, pressed, pressed_id, pressed_ids, typed_text

MENU = (
    MenuItem(
        "tindaklanjut",
        "Tindak lanjut rapat dan batas waktunya",
        Action.READ_ACTION_POINTS,
        plain=("tindak lanjut", "tindaklanjut"),
        takes_argument=False,
    ),
)


async def show(update: Update, context: Context) -> None:
    """The own open points; for staff all. Raises NotRegistered."""
    async with context.reading() as work:
        text = await action_points.overview(work)
    await context.show(text)


async def ask(update: Update, context: Context) -> None:
    """Tindak lanjut on the card of a meeting. Raises Forbidden, MeetingUnknown."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await action_points.ask(work, meeting_id=meeting_id)


async def hear(update: Update, context: Context, said: dict[str, object]) -> None:
    """What was agreed, a line each. Raises Forbidden, MeetingUnknown, ActionLinesMistake."""
    async with context.work() as work:
        await action_points.propose(work, meeting_id=int(str(said["meeting"])), typed=typed_text(context))


async def confirm(update: Update, context: Context) -> None:
    """Konfirmasi of new ones. Raises Forbidden, MeetingUnknown, Stale."""
    meeting, version = pressed(context, fields=2)
    async with context.work() as work:
        await action_points.confirm(work, meeting_id=pressed_id(meeting), version=version)
    await context.clear_buttons()


async def close(update: Update, context: Context) -> None:
    """Sudah selesai. Raises Forbidden."""
    point, seat = pressed_ids(context, fields=2)
    async with context.work() as work:
        await action_points.close(work, point_id=point, seat_id=seat)


async def reopen(update: Update, context: Context) -> None:
    """Belum selesai. Raises Forbidden, Stale."""
    point, seat = pressed_ids(context, fields=2)
    async with context.work() as work:
        await action_points.reopen(work, point_id=point, seat_id=seat)
    await context.clear_buttons()


async def show_one(update: Update, context: Context) -> None:
    """Nomor n on the list of staff. Raises Forbidden, Stale."""
    (point,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await changes.card(work, point_id=point)
    await context.show(text)


async def ask_date(update: Update, context: Context) -> None:
    """Ubah batas waktu. Raises Forbidden, Stale."""
    point, due = pressed(context, fields=2)
    async with context.work() as work:
        await changes.ask_date(work, point_id=pressed_id(point), due_on=_day(due))


async def hear_date(update: Update, context: Context, said: dict[str, object]) -> None:
    """The new date. Raises Forbidden, Stale, DueDate, SameDueDate."""
    due_on = date.fromisoformat(str(said["due_on"]))
    async with context.work() as work:
        await changes.propose_date(
            work, point_id=int(str(said["point"])), due_on=due_on, typed=typed_text(context)
        )


async def set_date(update: Update, context: Context) -> None:
    """Konfirmasi of another date. Raises Forbidden, Stale."""
    point, before, after = pressed(context, fields=3)
    async with context.work() as work:
        await changes.set_date(work, point_id=pressed_id(point), before=_day(before), after=_day(after))
    await context.clear_buttons()


async def ask_drop(update: Update, context: Context) -> None:
    """Tidak diperlukan lagi. Raises Forbidden, Stale."""
    point, due = pressed(context, fields=2)
    async with context.reading() as work:
        text = await changes.drop_preview(work, point_id=pressed_id(point), due_on=_day(due))
    await context.show(text)


async def drop(update: Update, context: Context) -> None:
    """Konfirmasi of that. Raises Forbidden, Stale."""
    point, due = pressed(context, fields=2)
    async with context.work() as work:
        await changes.drop(work, point_id=pressed_id(point), due_on=_day(due))
    await context.clear_buttons()


def _day(value: str) -> date:
    """A day out of a button, as YYYYMMDD. Raises Stale."""
    if not re.fullmatch(r"[0-9]{8}", value):
        raise Stale
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        raise Stale from None


HANDLERS = [
    command("tindaklanjut", show),
    press("tl_baru", ask),
    press("tl_ya", confirm),
    press("tl_selesai", close),
    press("tl_belum", reopen),
    press("tl", show_one),
    press("tl_tgl", ask_date),
    press("tl_tgl_ya", set_date),
    press("tl_hapus", ask_drop),
    press("tl_hapus_ya", drop),
]
STEPS = {action_points.STEP: hear, changes.STEP_DATE: hear_date}
PLAIN_WORDS = {"tindak lanjut": show, "tindaklanjut": show}
