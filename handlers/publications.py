"""/terbit: when values come out; officers say that a publisher is late."""

from __future__ import annotations

from telegram import Update

from bot.actions import publication_calendar as actions
from bot.context import Context
from bot.rules.access import Action
from bot.rules.criteria import CriterionKey
from bot.rules.errors import Stale
from handlers.guards import MenuItem, Step, bare, command, press, pressed, pressed_id, typed_text

MENU = (MenuItem("terbit", "Jadwal publikasi nilai kriteria", Action.SEE_THRESHOLDS, plain=("terbit",)),)


async def show(update: Update, context: Context) -> None:
    """The calendar, with what is recorded of the newest cohort. Raises NotRegistered, Forbidden."""
    async with context.reading() as work:
        text = await actions.listed(work)
    await context.show(text)


async def show_sources(update: Update, context: Context) -> None:
    """Sumber jadwal. Raises NotRegistered, Forbidden."""
    async with context.reading() as work:
        text = await actions.sources(work)
    await context.show(text)


async def ask_delay(update: Update, context: Context) -> None:
    """Belum terbit. Raises NotRegistered, Forbidden, Stale."""
    criterion, year = _period(context)
    async with context.work() as work:
        await actions.ask_delay(work, criterion=criterion, year=year)


async def hear_delay(update: Update, context: Context, said: dict[str, object]) -> None:
    """Until when. Raises NotRegistered, Forbidden, Stale, DelayUnusable."""
    async with context.work() as work:
        await actions.delay(
            work,
            criterion=CriterionKey(str(said["criterion"])),
            year=int(str(said["year"])),
            typed=typed_text(context),
        )


async def lift_delay(update: Update, context: Context) -> None:
    """Batalkan penundaan. Raises NotRegistered, Forbidden, Stale."""
    criterion, year = _period(context)
    async with context.work() as work:
        await actions.lift(work, criterion=criterion, year=year)


def _period(context: Context) -> tuple[CriterionKey, int]:
    """Criterion and year of a button. Raises Stale."""
    key, year = pressed(context, fields=2)
    if key not in set(CriterionKey):
        raise Stale
    return CriterionKey(key), pressed_id(year)


STEPS: dict[str, Step] = {actions.ASK_UNTIL: hear_delay}
PLAIN_WORDS = {"terbit": show}
HANDLERS = [
    command("terbit", show),
    bare("terbit_sumber", show_sources),
    press("terbit_tunda", ask_delay),
    press("terbit_cabut", lift_delay),
]
