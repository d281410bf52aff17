"""After a sitting: thanks, and the word that its files are there. Nothing leaves before Konfirmasi."""

from __future__ import annotations

from telegram import Update

from bot.actions import follow_ups
from bot.context import Context
from bot.rules.errors import Stale
from bot.rules.follow_ups import FollowUpKind
from handlers.guards import MenuItem, press, pressed, pressed_id, typed_text

MENU: tuple[MenuItem, ...] = ()


async def ask(update: Update, context: Context) -> None:
    """Ucapan terima kasih, or Beri tahu peserta. Raises what ``follow_ups.propose`` does."""
    item, kind = pressed(context, fields=2)
    async with context.work() as work:
        await follow_ups.propose(work, item=pressed_id(item), kind=_kind(kind))


async def hear_line(update: Update, context: Context, said: dict[str, object]) -> None:
    """A sentence to add. Raises what ``follow_ups.propose`` does; the question stays open."""
    item, kind = int(str(said["item"])), _kind(str(said["kind"]))
    async with context.work() as work:
        await follow_ups.propose(work, item=item, kind=kind, line=typed_text(context))


async def confirm(update: Update, context: Context) -> None:
    """Konfirmasi. Raises what ``follow_ups.propose`` does."""
    item, kind, version = pressed(context, fields=3)
    async with context.work() as work:
        await follow_ups.confirm(work, item=pressed_id(item), kind=_kind(kind), version=version)
    await context.clear_buttons()


async def take_back(update: Update, context: Context) -> None:
    """Urungkan. Raises Forbidden, Stale, TooLateToTakeBack."""
    item, kind = pressed(context, fields=2)
    async with context.work() as work:
        await follow_ups.take_back(work, item=pressed_id(item), kind=_kind(kind))


def _kind(value: str) -> FollowUpKind:
    if value not in set(FollowUpKind):
        raise Stale
    return FollowUpKind(value)


HANDLERS = [press("susulan", ask), press("susulan_ya", confirm), press("susulan_urung", take_back)]
STEPS = {follow_ups.STEP: hear_line}
