"""/linimasa: the stages of the programme; staff set their dates."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions import timelines
from bot.context import Context
from bot.rules.access import Action, may
from bot.rules.errors import Stale
from bot.rules.programme import ProgrammeStage
from handlers.guards import MenuItem, argument, command, press, pressed, typed_text

MENU = (
    MenuItem("linimasa", "Linimasa: tahap program dan tanggalnya", Action.READ_TIMELINE, plain=("linimasa",)),
)

_YEAR = re.compile(r"(?P<year>\d{4})\b\s*(?P<rest>.*)", re.ASCII | re.DOTALL)


async def show(update: Update, context: Context) -> None:
    """The stages; with words after the year, staff set them. Raises NotRegistered, StageDatesMistake."""
    named = _YEAR.match(argument(context))
    cohort, typed = (int(named["year"]), named["rest"].strip()) if named else (None, "")
    async with context.reading() as work:
        is_change = bool(typed and cohort) and may(work.actor, Action.SET_STAGES)
        text = None if is_change else await timelines.timeline(work, cohort=cohort)
    if text is not None:
        await context.show(text)
        return
    async with context.work() as work:
        await timelines.propose(work, cohort=cohort or 0, typed=typed)


async def ask(update: Update, context: Context) -> None:
    """The button of a stage. Raises NotRegistered, Forbidden, Stale."""
    cohort, stage = pressed(context, fields=2)
    if stage not in set(ProgrammeStage):
        raise Stale
    async with context.work() as work:
        await timelines.ask(work, cohort=_year(cohort), stage=ProgrammeStage(stage))


async def hear(update: Update, context: Context, said: dict[str, object]) -> None:
    """The dates, typed. Raises NotRegistered, Forbidden, StageDatesMistake; the question stays open."""
    stage = str(said["stage"])
    async with context.work() as work:
        await timelines.propose(
            work,
            cohort=int(str(said["cohort"])),
            typed=typed_text(context),
            stage=ProgrammeStage(stage) if stage else None,
        )


async def confirm(update: Update, context: Context) -> None:
    """Konfirmasi. Raises NotRegistered, Forbidden, Stale."""
    cohort, version = pressed(context, fields=2)
    async with context.work() as work:
        await timelines.confirm(work, cohort=_year(cohort), version=version)
    await context.clear_buttons()


def _year(value: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", value):
        raise Stale
    return int(value)


HANDLERS = [command("linimasa", show), press("tahap", ask), press("tahap_ya", confirm)]
STEPS = {timelines.STEP: hear}
PLAIN_WORDS = {"linimasa": show}
