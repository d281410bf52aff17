"""/undang: a code for one seat, as text, as link and as a card with a QR code. For staff."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import Update

from bot.actions import codes
from bot.actions.codes import Standing
from bot.context import Context
from bot.messages import codes as code_words
from bot.messages import invitations as words
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.regions import Ambiguous, Found, Unknown
from bot.rules.seats import InvitationIncomplete, PostUnknown, split_post
from db.queries.places import region_names
from db.queries.posts import all_posts
from db.queries.seats import empty_seats
from db.reference import gazetteer
from handlers.code_batches import show_card
from handlers.code_card import show_code
from handlers.guards import MenuItem, argument, command, press, pressed, pressed_id

MENU = (
    MenuItem(
        "undang",
        "Membuat kode undangan jabatan, satu atau seangkatan",
        Action.INVITE,
        plain=("undang",),
        slash_to_change=True,
    ),
)


async def invite(update: Update, context: Context) -> None:
    """/undang bontang inspektur, /undang angkatan 2026; bare, it offers empty seats of the newest cohort."""
    typed = argument(context)
    first, _, rest = typed.partition(" ")
    if first.casefold() == "angkatan":
        return await show_card(context, rest.strip())
    async with context.reading() as work:
        require(work.actor, Action.INVITE)
        seats = [] if typed else await empty_seats(work.session)
        posts = await all_posts(work.session)
    if not typed:
        return await context.show(words.choose_invitee(seats))
    region, post = _region_and_post(typed, posts)
    match gazetteer().find(region):
        case Found(place=place, is_exact=True) if post:
            await _make(context, place.code, post)
        case Found(place=place, is_exact=True):
            await context.show(words.which_post(place.name, place.code, posts))
        case Found(place=place):  # a near spelling is never taken in silence: a code opens a seat
            await context.show(words.which_region(region, [(place.code, place.name)], post=post))
        case Ambiguous(places=places) | Unknown(suggestions=places):
            found = [(place.code, place.name) for place in places]
            await context.show(words.which_region(region, found, post=post))
    return None


def _region_and_post(typed: str, posts: Mapping[str, str]) -> tuple[str, str | None]:
    """Without a post the whole text is the region, and the post is asked for with buttons."""
    try:
        return split_post(typed, posts)
    except (InvitationIncomplete, PostUnknown):
        if isinstance(gazetteer().find(typed), Found):
            return typed, None
        raise


async def region_pressed(update: Update, context: Context) -> None:
    """A region chosen by button, before its post."""
    (region_code,) = pressed(context, fields=1)
    async with context.reading() as work:
        require(work.actor, Action.INVITE)
        posts = await all_posts(work.session)
    if region_code not in region_names():
        raise Stale
    await context.show(words.which_post(region_names()[region_code], region_code, posts))


async def invite_pressed(update: Update, context: Context) -> None:
    """A seat chosen by button."""
    region_code, post = pressed(context, fields=2)
    if region_code not in region_names():
        raise Stale
    await _make(context, region_code, post)


async def replace_pressed(update: Update, context: Context) -> None:
    """Buat kode baru, in the place of the one that is open."""
    region_code, post, code_id = pressed(context, fields=3)
    if region_code not in region_names():
        raise Stale
    await _make(context, region_code, post, instead_of=pressed_id(code_id))
    await context.clear_buttons()


async def revoke_pressed(update: Update, context: Context) -> None:
    """Batalkan kode lama."""
    (code_id,) = pressed(context, fields=1)
    async with context.work() as work:
        seat = await codes.revoke(work, code_id=pressed_id(code_id))
        await work.receipt(code_words.revoked(seat=seat))
    await context.clear_buttons()


async def _make(context: Context, region_code: str, post: str, *, instead_of: int = 0) -> None:
    """The code goes out directly and is stored nowhere; should it be lost on the way, a new one is made."""
    async with context.work() as work:
        made = await codes.invite(work, region_code=region_code, post=post, instead_of=instead_of)
    if isinstance(made, Standing):
        return await context.show(_still_open(made, post))
    return await show_code(context, made)


def _still_open(standing: Standing, post: str) -> Text:
    return code_words.still_open(
        seat=standing.seat,
        post_key=post,
        code_id=standing.code_id,
        made_by=standing.made_by,
        made_at=standing.made_at,
        expires_at=standing.expires_at,
        batch=standing.batch,
    )


HANDLERS = [
    command("undang", invite),
    press("und", invite_pressed),
    press("unr", region_pressed),
    press("unb", replace_pressed),
    press("unx", revoke_pressed),
]
PLAIN_WORDS = {"undang": invite}
