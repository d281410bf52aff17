"""What a button shows while it is pressed: nothing for long."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import TelegramError

from bot.context import Context

log = logging.getLogger(__name__)


async def stop_spinner(update: Update, context: Context) -> None:
    """Answer every press at once, before any work: Telegram shows a spinner until then."""
    if update.callback_query is not None:
        context.house.spawn(_answer(update))


async def _answer(update: Update) -> None:
    query = update.callback_query
    if query is None:
        return
    try:
        await query.answer()
    except TelegramError as error:  # too late, or a bad network: the press takes effect all the same
        log.debug("A press was not answered: %s", error)
