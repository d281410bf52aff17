"""Change a published sitting: Pindahkan, Ubah tautan, Batalkan sesi. Nothing changes before Konfirmasi."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Update

from bot.actions import dialogues, revisions, sitting_deeds, sittings
from bot.context import Context
from bot.messages import sitting_changes as messages
from bot.rules.errors import Stale
from handlers.guards import bare, press, pressed_ids, typed_text

#: Seconds since 1970 that a button may carry: the years 2000 to 2100.
_EPOCHS = range(946_684_800, 4_102_444_800)


async def look(update: Update, context: Context) -> None:
    """Sesi n: the card of this sitting in the place of the meeting's."""
    (item,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await sittings.sitting_card(work, item=item)
    await context.replace(text)


async def look_back(update: Update, context: Context) -> None:
    """Kembali: the card of the meeting."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await sittings.meeting_card(work, meeting_id=meeting_id)
    await context.replace(text)


async def ask_time(update: Update, context: Context) -> None:
    """Pindahkan: ask for the new time."""
    item, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        _meeting, sitting = await revisions.changeable(work, item=item, revision=revision)
        await dialogues.ask(work, sittings.STEP_TIME, item=item, revision=revision)
        await work.receipt(messages.ask_new_time(sitting, now=work.now))


async def hear_time(update: Update, context: Context, said: dict[str, object]) -> None:
    """The new time: show before and after. An unreadable one leaves the question open."""
    async with context.work() as work:
        await sittings.propose_time(
            work, item=int(str(said["item"])), revision=int(str(said["revision"])), typed=typed_text(context)
        )


async def move(update: Update, context: Context) -> None:
    """Konfirmasi of a move; the button carries item, revision and both ends."""
    item, revision, start, end = pressed_ids(context, fields=4)
    if start not in _EPOCHS or end not in _EPOCHS or end <= start:
        raise Stale
    async with context.work() as work:
        await sitting_deeds.move_sitting(
            work,
            item=item,
            revision=revision,
            starts_at=datetime.fromtimestamp(start, UTC),
            ends_at=datetime.fromtimestamp(end, UTC),
        )
    await context.clear_buttons()


async def ask_link(update: Update, context: Context) -> None:
    """Ubah tautan: ask for the new lines."""
    item, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        _meeting, sitting = await revisions.changeable(work, item=item, revision=revision)
        await dialogues.ask(work, sittings.STEP_LINK, item=item, revision=revision)
        await work.receipt(messages.ask_new_link(sitting))


async def hear_link(update: Update, context: Context, said: dict[str, object]) -> None:
    """The new lines: show them. Unreadable ones leave the question open."""
    async with context.work() as work:
        await sittings.propose_link(
            work, item=int(str(said["item"])), revision=int(str(said["revision"])), typed=typed_text(context)
        )


async def relink(update: Update, context: Context) -> None:
    """Konfirmasi of another way in."""
    item, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        await sittings.confirm_link(work, item=item, revision=revision)
    await context.clear_buttons()


async def ask_cancel(update: Update, context: Context) -> None:
    """Batalkan sesi: show what would happen."""
    item, revision = pressed_ids(context, fields=2)
    async with context.reading() as work:
        text = await sittings.cancel_preview(work, item=item, revision=revision)
    await context.show(text)


async def cancel(update: Update, context: Context) -> None:
    """Konfirmasi of a cancellation."""
    item, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        await sitting_deeds.cancel_sitting(work, item=item, revision=revision)
    await context.clear_buttons()


async def leave_alone(update: Update, context: Context) -> None:
    """Batal on a confirmation: the card loses its buttons, nothing else happens."""
    async with context.work() as work:
        await sittings.leave_alone(work)
    await context.replace(messages.left_alone())


HANDLERS = [
    press("sesi_lihat", look),
    press("rapat_kartu", look_back),
    press("sesi_pindah", ask_time),
    press("sesi_pindah_ya", move),
    press("sesi_tautan", ask_link),
    press("sesi_tautan_ya", relink),
    press("sesi_batal", ask_cancel),
    press("sesi_batal_ya", cancel),
    bare("sesi_biarkan", leave_alone),
]

STEPS = {sittings.STEP_TIME: hear_time, sittings.STEP_LINK: hear_link}
