"""/status: the eight criteria of a region, and the history of each."""

from __future__ import annotations

from telegram import Update

from bot.actions.status import history_of, region_asked, regions_offered, status_of
from bot.context import Context
from bot.messages import stage_checks
from bot.messages import status as messages
from bot.rules.access import Action
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.regions import Ambiguous, Found, Unknown
from handlers.guards import MenuItem, argument, command, press, pressed

MENU = (
    MenuItem("status", "Capaian delapan kriteria daerah", Action.READ_STATUS, plain=("status", "capaian")),
)


async def show_status(update: Update, context: Context) -> None:
    """The own region, or for staff the region named. Raises NotRegistered, Forbidden."""
    typed = argument(context)
    async with context.viewing() as work:
        search = await region_asked(work, typed=typed)
        if search is None:
            text = messages.choose_region(await regions_offered(work))
        elif isinstance(search, Found):
            text = messages.status(await status_of(work, region_code=search.place.code))
        else:
            text = _which(typed, search)
    await context.show(text)


async def show_criterion(update: Update, context: Context) -> None:
    """A criterion's history, or with number 0 the whole status. Raises NotRegistered, Forbidden, Stale."""
    code, number = pressed(context, fields=2)
    if not (number.isascii() and number.isdigit() and len(number) == 1):
        raise Stale
    async with context.viewing() as work:
        if number == "0":
            text = messages.status(await status_of(work, region_code=code))
        else:
            text = messages.history(await history_of(work, region_code=code, number=int(number)))
    await context.replace(text)


async def show_history(update: Update, context: Context) -> None:
    """The same from a notice, which stays where it is. Raises NotRegistered, Forbidden, Stale."""
    code, number = pressed(context, fields=2)
    if number not in tuple("12345678"):
        raise Stale
    async with context.viewing() as work:
        text = messages.history(await history_of(work, region_code=code, number=int(number)))
    await context.show(text)


async def show_stages(update: Update, context: Context) -> None:
    """What is enough for each stage of the cohort. Raises NotRegistered, Forbidden, Stale."""
    (code,) = pressed(context, fields=1)
    async with context.viewing() as work:
        text = stage_checks.stage_checks(await status_of(work, region_code=code))
    await context.replace(text)


def _which(typed: str, search: Ambiguous | Unknown) -> Text:
    if isinstance(search, Ambiguous):
        return messages.which_region(typed, search.places, is_known=True)
    return messages.which_region(typed, search.suggestions, is_known=False)


PLAIN_WORDS = {"status": show_status, "capaian": show_status}
HANDLERS = [
    command("status", show_status),
    press("capaian", show_criterion),
    press("riwayat", show_history),
    press("cek_tahap", show_stages),
]
