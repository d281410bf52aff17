"""A siaran before it leaves: preview, names, Konfirmasi, Batalkan, and the second officer."""

from __future__ import annotations

from telegram import Update

from bot.actions import broadcast_agreeing, broadcast_confirming, broadcast_previews
from bot.context import Context
from bot.messages import broadcast_previews as messages
from bot.rules.outbox import Text
from handlers.guards import Coroutine, MenuItem, bare, press, pressed, pressed_id, pressed_ids, typed_text

MENU: tuple[MenuItem, ...] = ()


async def preview(update: Update, context: Context) -> None:
    """Pratinjau. Raises Forbidden, Stale, BroadcastIncomplete, NobodyToReach."""
    number, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_previews.preview(work, number=number, version=version)


async def only_a_preview(update: Update, context: Context) -> None:
    """A button under a sample."""
    await context.show(messages.only_a_preview())


async def names(update: Update, context: Context) -> None:
    """Lihat nama. Raises Forbidden, Stale."""
    await context.show(await _names(context))


async def turn_names(update: Update, context: Context) -> None:
    """The next or the last page, in the same place. Raises Forbidden, Stale."""
    await context.replace(await _names(context))


async def _names(context: Context) -> Text:
    number, page = pressed_ids(context, fields=2)
    async with context.viewing() as work:
        return await broadcast_previews.names(work, number=number, page=page)


async def samples(update: Update, context: Context) -> None:
    """Lihat seperti diterima. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await broadcast_previews.samples(work, number=number)


def _confirming(*, is_sure: bool) -> Coroutine:
    async def confirm(update: Update, context: Context) -> None:
        """Konfirmasi; Tetap kirim outside working hours."""
        number, version, count = pressed(context, fields=3)
        async with context.work() as work:
            await broadcast_confirming.confirm(
                work, number=pressed_id(number), version=pressed_id(version), count=count, is_sure=is_sure
            )
        await context.clear_buttons()

    return confirm


async def take_back(update: Update, context: Context) -> None:
    """Batalkan. Raises Forbidden, Stale, BroadcastOnItsWay."""
    number, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_confirming.take_back(work, number=number, version=version)


def _agreeing(*, is_sure: bool) -> Coroutine:
    async def approve(update: Update, context: Context) -> None:
        """Setujui; Tetap kirim outside working hours. Raises Forbidden, Stale, OwnBroadcast."""
        number, version = pressed_ids(context, fields=2)
        async with context.work() as work:
            await broadcast_agreeing.approve(work, number=number, version=version, is_sure=is_sure)

    return approve


async def ask_reason(update: Update, context: Context) -> None:
    """Tolak. Raises Forbidden, Stale, OwnBroadcast."""
    number, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_agreeing.ask_reason(work, number=number, version=version)


async def hear_reason(update: Update, context: Context, said: dict[str, object]) -> None:
    """Why it is refused. Raises Forbidden, Stale, OwnBroadcast, NoteUnusable."""
    number, version = int(str(said["broadcast"])), int(str(said["version"]))
    async with context.work() as work:
        await broadcast_agreeing.refuse(work, number=number, version=version, typed=typed_text(context))


HANDLERS = [
    press("siaran_lihat", preview),
    bare("siaran_contoh", only_a_preview),
    press("siaran_orang", names),
    press("siaran_orang_hal", turn_names),
    press("siaran_lihat_contoh", samples),
    press("siaran_ya", _confirming(is_sure=False)),
    press("siaran_tetap", _confirming(is_sure=True)),
    press("siaran_batal", take_back),
    press("siaran_setuju", _agreeing(is_sure=False)),
    press("siaran_tetap_setuju", _agreeing(is_sure=True)),
    press("siaran_tolak", ask_reason),
]
STEPS = {broadcast_agreeing.STEP: hear_reason}
