"""/ambang: thresholds of a cohort; an admin confirms one, changes it, or withdraws what is announced."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions import threshold_changes as changes
from bot.actions.threshold_views import threshold_of, thresholds_of, version_of
from bot.actions.thresholds import (
    ASK_DOCUMENT,
    ask_document,
    confirm_threshold,
    set_document,
    tell_threshold,
)
from bot.context import Context
from bot.messages import thresholds as messages
from bot.rules.access import Action
from bot.rules.errors import Stale
from db.reference import criteria
from handlers.guards import (
    MenuItem,
    Step,
    argument,
    bare,
    command,
    press,
    pressed,
    pressed_ids,
    typed_text,
)

MENU = (MenuItem("ambang", "Ambang batas kriteria dan dasarnya", Action.SEE_THRESHOLDS, plain=("ambang",)),)

_YEAR = re.compile(r"\d{4}", re.ASCII)
_CHANGE = re.compile(r"(?:ubah|tetapkan)\b\s*", re.IGNORECASE)


async def show_thresholds(update: Update, context: Context) -> None:
    """The newest cohort's, or that of the year named; "ubah" changes one.

    Raises NotRegistered, Forbidden, ThresholdRefused, DocumentUnusable.
    """
    typed = argument(context)
    if found := _CHANGE.match(typed):
        async with context.work() as work:
            await changes.hear_change(work, typed=typed[found.end() :])
        return
    year = _YEAR.search(typed)
    async with context.reading() as work:
        shown = await thresholds_of(work, cohort=int(year[0]) if year else None)
    by_key = {criterion.key: criterion for criterion in criteria()}
    await context.show(
        messages.thresholds(
            shown.cohort, shown.thresholds, by_key, may_change=shown.may_change, version_of=version_of
        )
    )


async def show_threshold(update: Update, context: Context) -> None:
    """One threshold. Raises NotRegistered, Forbidden, Stale."""
    (threshold_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        card = await threshold_of(work, threshold_id=threshold_id)
    await context.show(
        messages.threshold(card.criterion, card.versions, may_change=card.may_change, version_of=version_of)
    )


async def show_history(update: Update, context: Context) -> None:
    """Riwayat. Raises NotRegistered, Forbidden, Stale."""
    (threshold_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        card = await threshold_of(work, threshold_id=threshold_id)
    await context.show(messages.history(card.criterion, card.versions))


async def confirm(update: Update, context: Context) -> None:
    """Konfirmasi of one threshold. Raises NotRegistered, Forbidden, Stale."""
    threshold_id, version = pressed(context, fields=2)
    if not re.fullmatch(r"[0-9]{1,9}", threshold_id):
        raise Stale
    async with context.work() as work:
        await confirm_threshold(work, threshold_id=int(threshold_id), version=version)


async def tell(update: Update, context: Context) -> None:
    """Beri tahu daerah. Raises NotRegistered, Forbidden, Stale."""
    (threshold_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await tell_threshold(work, threshold_id=threshold_id)


async def ask_for_document(update: Update, context: Context) -> None:
    """Isi dasar dokumen. Raises NotRegistered, Forbidden, Stale."""
    (threshold_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await ask_document(work, threshold_id=threshold_id)


async def hear_document(update: Update, context: Context, said: dict[str, object]) -> None:
    """The number of the paper. Raises NotRegistered, Forbidden, Stale, DocumentUnusable."""
    async with context.work() as work:
        await set_document(work, threshold_id=int(str(said["threshold"])), typed=typed_text(context))


async def ask_for_change(update: Update, context: Context) -> None:
    """Ubah. Raises NotRegistered, Forbidden, Stale."""
    (threshold_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await changes.ask_change(work, threshold_id=threshold_id)


async def ask_for_other(update: Update, context: Context) -> None:
    """Ambang lain. Raises NotRegistered, Forbidden."""
    async with context.work() as work:
        await changes.ask_other(work)


async def hear_change(update: Update, context: Context, said: dict[str, object]) -> None:
    """What the threshold is to be. Raises NotRegistered, Forbidden, ThresholdRefused, DocumentUnusable."""
    async with context.work() as work:
        await changes.hear_change(work, typed=typed_text(context), said=said)


async def confirm_change(update: Update, context: Context) -> None:
    """Konfirmasi of a change. Raises NotRegistered, Forbidden, Stale."""
    (version,) = pressed(context, fields=1)
    async with context.work() as work:
        await changes.confirm_change(work, version=version, is_quiet=False)


async def confirm_quietly(update: Update, context: Context) -> None:
    """Ubah tanpa memberi tahu. Raises NotRegistered, Forbidden, Stale."""
    (version,) = pressed(context, fields=1)
    async with context.work() as work:
        await changes.confirm_change(work, version=version, is_quiet=True)


async def withdraw_plan(update: Update, context: Context) -> None:
    """Batalkan rencana perubahan. Raises NotRegistered, Forbidden, Stale."""
    (threshold_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await changes.withdraw_planned(work, threshold_id=threshold_id)


STEPS: dict[str, Step] = {ASK_DOCUMENT: hear_document, changes.ASK_CHANGE: hear_change}
PLAIN_WORDS = {"ambang": show_thresholds}
HANDLERS = [
    command("ambang", show_thresholds),
    press("ambang", confirm),
    press("ambang_lihat", show_threshold),
    press("ambang_riwayat", show_history),
    press("ambang_kabar", tell),
    press("ambang_ubah", ask_for_change),
    bare("ambang_lain", ask_for_other),
    press("ambang_ya", confirm_change),
    press("ambang_diam", confirm_quietly),
    press("ambang_rencana", withdraw_plan),
    press("dasar", ask_for_document),
]
