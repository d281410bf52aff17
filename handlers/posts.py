"""Tambah jabatan: title, then where. For officers; /kontak jabatan baru begins it too."""

from __future__ import annotations

from telegram import Update

from bot.actions import posts
from bot.context import Context
from handlers.guards import MenuItem, Step, bare, press, pressed, pressed_ids, typed_text

MENU: tuple[MenuItem, ...] = ()


async def ask_title(update: Update, context: Context) -> None:
    """Tambah jabatan on the card of a region. Raises Forbidden, Stale."""
    (region_code,) = pressed(context, fields=1)
    async with context.work() as work:
        await posts.ask_title(work, region_code=region_code)


async def hear_title(update: Update, context: Context, said: dict[str, object]) -> None:
    """The title, typed. Raises PostTitleUnusable, Forbidden."""
    async with context.work() as work:
        await posts.hear_title(work, region_code=str(said["region"]), typed=typed_text(context))


async def hear_place(update: Update, context: Context, said: dict[str, object]) -> None:
    """A region, typed. Raises Forbidden."""
    async with context.work() as work:
        await posts.hear_place(work, title=str(said["title"]), typed=typed_text(context))


async def add_here(update: Update, context: Context) -> None:
    """Hanya daerah ini. Raises Forbidden, Stale."""
    async with context.work() as work:
        await posts.add_here(work)
    await context.clear_buttons()


async def add_everywhere(update: Update, context: Context) -> None:
    """Semua daerah angkatan. Raises Forbidden, Stale."""
    (cohort,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await posts.add_everywhere(work, cohort=cohort)
    await context.clear_buttons()


STEPS: dict[str, Step] = {posts.ASK_TITLE: hear_title, posts.ASK_PLACE: hear_place}
HANDLERS = [
    press("tambah_jabatan", ask_title),
    bare("jabatan_sini", add_here),
    press("jabatan_semua", add_everywhere),
]
