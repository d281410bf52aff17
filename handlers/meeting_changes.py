"""Change a published meeting further: agenda, invitees, title, one sitting more; postpone, cancel all."""

from __future__ import annotations

from telegram import Update

from bot.actions import meeting_deeds, sitting_deeds, sittings, typed_deeds
from bot.context import Context
from bot.messages.meeting_changes import AGENDA, INVITE, SITTING, TITLE, UNINVITE
from db.tables import ItemState
from handlers.guards import Coroutine, Step, press, pressed_ids, typed_text


def _asking(step: str) -> Coroutine:
    async def ask(update: Update, context: Context) -> None:
        """Ask for what is to change."""
        about, revision = pressed_ids(context, fields=2)
        async with context.work() as work:
            await typed_deeds.ask(work, step, about=about, revision=revision)

    return ask


def _hearing(step: str) -> Step:
    async def hear(update: Update, context: Context, said: dict[str, object]) -> None:
        """Show before and after. What cannot be read leaves the question open."""
        about, revision = int(str(said["about"])), int(str(said["revision"]))
        async with context.work() as work:
            await typed_deeds.hear(work, step, about=about, revision=revision, typed=typed_text(context))

    return hear


async def confirm(update: Update, context: Context) -> None:
    """Konfirmasi of what was typed."""
    about, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        await typed_deeds.confirm(work, about=about, revision=revision)
    await context.clear_buttons()


async def ask_postpone(update: Update, context: Context) -> None:
    """Tunda: show what would happen."""
    item, revision = pressed_ids(context, fields=2)
    async with context.reading() as work:
        text = await sittings.postpone_preview(work, item=item, revision=revision)
    await context.show(text)


async def postpone(update: Update, context: Context) -> None:
    """Konfirmasi of a postponement."""
    item, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        await sitting_deeds.postpone_sitting(work, item=item, revision=revision)
    await context.clear_buttons()


def _showing(state: ItemState) -> Coroutine:
    async def show(update: Update, context: Context) -> None:
        """Batalkan rapat, Tunda rapat: show what would happen."""
        meeting_id, revision = pressed_ids(context, fields=2)
        async with context.reading() as work:
            text = await meeting_deeds.off_preview(
                work, meeting_id=meeting_id, revision=revision, state=state
            )
        await context.show(text)

    return show


def _calling_off(state: ItemState) -> Coroutine:
    async def call_off(update: Update, context: Context) -> None:
        """Konfirmasi."""
        meeting_id, revision = pressed_ids(context, fields=2)
        async with context.work() as work:
            await meeting_deeds.call_off(work, meeting_id=meeting_id, revision=revision, state=state)
        await context.clear_buttons()

    return call_off


_TYPED = (AGENDA, INVITE, UNINVITE, TITLE, SITTING)
HANDLERS = [
    *(press(step, _asking(step)) for step in _TYPED),
    press("perubahan_ya", confirm),
    press("sesi_tunda", ask_postpone),
    press("sesi_tunda_ya", postpone),
    press("rapat_batal", _showing(ItemState.CANCELLED)),
    press("rapat_batal_ya", _calling_off(ItemState.CANCELLED)),
    press("rapat_tunda", _showing(ItemState.POSTPONED)),
    press("rapat_tunda_ya", _calling_off(ItemState.POSTPONED)),
]
STEPS = {step: _hearing(step) for step in _TYPED}
