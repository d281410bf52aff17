"""/pantau: the open notices by whose turn it is. For staff."""

from __future__ import annotations

from telegram import Update

from bot.actions import alert_watch
from bot.context import Context
from bot.rules.access import Action
from handlers.guards import MenuItem, command

MENU = (
    MenuItem(
        "pantau",
        "Pemberitahuan capaian yang terbuka",
        Action.READ_RECAP,
        plain=("pantau",),
        takes_argument=False,
    ),
)


async def show(update: Update, context: Context) -> None:
    """Open notices by state. Raises Forbidden."""
    async with context.work() as work:
        text = await alert_watch.overview(work)
    await context.show(text)


HANDLERS = [command("pantau", show)]
PLAIN_WORDS = {"pantau": show}
