"""/perkara: criterion 8, which two officers decide together. Shown directly, and not to be forwarded."""

from __future__ import annotations

from telegram import Update

from bot.actions import case_ends, cases
from bot.context import Context
from bot.rules.access import Action
from bot.rules.errors import Stale
from handlers.guards import MenuItem, argument, command, press, pressed, pressed_id, pressed_ids

MENU = (MenuItem("perkara", "Kriteria 8, diisi dua petugas", Action.SET_CASES),)

_VALUES = {"ya": True, "tidak": False}


async def show(update: Update, context: Context) -> None:
    """The list, or a region's card. Raises Forbidden."""
    typed = argument(context)
    async with context.work() as work:
        text = await cases.asked(work, typed=typed)
    await context.show(text, is_protected=True)


async def show_page(update: Update, context: Context) -> None:
    (page,) = pressed_ids(context, fields=1)
    if page < 0:
        raise Stale
    async with context.work() as work:
        text = await cases.listed(work, page=page)
    await context.replace(text, is_protected=True)


async def show_region(update: Update, context: Context) -> None:
    (code,) = pressed(context, fields=1)
    async with context.work() as work:
        text = await cases.card(work, code)
    await context.replace(text, is_protected=True)


async def propose(update: Update, context: Context) -> None:
    """Usulkan. Raises Forbidden, Stale."""
    code, word, seen = pressed(context, fields=3)
    if word not in _VALUES:
        raise Stale
    async with context.work() as work:
        text = await cases.propose(work, code, is_met=_VALUES[word], seen=pressed_id(seen))
    await context.replace(text, is_protected=True)


async def approve(update: Update, context: Context) -> None:
    (decision,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        text = await case_ends.approve(work, decision)
    await context.replace(text, is_protected=True)


async def decline(update: Update, context: Context) -> None:
    (decision,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        text = await case_ends.decline(work, decision)
    await context.replace(text, is_protected=True)


async def take_back(update: Update, context: Context) -> None:
    (decision,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        text = await case_ends.take_back(work, decision)
    await context.replace(text, is_protected=True)


HANDLERS = [
    command("perkara", show),
    press("prk", show_page),
    press("prk_d", show_region),
    press("prk_u", propose),
    press("prk_y", approve),
    press("prk_t", decline),
    press("prk_b", take_back),
]
