"""Tukar jadwal: two regions of a published meeting exchange their sittings."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions import swaps
from bot.context import Context
from bot.rules.errors import Stale
from handlers.guards import press, pressed, pressed_id, pressed_ids

_REGION = re.compile(r"[0-9]{2}\.[0-9]{2}")


async def choose_region(update: Update, context: Context) -> None:
    """Tukar jadwal on the card of a sitting."""
    item, revision = pressed_ids(context, fields=2)
    async with context.reading() as work:
        text = await swaps.choose_region(work, item=item, revision=revision)
    await context.replace(text)


async def choose_partner(update: Update, context: Context) -> None:
    """The region of a sitting that several share."""
    item, revision, region = pressed(context, fields=3)
    async with context.reading() as work:
        text = await swaps.choose_partner(
            work, item=pressed_id(item), revision=pressed_id(revision), region=_region(region)
        )
    await context.replace(text)


async def preview(update: Update, context: Context) -> None:
    """The other region: show before and after of both."""
    pair, revision, regions = _claim(context)
    async with context.reading() as work:
        text = await swaps.preview(work, pair, regions, revision=revision)
    await context.show(text)


async def swap(update: Update, context: Context) -> None:
    """Konfirmasi."""
    pair, revision, regions = _claim(context)
    async with context.work() as work:
        await swaps.swap(work, pair, regions, revision=revision)
    await context.clear_buttons()


def _claim(context: Context) -> tuple[tuple[int, int], int, tuple[str, str]]:
    """Two sittings, the revision, and a region of each. Raises Stale."""
    one, other, revision, here, there = pressed(context, fields=5)
    pair = pressed_id(one), pressed_id(other)
    return pair, pressed_id(revision), (_region(here), _region(there))


def _region(value: str) -> str:
    if not _REGION.fullmatch(value):
        raise Stale
    return value


HANDLERS = [
    press("sesi_tukar", choose_region),
    press("sesi_tukar_dari", choose_partner),
    press("sesi_tukar_ke", preview),
    press("sesi_tukar_ya", swap),
]
