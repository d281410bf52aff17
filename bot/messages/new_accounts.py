"""Another Telegram account for the same official: asked for, told to the old one, decided, carried out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.messages.own_refusals import why
from bot.messages.render import render
from bot.messages.request_cards import card_buttons, first_by, moment, talk
from bot.messages.requests import WITHDRAW
from bot.messages.seats import CAPACITIES, REACH, SeatInWords, seat_in_words, two_in_a_row
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.clocks import WIB, both_clocks, full_date, local_date, zone_named
from bot.rules.name_wording import warning_words
from bot.rules.names import name_warnings, resembles, shown_name
from bot.rules.outbox import Button, Text
from bot.rules.requests import Refused, RequestView
from bot.rules.sittings import addressee
from bot.rules.wording import listing, post

NOT_ME, GO_ON = "Bukan saya", "Lanjutkan dari akun ini"
#: What a stranger who checks the proof code is told.
TITLE_NOTICE = "Pemberitahuan permohonan pindah akun"
TITLE_MOVED = "Pemberitahuan pindah akun"


def from_which_account() -> Text:
    """To somebody registered: the words have to come from the new account, unless this is it."""
    return Text(render("account_from_which"), ((Button(GO_ON, "acc:go"),),))


def choose_province(provinces: Sequence[tuple[str, str]]) -> Text:
    """(code, name) of every province: where the post is that moves."""
    buttons = two_in_a_row([Button(name, f"dft:p:{code}") for code, name in provinces])
    return Text(render("account_choose_province"), buttons)


def received(*, seat: SeatInWords, name: str, kind: TenureKind, until: datetime) -> Text:
    """The same whether or not somebody is registered there."""
    promised = both_clocks(until, reader=zone_named(seat.zone))
    html = render(
        "account_received",
        name=name,
        post=post(seat.title, seat.region_name),
        capacity=CAPACITIES[kind],
        day=promised.date,
        clock=str(promised.local),
    )
    return Text(html, ((Button(WITHDRAW, "reqw"),),))


def notice(seat: HeldSeat, *, request_id: int, asked_at: datetime) -> Text:
    """To the old account: somebody asks in this person's name, and one press stops it."""
    asked = both_clocks(asked_at, reader=zone_named(seat.zone))
    html = render("account_notice", to=addressee(seat), day=asked.date, clock=str(asked.local))
    return Text(html, ((Button(NOT_ME, f"acc:no:{request_id}", style="danger"),),))


def notice_over(*, is_moved: bool) -> Text:
    """What that notice says once the request is over."""
    return Text(render("account_notice_over", is_moved=is_moved))


def objection_noted(*, is_in_time: bool) -> Text:
    return Text(render("account_objection_noted", is_in_time=is_in_time))


def card(view: RequestView) -> Text:
    """To staff: the old account and the new one, side by side, and what to look at twice."""
    person = view.registered
    html = render(
        "account_card",
        it=view,
        post=post(view.seat.title, view.seat.region_name),
        capacity=CAPACITIES[view.kind],
        person=person,
        recorded=shown_name(person.name) if person else "",
        reach=REACH[person.state] if person else "",
        seen=moment(person.last_seen_at) if person else "",
        posts=listing(person.posts) if person and len(person.posts) > 1 else "",
        further=listing(person.further) if person else "",
        name=shown_name(view.name),
        account=shown_name(view.account.name) if view.account.name else "",
        asked=moment(view.requested_at),
        warnings=list(_warnings(view)),
        talk=talk(view),
        objection=moment(view.objection.said_at) if view.objection else "",
        first_by=first_by(view),
        first_at=moment(view.first_at),
        until=full_date(local_date(view.expires_at, WIB)),
    )
    return Text(html, card_buttons(view))


def _warnings(view: RequestView) -> Iterator[str]:
    """What is odd, each a sentence without its full stop."""
    yield from (f"nama yang ditulis {warning_words[one]}" for one in name_warnings(view.name))
    yield from (f"nama akun Telegram {warning_words[one]}" for one in name_warnings(view.account.name))
    if view.registered and not _is_same(view.name, view.registered.name):
        yield "nama yang ditulis berbeda dengan nama yang tercatat"
    if view.resembles_staff:
        yield "nama menyerupai nama petugas Dit. Permas"


def _is_same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold() or resembles(name, other)


def moved(seats: Sequence[HeldSeat], *, lost_phone: bool) -> Text:
    """To the new account: it is the one now, and what comes next."""
    posts = [seat_in_words(seat) for seat in seats]
    return Text(render("account_moved", seats=posts, lost_phone=lost_phone))


def farewell(*, request_id: int) -> Text:
    """The last message to the old account. The press still finds somebody."""
    return Text(render("account_farewell"), ((Button(NOT_ME, f"acc:no:{request_id}", style="danger"),),))


def refused(view: RequestView, refused: Refused) -> Text:
    html = render(
        "account_refused",
        post=post(view.seat.title, view.seat.region_name),
        reason=why(refused),
    )
    return Text(html)


def expired() -> Text:
    return Text(render("account_expired"))


def over() -> Text:
    """To whoever asked: what was to move was ended, or moved elsewhere; which of both is not said."""
    return Text(render("account_over"))


def deputy_moved(seat: HeldSeat, *, name: str, kind: TenureKind) -> Text:
    """To the holder: somebody who acts for the seat has another account."""
    return Text(
        render("account_deputy_moved", to=addressee(seat), name=shown_name(name), capacity=CAPACITIES[kind])
    )


def moved_to_staff(seats: Sequence[HeldSeat], *, name: str) -> Text:
    """To the officers of another region, where the same person acts as well."""
    posts = listing([seat_in_words(seat) for seat in seats])
    return Text(render("account_moved_to_staff", name=shown_name(name), posts=posts))


def disputed(seat: HeldSeat, *, name: str, telegram_id: int) -> Text:
    """To staff, at once: it was carried out, and the old account says that it was somebody else."""
    return Text(
        render("account_disputed", post=seat_in_words(seat), name=shown_name(name), telegram_id=telegram_id)
    )
