"""The own name, corrected with approval: asked for, decided, told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.messages.own_refusals import why
from bot.messages.render import render
from bot.messages.request_cards import card_buttons, first_by, moment, talk
from bot.messages.requests import WITHDRAW
from bot.messages.seats import CAPACITIES
from bot.rules.actors import HeldSeat
from bot.rules.clocks import WIB, both_clocks, full_date, local_date, zone_named
from bot.rules.name_wording import warning_words
from bot.rules.names import name_warnings, shown_name
from bot.rules.outbox import Button, Text
from bot.rules.requests import Refused, RequestView
from bot.rules.wording import post


def ask(name: str) -> Text:
    """Asks for the name as it should be."""
    return Text(render("name_ask", name=name))


def received(seat: HeldSeat, *, name: str, until: datetime) -> Text:
    promised = both_clocks(until, reader=zone_named(seat.zone))
    html = render("name_received", name=name, day=promised.date, clock=str(promised.local))
    return Text(html, ((Button(WITHDRAW, "reqw"),),))


def card(view: RequestView) -> Text:
    """To staff: the name on record and the one asked for."""
    person = view.registered
    html = render(
        "name_card",
        post=post(view.seat.title, view.seat.region_name),
        province=view.seat.province,
        capacity=CAPACITIES[view.kind],
        before=shown_name(person.name) if person else "(dihapus)",
        name=shown_name(view.name),
        telegram_id=view.telegram_id,
        asked=moment(view.requested_at),
        warnings=list(_warnings(view)),
        talk=talk(view),
        first_by=first_by(view),
        first_at=moment(view.first_at),
        until=full_date(local_date(view.expires_at, WIB)),
    )
    return Text(html, card_buttons(view))


def _warnings(view: RequestView) -> Iterator[str]:
    """What is odd about the name, each a sentence without its full stop."""
    yield from (f"nama baru {warning_words[one]}" for one in name_warnings(view.name))
    if view.resembles_staff:
        yield "nama baru menyerupai nama petugas Dit. Permas"


def corrected(name: str) -> Text:
    return Text(render("name_corrected", name=name))


def refused(name: str, refused: Refused) -> Text:
    return Text(render("name_refused", name=name, reason=why(refused)))


def expired() -> Text:
    return Text(render("name_expired"))
