"""What the holder of a seat hears when somebody else asks for it. Nothing about who that is."""

from __future__ import annotations

from datetime import datetime

from bot.messages.render import render
from bot.rules.actors import HeldSeat
from bot.rules.clocks import both_clocks, zone_named
from bot.rules.outbox import Button, Text
from bot.rules.sittings import addressee
from bot.rules.wording import post

STILL_MINE = "Saya masih menjabat"
#: What a stranger who checks the proof code is told.
TITLE = "Pemberitahuan permohonan jabatan"


def told(seat: HeldSeat, *, request_id: int, asked_at: datetime) -> Text:
    """Somebody asks for the seat; the holder may say that it is still his."""
    moment = both_clocks(asked_at, reader=zone_named(seat.zone))
    html = render("request_holder_told", to=addressee(seat), day=moment.date, clock=str(moment.local))
    return Text(html, ((Button(STILL_MINE, f"reqh:{request_id}"),),))


def objection_noted() -> Text:
    return Text(render("request_objection_noted"))


def settled(*, title: str, region_name: str, is_kept: bool) -> Text:
    """The request is over; ``is_kept``: the seat is still his."""
    return Text(render("request_holder_settled", post=post(title, region_name), is_kept=is_kept))
