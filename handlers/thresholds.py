"""/ambang: thresholds of a cohort; an admin confirms one."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions.thresholds import (
    ASK_DOCUMENT,
    ask_document,
    confirm_threshold,
    set_document,
    thresholds_of,
    version_of,
)
from bot.context import Context
from bot.messages import thresholds as messages
from bot.rules.access import Action
from bot.rules.errors import Stale
from handlers.guards import (
    MenuItem,
    Step,
    argument,
    command,
    press,
    pressed,
    pressed_ids,
    typed_text,
)

MENU = (MenuItem("ambang", "Ambang batas kriteria dan dasarnya", Action.SEE_THRESHOLDS, plain=("ambang",)),)

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


async def ask_for_document(update: Update, context: Context) -> None:
    """Isi dasar dokumen. Raises NotRegistered, Forbidden, Stale."""
    (threshold_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await ask_document(work, threshold_id=threshold_id)


async def hear_document(update: Update, context: Context, said: dict[str, object]) -> None:
    """The number of the paper. Raises NotRegistered, Forbidden, Stale, DocumentUnusable."""
    async with context.work() as work:
        await set_document(work, threshold_id=int(str(said["threshold"])), typed=typed_text(context))


STEPS: dict[str, Step] = {ASK_DOCUMENT: hear_document}
PLAIN_WORDS = {"ambang": show_thresholds}
HANDLERS = [command("ambang", show_thresholds), press("ambang", confirm), press("dasar", ask_for_document)]
