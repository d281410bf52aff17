"""The three answers to a pemberitahuan capaian, and what is asked after them."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions import alert_responses as actions
from bot.context import Context
from bot.rules.errors import Stale
from handlers.guards import MenuItem, Step, press, pressed, typed_text

MENU: tuple[MenuItem, ...] = ()

_BATCH = re.compile(r"[0-9]{1,9}")


async def acknowledge(update: Update, context: Context) -> None:
    """Terima pemberitahuan. Raises NotRegistered, Forbidden, Stale."""
    batch, region_code = _notice(context)
    async with context.work() as work:
        await actions.acknowledge(work, batch=batch, region_code=region_code)


async def plan(update: Update, context: Context) -> None:
    """Rencana: asks who is in charge. Raises NotRegistered, Forbidden, Stale."""
    batch, region_code = _notice(context)
    async with context.work() as work:
        await actions.ask_plan(work, batch=batch, region_code=region_code)


async def dispute(update: Update, context: Context) -> None:
    """Nilai keliru: asks what the value should be. Raises NotRegistered, Forbidden, Stale."""
    batch, region_code = _notice(context)
    async with context.work() as work:
        await actions.ask_dispute(work, batch=batch, region_code=region_code)


async def hear_person(update: Update, context: Context, said: dict[str, object]) -> None:
    """The person in charge. Raises NameUnusable."""
    async with context.work() as work:
        await actions.hear_person(
            work, batch=str(said["batch"]), region_code=str(said["region"]), typed=typed_text(context)
        )


async def hear_date(update: Update, context: Context, said: dict[str, object]) -> None:
    """The target date. Raises PromiseDate."""
    async with context.work() as work:
        await actions.promise(
            work,
            batch=str(said["batch"]),
            region_code=str(said["region"]),
            person=str(said["person"]),
            typed=typed_text(context),
        )


async def hear_explanation(update: Update, context: Context, said: dict[str, object]) -> None:
    """Why the value is wrong. Raises NoteUnusable."""
    async with context.work() as work:
        await actions.dispute(
            work, batch=str(said["batch"]), region_code=str(said["region"]), typed=typed_text(context)
        )


def _notice(context: Context) -> tuple[str, str]:
    """Batch and region of the pressed notice: a claim, checked again by the action."""
    batch, region_code = pressed(context, fields=2)
    if not _BATCH.fullmatch(batch):
        raise Stale
    return batch, region_code


STEPS: dict[str, Step] = {
    actions.ASK_PERSON: hear_person,
    actions.ASK_DATE: hear_date,
    actions.ASK_EXPLANATION: hear_explanation,
}
HANDLERS = [press("terima", acknowledge), press("rencana", plan), press("keliru", dispute)]
