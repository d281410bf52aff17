"""/undang angkatan 2026: codes for a whole cohort as files to print. For officers and admins."""

from __future__ import annotations

from telegram import Update

from bot.actions import code_batch_ends, code_batches
from bot.actions.code_batches import Made, Pressed
from bot.context import Context
from bot.messages import code_batches as words
from bot.pictures.code_files import drawn_apart
from handlers.guards import MenuItem, bare, press, pressed, pressed_id

MENU: tuple[MenuItem, ...] = ()


async def show_card(context: Context, typed: str) -> None:
    """What a sheet would do. Raises Forbidden, CohortUnknown."""
    async with context.reading() as work:
        card = await code_batches.cohort_asked(work, typed)
    await context.show(card)


async def choose_posts(update: Update, context: Context) -> None:
    """Sertakan or Tanpa a post. Raises Forbidden, Stale."""
    cohort, mask = pressed(context, fields=2)
    async with context.reading() as work:
        card = await code_batches.card(work, cohort=pressed_id(cohort), mask=mask)
    await context.replace(card)


async def confirm(update: Update, context: Context) -> None:
    """Konfirmasi. Raises Forbidden, Stale."""
    cohort, number, mask, fingerprint = pressed(context, fields=4)
    async with context.work() as work:
        made = await code_batches.confirm(
            work, Pressed(pressed_id(cohort), pressed_id(number), mask, fingerprint)
        )
    await context.clear_buttons()
    if made is not None:
        await _hand_out(context, made)


async def _hand_out(context: Context, made: Made) -> None:
    """The files go out directly and are stored nowhere; should they be lost, the sheet is revoked."""
    files, name = await drawn_apart(made.sheet), made.plan.name
    is_out = False
    if files is not None:
        is_out = await context.show_file(
            files.pdf, filename=words.file_name(name, "pdf"), text=words.caption(name)
        )
        is_out = await context.show_file(files.xlsx, filename=words.file_name(name, "xlsx")) and is_out
    if not is_out:
        await context.show(words.files_lost(name))


async def decline(update: Update, context: Context) -> None:
    """Batal: nothing is made."""
    await context.replace(words.nothing_made())


async def ask_revoke(update: Update, context: Context) -> None:
    """Batalkan lembar ini. Raises Forbidden, Stale."""
    (name,) = pressed(context, fields=1)
    async with context.reading() as work:
        question = await code_batch_ends.ask_revoke(work, name=name)
    await context.show(question)


async def revoke(update: Update, context: Context) -> None:
    """Ya, batalkan lembar. Raises Forbidden, Stale."""
    (name,) = pressed(context, fields=1)
    async with context.work() as work:
        codes = await code_batch_ends.revoke(work, name=name)
        await work.receipt(words.revoked(name, codes))
    await context.clear_buttons()


HANDLERS = [
    press("lmp", choose_posts),
    press("lmy", confirm),
    bare("lmn", decline),
    press("lmq", ask_revoke),
    press("lmx", revoke),
]
