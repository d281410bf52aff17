"""/undang: a code for one seat, as text, as link and as a card with a QR code. For staff."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.actions import invitations
from bot.context import Context
from bot.messages import invitations as words
from bot.pictures.cards import invitation_card
from bot.rules.access import Action, require
from bot.rules.clocks import full_date, local_date, zone_named
from bot.rules.codes import in_fours
from bot.rules.errors import Stale
from bot.rules.regions import Ambiguous, Found, Unknown
from bot.rules.seats import DEFAULT_POSTS, InvitationIncomplete, PostUnknown, split_post
from db.queries.places import region_names
from db.queries.seats import empty_seats
from db.reference import gazetteer
from handlers.guards import MenuItem, argument, command, press, pressed

MENU = (MenuItem("undang", "Membuat kode undangan untuk satu jabatan", Action.INVITE, plain=("undang",)),)


async def invite(update: Update, context: Context) -> None:
    """/undang bontang inspektur; bare, it offers the empty seats of the newest cohort."""
    typed = argument(context)
    async with context.reading() as work:
        require(work.actor, Action.INVITE)
        seats = [] if typed else await empty_seats(work.session)
    if not typed:
        return await context.show(words.choose_invitee(seats))
    region, post = _region_and_post(typed)
    match gazetteer().find(region):
        case Found(place=place) if post:
            await _make(context, place.code, post)
        case Found(place=place):
            await context.show(words.which_post(place.name, place.code))
        case Ambiguous(places=places) | Unknown(suggestions=places):
            found = [(place.code, place.name) for place in places]
            await context.show(words.which_region(region, found, post=post or next(iter(DEFAULT_POSTS))))
    return None


def _region_and_post(typed: str) -> tuple[str, str | None]:
    """Without a post the whole text is the region, and the post is asked for with buttons."""
    try:
        return split_post(typed)
    except (InvitationIncomplete, PostUnknown):
        if isinstance(gazetteer().find(typed), Found):
            return typed, None
        raise


async def invite_pressed(update: Update, context: Context) -> None:
    """A seat chosen by button."""
    region_code, post = pressed(context, fields=2)
    if region_code not in region_names() or post not in DEFAULT_POSTS:
        raise Stale
    await _make(context, region_code, post)


async def _make(context: Context, region_code: str, post: str) -> None:
    """The code goes out directly and is stored nowhere; should it be lost on the way, a new one is made."""
    async with context.work() as work:
        made = await invitations.invite(work, region_code=region_code, post=post)
    link = f"https://t.me/{context.house.bot_username}?start={made.code}"
    until = full_date(local_date(made.expires_at, zone_named(made.seat.zone)))
    card = await asyncio.to_thread(
        invitation_card,
        region=made.seat.region_name,
        title=made.seat.title,
        code=in_fours(made.code),
        link=link,
        until=until,
        bot_username=context.house.bot_username,
    )
    text = words.new_code(
        seat=made.seat, code=made.code, link=link, expires_at=made.expires_at, holder=made.seat.holder
    )
    await context.show_file(card, filename=f"kode-{made.seat.region_code}-{post}.png", text=text)


HANDLERS = [command("undang", invite), press("und", invite_pressed)]
PLAIN_WORDS = {"undang": invite}
