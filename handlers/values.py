"""/nilai: values from one line or from a sheet; the card, and its Konfirmasi."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions.imports import confirm_import, discard_import, stage_value
from bot.actions.value_sheets import example_sheet, offered_cohort, template_sheet
from bot.context import Context
from bot.messages import imports as messages
from bot.pictures.value_sheets import EXAMPLE_NAME, TEMPLATE_NAME, cohort_template_name
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.import_outcomes import Sure
from bot.rules.value_command import ValueRefused, missing_parts, typed_value
from handlers.guards import MenuItem, argument, bare, command, press, pressed, pressed_ids

MENU = (
    MenuItem("nilai", "Mencatat nilai kriteria, satu atau banyak", Action.RECORD_VALUES, plain=("nilai",)),
)

#: What a button of a card means: whether nobody is told, and what was said of rows that look like a slip.
_MODES = {
    "ya": (False, Sure.ASK),
    "diam": (True, Sure.ASK),
    "yakin": (False, Sure.ALL),
    "yakindiam": (True, Sure.ALL),
    "tanpa": (False, Sure.WITHOUT),
    "tanpadiam": (True, Sure.WITHOUT),
}
_FINGERPRINT = re.compile(r"[0-9a-f]{10}")


async def values(update: Update, context: Context) -> None:
    """One value typed after the command, or how to type it. Raises NotRegistered, Forbidden, ValueRefused."""
    line = argument(context)
    if not line:
        return await show_help(update, context)
    typed = typed_value(line)
    if typed is None:
        async with context.reading() as work:
            require(work.actor, Action.RECORD_VALUES)
        raise ValueRefused(missing_parts(line))
    async with context.work() as work:
        await stage_value(work, entry=typed.entry, is_quiet=typed.is_quiet)
    return None


async def show_help(update: Update, context: Context) -> None:
    """How to record values, with the empty sheet. Raises NotRegistered, Forbidden."""
    async with context.reading() as work:
        content = await template_sheet(work)
        cohort = await offered_cohort(work)
    await context.show_file(content, filename=TEMPLATE_NAME, text=messages.values_help(cohort))


async def show_template(update: Update, context: Context) -> None:
    """The empty sheet with the regions of a cohort in it. Raises NotRegistered, Forbidden, Stale."""
    (cohort,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        content = await template_sheet(work, cohort=cohort)
    await context.show_file(content, filename=cohort_template_name(cohort))


async def show_example(update: Update, context: Context) -> None:
    """A CSV with real rows. Raises NotRegistered, Forbidden."""
    async with context.reading() as work:
        require(work.actor, Action.RECORD_VALUES)
    await context.show_file(example_sheet(), filename=EXAMPLE_NAME)


async def decide(update: Update, context: Context) -> None:
    """Konfirmasi, with or without telling, or Batal. Raises NotRegistered, Forbidden, Stale."""
    mode, import_id, fingerprint = pressed(context, fields=3)
    if not re.fullmatch(r"[0-9]{1,9}", import_id) or not _FINGERPRINT.fullmatch(fingerprint):
        raise Stale
    async with context.progressing() as progress:
        async with context.work() as work:
            work.progress = progress
            if mode == "batal":
                await discard_import(work, import_id=int(import_id))
            elif mode in _MODES:
                is_quiet, sure = _MODES[mode]
                await confirm_import(
                    work, import_id=int(import_id), fingerprint=fingerprint, is_quiet=is_quiet, sure=sure
                )
            else:
                raise Stale
    await context.clear_buttons()


PLAIN_WORDS = {"nilai": values}
HANDLERS = [
    command("nilai", values),
    press("impor", decide),
    press("nilai_templat", show_template),
    bare("contoh", show_example),
]
