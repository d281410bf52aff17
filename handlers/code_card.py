"""A fresh code as a picture to print and as text: shown once, to whoever made it."""

from __future__ import annotations

import asyncio

from bot.actions.invitations import NewCode
from bot.context import Context
from bot.messages import invitations as words
from bot.pictures.cards import invitation_card
from bot.rules.clocks import full_date, local_date, zone_named
from bot.rules.codes import in_fours


async def show_code(context: Context, made: NewCode) -> None:
    """The code goes out directly and is stored nowhere; should it be lost on the way, a new one is made."""
    link = f"https://t.me/{context.house.bot_username}?start={made.code}"
    card = await asyncio.to_thread(
        invitation_card,
        region=made.seat.region_name,
        title=made.seat.title,
        code=in_fours(made.code),
        link=link,
        until=full_date(local_date(made.expires_at, zone_named(made.seat.zone))),
        bot_username=context.house.bot_username,
    )
    text = words.new_code(
        seat=made.seat,
        code=made.code,
        link=link,
        expires_at=made.expires_at,
        holder=made.seat.holder,
        revoked=made.revoked,
    )
    await context.show_file(card, filename=f"kode-{made.seat.region_code}-{made.seat.seat_id}.png", text=text)
