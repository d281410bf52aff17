"""A new telephone or Telegram account: the registration moves to it once staff have looked."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update

from bot.actions import account_objections, dialogues, invitations, registration
from bot.actions.applicants import Draft
from bot.actions.work import Work
from bot.context import Context
from bot.messages import new_accounts as words
from bot.messages import registry
from bot.rules.access import Action
from db.queries.places import provinces
from handlers.confirmation import CARD, show_card
from handlers.guards import MenuItem, command, press, pressed, pressed_id
from handlers.start import name_of

_WORDS = ("akun baru", "ganti akun", "ganti nomor", "nomor baru", "telepon baru", "hp baru")

MENU = (
    MenuItem(
        "akun_baru",
        "Pindah ke akun Telegram yang baru",
        Action.REGISTER,
        plain=_WORDS,
        is_shown=False,
        takes_argument=False,
    ),
)


async def begin(update: Update, context: Context) -> None:
    """From the new account: the notice first, then where the post is. Somebody registered is asked first."""
    async with context.work() as work:
        await registration.mark_reachable(work, is_reachable=True)
        if work.actor.is_official:
            await work.receipt(words.from_which_account())
        else:
            await _begin(work)


async def go_on(update: Update, context: Context) -> None:
    """Lanjutkan dari akun ini: registered here, and elsewhere by another account."""
    pressed(context, fields=1)
    async with context.work() as work:
        await _begin(work)


async def _begin(work: Work) -> None:
    if await registration.has_consented(work):
        await dialogues.ask(work, "place", then="account")
        await work.receipt(words.choose_province(provinces()))
    else:
        await dialogues.ask(work, "greeted", code_hash="", seat_id=0, then="account")
        await work.receipt(registry.greeting(bot_username=work.bot_username, has_code=False))


async def its_me(update: Update, context: Context) -> None:
    """Sudah terdaftar, akun saya baru: on the card of a seat that was asked for."""
    _, number = pressed(context, fields=2)
    async with context.work() as work:
        await registration.require_consent(work)
        seat_id = await invitations.known_seat(work, pressed_id(number))
        question = await dialogues.open_question(work)
        draft = Draft(seat_id, name_of(update, work.actor))
        if question is not None and question.step in CARD:
            shown = Draft.of(question.said)
            draft = replace(draft, name=shown.name, kind=shown.kind)
        await show_card(work, replace(draft, is_new_account=True))
    await context.clear_buttons()


async def not_me(update: Update, context: Context) -> None:
    """Bukan saya, from the old account."""
    _, number = pressed(context, fields=2)
    async with context.work() as work:
        is_in_time = await account_objections.object_to_move(work, request_id=pressed_id(number))
        await work.receipt(words.objection_noted(is_in_time=is_in_time))
    await context.clear_buttons()


HANDLERS = [
    command("akun_baru", begin),
    press("acc:go", go_on),
    press("acc:s", its_me),
    press("acc:no", not_me),
]
PLAIN_WORDS = dict.fromkeys(_WORDS, begin)
