"""What waits, what is held and what is in doubt: staff look, admins decide."""

from __future__ import annotations

from telegram import Update

from bot.actions import fences, queue_views
from bot.context import Context
from bot.rules.access import Action
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass
from handlers.guards import MenuItem, bare, command, press, pressed, pressed_id, pressed_ids

MENU = (
    MenuItem(
        "pesan",
        "Pengiriman pesan: yang menunggu, ditahan, tidak sampai",
        Action.SEE_QUEUE,
        plain=("pesan",),
        takes_argument=False,
    ),
)


async def show(update: Update, context: Context) -> None:
    """/pesan. Raises Forbidden."""
    async with context.reading() as work:
        text = await queue_views.overview(work)
    await context.show(text)


async def show_again(update: Update, context: Context) -> None:
    """Perbarui. Raises Forbidden."""
    async with context.reading() as work:
        text = await queue_views.overview(work)
    await context.replace(text)


async def show_uncertain(update: Update, context: Context) -> None:
    """Tidak pasti. Raises Forbidden, Stale."""
    (before,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        text = await queue_views.uncertain(work, before=before)
    await context.show(text)


async def show_undelivered(update: Update, context: Context) -> None:
    """Tidak sampai. Raises Forbidden, Stale."""
    (before,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        text = await queue_views.undelivered(work, before=before)
    await context.show(text)


async def send_again(update: Update, context: Context) -> None:
    """Kirim lagi, one message. Raises Forbidden, Stale."""
    number, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        await queue_views.send_again(work, number=number, revision=revision)


async def count_as_sent(update: Update, context: Context) -> None:
    """Anggap terkirim, one message. Raises Forbidden, Stale."""
    number, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        await queue_views.count_as_sent(work, number=number, revision=revision)


async def ask_about_all(update: Update, context: Context) -> None:
    """All of one kind. Raises Forbidden, Stale."""
    what, kind = pressed(context, fields=2)
    async with context.reading() as work:
        text = await queue_views.ask_about_all(work, kind=_kind(kind), is_again=_is_again(what))
    await context.show(text)


async def decide_about_all(update: Update, context: Context) -> None:
    """Ya. Raises Forbidden, Stale."""
    what, kind, newest = pressed(context, fields=3)
    decide = queue_views.send_all_again if _is_again(what) else queue_views.count_all_as_sent
    async with context.work() as work:
        await decide(work, kind=_kind(kind), newest=pressed_id(newest))
    await context.clear_buttons()


def _kind(value: str) -> MessageClass:
    if value not in {kind.value for kind in MessageClass}:
        raise Stale
    return MessageClass(value)


def _is_again(what: str) -> bool:
    if what not in ("lagi", "anggap"):
        raise Stale
    return what == "lagi"


async def show_fence(update: Update, context: Context) -> None:
    """What is held, again. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await fences.card(work, number)
    await context.replace(text)


async def show_held(update: Update, context: Context) -> None:
    """Lihat: one by one. Raises Forbidden, Stale."""
    number, after = pressed_ids(context, fields=2)
    async with context.work() as work:
        text = await fences.page(work, number, after=after)
    await context.show(text)


async def ask_to_send(update: Update, context: Context) -> None:
    """Kirim. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await fences.ask_to_send(work, number)
    await context.replace(text)


async def ask_to_throw_away(update: Update, context: Context) -> None:
    """Buang. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await fences.ask_to_throw_away(work, number)
    await context.replace(text)


async def send_held(update: Update, context: Context) -> None:
    """Ya, kirim. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await fences.send(work, number)
    await context.clear_buttons()


async def throw_held_away(update: Update, context: Context) -> None:
    """Ya, buang. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await fences.throw_away(work, number)
    await context.clear_buttons()


HANDLERS = [
    command("pesan", show),
    bare("pesan_segar", show_again),
    press("pesan_ragu", show_uncertain),
    press("pesan_gagal", show_undelivered),
    press("pesan_lagi", send_again),
    press("pesan_anggap", count_as_sent),
    press("pesan_semua", ask_about_all),
    press("pesan_semua_ya", decide_about_all),
    press("tertahan", show_fence),
    press("tertahan_lihat", show_held),
    press("tertahan_kirim", ask_to_send),
    press("tertahan_kirim_ya", send_held),
    press("tertahan_buang", ask_to_throw_away),
    press("tertahan_buang_ya", throw_held_away),
]
PLAIN_WORDS = {"pesan": show}
