"""The three answers to a pemberitahuan capaian, and what is asked after them."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions import alert_plans as plans
from bot.actions import alert_reasons as reasons
from bot.actions import alert_responses as actions
from bot.actions import disputes
from bot.context import Context
from bot.rules.errors import Stale
from handlers.guards import Coroutine, MenuItem, Step, press, pressed, typed_text

MENU: tuple[MenuItem, ...] = ()

_BATCH = re.compile(r"[0-9]{1,9}")


async def acknowledge(update: Update, context: Context) -> None:
    """Terima pemberitahuan. Raises NotRegistered, Forbidden, Stale."""
    batch, region_code = _notice(context)
    async with context.work() as work:
        await actions.acknowledge(work, batch=batch, region_code=region_code)


async def why(update: Update, context: Context) -> None:
    """Mengapa saya menerima ini? Raises NotRegistered, Forbidden, Stale."""
    batch, region_code = _notice(context)
    async with context.viewing() as work:
        text = await reasons.why(work, batch=batch, region_code=region_code)
    await context.show(text)


async def plan(update: Update, context: Context) -> None:
    """Rencana, Perbarui rencana: asks who is in charge. Raises NotRegistered, Forbidden, Stale."""
    batch, region_code = _notice(context)
    async with context.work() as work:
        await plans.ask(work, batch=batch, region_code=region_code)


def correct(field: str) -> Coroutine:
    """Ubah: asks for one part of the plan anew. Raises NotRegistered, Forbidden, Stale."""

    async def ask_again(update: Update, context: Context) -> None:
        batch, region_code = _notice(context)
        async with context.work() as work:
            await plans.ask_again(work, batch=batch, region_code=region_code, field=field)

    return ask_again


async def carry_out(update: Update, context: Context) -> None:
    """Sudah dilaksanakan. Raises NotRegistered, Forbidden, Stale."""
    batch, region_code = _notice(context)
    async with context.work() as work:
        await actions.carry_out(work, batch=batch, region_code=region_code)


async def dispute(update: Update, context: Context) -> None:
    """Nilai keliru: asks what the value should be. Raises NotRegistered, Forbidden, Stale."""
    batch, region_code = _notice(context)
    async with context.work() as work:
        await disputes.ask(work, batch=batch, region_code=region_code)


async def hear_person(update: Update, context: Context, said: dict[str, object]) -> None:
    """The person in charge. Raises NameUnusable."""
    async with context.work() as work:
        await plans.hear_person(work, said, typed=typed_text(context))


async def hear_date(update: Update, context: Context, said: dict[str, object]) -> None:
    """The target date. Raises PromiseDate."""
    async with context.work() as work:
        await plans.hear_date(work, said, typed=typed_text(context))


async def hear_work(update: Update, context: Context, said: dict[str, object]) -> None:
    """What will be done. Raises WorkUnusable."""
    async with context.work() as work:
        await plans.hear_work(work, said, typed=typed_text(context))


def _notice(context: Context) -> tuple[str, str]:
    """Batch and region of the pressed notice: a claim, checked again by the action."""
    batch, region_code = pressed(context, fields=2)
    if not _BATCH.fullmatch(batch):
        raise Stale
    return batch, region_code


STEPS: dict[str, Step] = {
    plans.ASK_PERSON: hear_person,
    plans.ASK_DATE: hear_date,
    plans.ASK_WORK: hear_work,
}
HANDLERS = [
    press("sebab", why),
    press("terima", acknowledge),
    press("rencana", plan),
    *(press(f"rencana_{field}", correct(field)) for field in plans.FIELDS),
    press("terlaksana", carry_out),
    press("keliru", dispute),
]
