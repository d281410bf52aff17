"""/daftar: asking for a seat without a code. How staff decide is in requests."""

from __future__ import annotations

from telegram import Update

from bot.actions import dialogues, invitations, registration, request_ends
from bot.actions.applicants import Draft
from bot.context import Context
from bot.messages import registry
from bot.messages import requests as words
from bot.rules.access import Action
from bot.rules.codes import typed_invitation_code
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.regions import Ambiguous, Found, Unknown
from db.queries.places import provinces, region_names, regions_of_province
from db.queries.posts import posts_of_region
from db.reference import gazetteer
from handlers.confirmation import show_card
from handlers.guards import MenuItem, argument, bare, command, press, pressed, typed_text
from handlers.start import name_of, open_with_code

MENU = (
    MenuItem(
        "daftar",
        "Mendaftar sebagai pejabat daerah",
        Action.REGISTER,
        strangers_only=True,
        plain=("daftar",),
        takes_argument=False,
    ),
)


async def ask(update: Update, context: Context) -> None:
    """Begin: the notice first, then province, region, post."""
    if typed_invitation_code(argument(context)):
        return await open_with_code(update, context, argument(context))
    async with context.work() as work:
        await registration.mark_reachable(work, is_reachable=True)
        if await registration.has_consented(work):
            await dialogues.ask(work, "place")
            await work.receipt(words.choose_province(provinces()))
        else:
            await dialogues.ask(work, "greeted", code_hash="", seat_id=0, then="request")
            await work.receipt(registry.greeting(bot_username=work.bot_username, has_code=False))
    return None


async def choose_province(update: Update, context: Context) -> None:
    _, code = pressed(context, fields=2)
    regions = regions_of_province(code)
    if not regions:
        raise Stale
    await context.replace(words.choose_region(regions, province=dict(provinces())[code]))


async def choose_region(update: Update, context: Context) -> None:
    _, code = pressed(context, fields=2)
    await context.replace(await _posts(context, code))


async def hear_place(update: Update, context: Context, said: dict[str, object]) -> None:
    """A region typed instead of chosen: by code, name, nickname or close spelling."""
    typed = typed_text(context)
    if typed_invitation_code(typed):
        return await open_with_code(update, context, typed)
    match gazetteer().find(typed):
        case Found(place=place):
            await context.show(await _posts(context, place.code))
        case Ambiguous(places=places):
            await context.show(
                words.choose_region([(place.code, place.name) for place in places], province="")
            )
        case Unknown(suggestions=places):
            suggested = [(place.code, place.name) for place in places]
            await context.show(
                words.choose_region(suggested, province="")
                if suggested
                else words.choose_province(provinces())
            )
    return None


async def choose_post(update: Update, context: Context) -> None:
    """Region and post are chosen: show the card to confirm."""
    _, region_code, post = pressed(context, fields=3)
    async with context.work() as work:
        if not await registration.has_consented(work) or region_code not in region_names():
            raise Stale
        if post not in await posts_of_region(work.session, region_code):
            raise Stale
        seat_id = await invitations.ensure_seat(work, region_code, post)
        name, moves = name_of(update, work.actor), await registration.is_to_move(work)
        await show_card(work, Draft(seat_id, name, is_new_account=moves))


async def withdraw(update: Update, context: Context) -> None:
    """Batalkan permohonan."""
    async with context.work() as work:
        was_open = await request_ends.withdraw_request(work)
        await work.receipt(words.request_withdrawn(was_open=was_open))
    await context.clear_buttons()


async def _posts(context: Context, region_code: str) -> Text:
    name = region_names().get(region_code)
    if name is None:
        raise Stale
    async with context.reading() as work:
        posts = await posts_of_region(work.session, region_code)
    return words.choose_post(list(posts.items()), region_code=region_code, region_name=name)


HANDLERS = [
    command("daftar", ask),
    press("dft:p", choose_province),
    press("dft:r", choose_region),
    press("dft:s", choose_post),
    bare("reqw", withdraw),
]

STEPS = {"place": hear_place}
PLAIN_WORDS = {"daftar": ask}
