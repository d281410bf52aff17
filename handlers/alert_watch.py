"""/pantau: the open notices by whose turn it is, and the card of one of them. For staff."""

from __future__ import annotations

from telegram import Update

from bot.actions import alert_watch
from bot.context import Context
from bot.rules.access import Action
from handlers.guards import MenuItem, argument, command, press, pressed_ids

MENU = (
    MenuItem(
        "pantau",
        "Pemberitahuan capaian yang terbuka",
        Action.READ_RECAP,
        plain=("pantau",),
    ),
)


async def show(update: Update, context: Context) -> None:
    """Open notices by state, of all regions or of /pantau 2026. Raises Forbidden, WatchUnknown."""
    async with context.work() as work:
        text = await alert_watch.asked(work, typed=argument(context))
    await context.show(text)


async def turn(update: Update, context: Context) -> None:
    """Another page, as things stand now. Raises Forbidden, Stale."""
    cohort, page = pressed_ids(context, fields=2)
    async with context.work() as work:
        text = await alert_watch.overview(work, cohort=cohort, page=page)
    await context.replace(text)


async def open_card(update: Update, context: Context) -> None:
    """One open notice, below the list. Raises Forbidden, Stale."""
    (alert_id,) = pressed_ids(context, fields=1)
    async with context.viewing() as work:
        text = await alert_watch.card(work, alert_id=alert_id)
    await context.show(text)


HANDLERS = [command("pantau", show), press("pantau", turn), press("pantau_buka", open_card)]
PLAIN_WORDS = {"pantau": show}
