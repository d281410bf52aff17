"""Tunda tindak lanjut, on the card of an open notice. For officers."""

from __future__ import annotations

from telegram import Update

from bot.actions import alert_delays as actions
from bot.context import Context
from handlers.guards import Step, press, pressed_ids, typed_text


async def ask(update: Update, context: Context) -> None:
    """Tunda tindak lanjut. Raises Forbidden, Stale."""
    (alert_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await actions.ask(work, alert_id=alert_id)


async def hear_until(update: Update, context: Context, said: dict[str, object]) -> None:
    """The last day. Raises SnoozeUntil, Forbidden, Stale."""
    async with context.work() as work:
        await actions.hear_until(work, said, typed=typed_text(context))


async def hear_reason(update: Update, context: Context, said: dict[str, object]) -> None:
    """Why. Raises NoteUnusable, Forbidden, Stale."""
    async with context.work() as work:
        await actions.hear_reason(work, said, typed=typed_text(context))


async def end(update: Update, context: Context) -> None:
    """Lanjutkan sekarang. Raises Forbidden, Stale."""
    (alert_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await actions.end(work, alert_id=alert_id)


STEPS: dict[str, Step] = {actions.ASK_UNTIL: hear_until, actions.ASK_REASON: hear_reason}
HANDLERS = [press("pantau_tunda", ask), press("pantau_lanjut", end)]
