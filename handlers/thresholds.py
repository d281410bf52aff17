"""/ambang: thresholds of a cohort; an admin confirms one."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions.thresholds import confirm_threshold, thresholds_of, version_of
from bot.context import Context
from bot.messages import thresholds as messages
from bot.rules.errors import Stale
from handlers.guards import Audience, MenuItem, argument, command, press, pressed

MENU = (MenuItem("ambang", "Ambang batas kriteria dan dasarnya", Audience.STAFF, plain=("ambang",)),)

_YEAR = re.compile(r"\d{4}", re.ASCII)


async def show_thresholds(update: Update, context: Context) -> None:
    """The newest cohort's, or that of the year named. Raises NotRegistered, Forbidden."""
    year = _YEAR.search(argument(context))
    async with context.reading() as work:
        found = await thresholds_of(work, cohort=int(year[0]) if year else None)
    await context.show(
        messages.thresholds(found.cohort, found.rules, may_confirm=found.may_confirm, version_of=version_of)
    )


async def confirm(update: Update, context: Context) -> None:
    """Konfirmasi of one threshold. Raises NotRegistered, Forbidden, Stale."""
    threshold_id, version = pressed(context, fields=2)
    if not re.fullmatch(r"[0-9]{1,9}", threshold_id):
        raise Stale
    async with context.work() as work:
        await confirm_threshold(work, threshold_id=int(threshold_id), version=version)


PLAIN_WORDS = {"ambang": show_thresholds}
HANDLERS = [command("ambang", show_thresholds), press("ambang", confirm)]
