"""/kontak: the seats of a region, who acts for them, and one seat with its history. For staff."""

from __future__ import annotations

from telegram import Update

from bot.actions import posts, recorded_answers, seat_people, seat_views, seats
from bot.actions.seats import close_own
from bot.context import Context
from bot.rules.access import Action
from handlers.guards import MenuItem, argument, bare, command, press, pressed, pressed_ids

#: Questions about a seat, which Kembali leaves.
QUESTIONS = (seats.ASK_TERM, seats.ASK_PHONE, seat_people.ASK_HOLDER, recorded_answers.ASK_NOTE)
REGION_QUESTIONS = (posts.ASK_TITLE, posts.ASK_PLACE)

#: What begins a new post instead of naming a region.
NEW_POST = "jabatan baru"

MENU = (MenuItem("kontak", "Jabatan daerah dan pejabatnya", Action.SEE_CONTACTS, plain=("kontak",)),)


async def show_contacts(update: Update, context: Context) -> None:
    """The regions of the newest cohort, the region named, or "jabatan baru". Raises Forbidden."""
    typed = argument(context)
    if " ".join(typed.casefold().split()) == NEW_POST:
        async with context.work() as work:
            await posts.ask_title(work)
        return
    async with context.work() as work:
        text = await seat_views.contacts(work, typed=typed)
    await context.show(text)


async def show_regions(update: Update, context: Context) -> None:
    """Kembali on a region."""
    async with context.work() as work:
        text = await seat_views.contacts(work, typed="")
    await context.replace(text)


async def show_region(update: Update, context: Context) -> None:
    """A region chosen by button, or Kembali under a question about it. Raises Forbidden, Stale."""
    (code,) = pressed(context, fields=1)
    async with context.work() as work:
        await close_own(work, *REGION_QUESTIONS)
        text = await seat_views.region_card(work, region_code=code)
    await context.replace(text)


async def show_seat(update: Update, context: Context) -> None:
    """A seat chosen by button, or Kembali under a question about it. Raises Forbidden."""
    (seat_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await close_own(work, *QUESTIONS)
        text = await seat_views.seat_card(work, seat_id=seat_id)
    await context.replace(text)


HANDLERS = [
    command("kontak", show_contacts),
    bare("kontak_semua", show_regions),
    press("kontak", show_region),
    press("jabatan", show_seat),
]
PLAIN_WORDS = {"kontak": show_contacts}
