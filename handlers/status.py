"""/status: the eight criteria of a region, and the history of each."""

from __future__ import annotations

from telegram import Update

from bot.actions.status import history_of, region_asked, regions_offered, status_of
from bot.actions.work import Work
from bot.context import Context
from bot.messages import stage_checks
from bot.messages import status as messages
from bot.rules.access import Action
from bot.rules.errors import Stale
from bot.rules.instruments import CRITERION_NAMES
from bot.rules.outbox import Text
from bot.rules.regions import Ambiguous, Found, Unknown
from bot.rules.status_command import Asked, asked
from handlers.guards import MenuItem, argument, command, press, pressed, pressed_id, typed_text

MENU = (
    MenuItem(
        "status",
        "Capaian delapan kriteria daerah",
        Action.READ_STATUS,
        plain=("status", "capaian", *CRITERION_NAMES),
    ),
)


async def show_status(update: Update, context: Context) -> None:
    """The own region, or for staff the region named; a criterion named as well: its history.

    Raises NotRegistered, Forbidden.
    """
    await _show(context, asked(argument(context)))


async def show_named(update: Update, context: Context) -> None:
    """A criterion alone, or with a region: "spi", "spi maros". Raises NotRegistered, Forbidden."""
    await _show(context, asked(typed_text(context)))


async def _show(context: Context, question: Asked) -> None:
    async with context.viewing() as work:
        search = await region_asked(work, typed=question.region)
        if search is None:
            text = messages.choose_region(await regions_offered(work), number=question.number)
        elif isinstance(search, Found):
            text = await _text(work, search.place.code, question.number)
        else:
            text = _which(question, search)
    await context.show(text)


async def show_criterion(update: Update, context: Context) -> None:
    """A criterion's history, or with number 0 the whole status. Raises NotRegistered, Forbidden, Stale."""
    code, number = pressed(context, fields=2)
    async with context.viewing() as work:
        text = await _text(work, code, _digit(number))
    await context.replace(text)


async def show_page(update: Update, context: Context) -> None:
    """Older or newer values of a criterion. Raises NotRegistered, Forbidden, Stale."""
    code, number, page = pressed(context, fields=3)
    async with context.viewing() as work:
        shown = await history_of(work, region_code=code, number=_digit(number), page=pressed_id(page))
        text = messages.history(shown)
    await context.replace(text)


async def show_history(update: Update, context: Context) -> None:
    """The same from a notice, which stays where it is. Raises NotRegistered, Forbidden, Stale."""
    code, number = pressed(context, fields=2)
    async with context.viewing() as work:
        text = messages.history(await history_of(work, region_code=code, number=_digit(number)))
    await context.show(text)


async def show_stages(update: Update, context: Context) -> None:
    """What is enough for each stage of the cohort. Raises NotRegistered, Forbidden, Stale."""
    (code,) = pressed(context, fields=1)
    async with context.viewing() as work:
        text = stage_checks.stage_checks(await status_of(work, region_code=code))
    await context.replace(text)


async def _text(work: Work, code: str, number: int) -> Text:
    if number == 0:
        return messages.status(await status_of(work, region_code=code))
    return messages.history(await history_of(work, region_code=code, number=number))


def _digit(number: str) -> int:
    if not (number.isascii() and number.isdigit() and len(number) == 1):
        raise Stale
    return int(number)


def _which(question: Asked, search: Ambiguous | Unknown) -> Text:
    is_known = isinstance(search, Ambiguous)
    places = search.places if isinstance(search, Ambiguous) else search.suggestions
    return messages.which_region(question.region, places, is_known=is_known, number=question.number)


PLAIN_WORDS = {"status": show_status, "capaian": show_status} | dict.fromkeys(CRITERION_NAMES, show_named)
HANDLERS = [
    command("status", show_status),
    press("capaian", show_criterion),
    press("riwayat", show_history),
    press("riwayat_hal", show_page),
    press("cek_tahap", show_stages),
]
