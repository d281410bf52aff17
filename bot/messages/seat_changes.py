"""Changing a seat and whoever holds it: what staff are asked and told, and what the released person reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.contacts import KEMBALI, post_of
from bot.messages.render import render
from bot.messages.seats import CAPACITIES
from bot.rules.actors import TenureKind
from bot.rules.clocks import full_date, short_date
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.seat_views import Acting, SeatView
from bot.rules.terms import PREFIXES
from bot.rules.wording import count, listing

BATAL, BUKA_JABATAN = "Batal", "Buka jabatan"
LEPAS, BATALKAN = "Ya, lepas", "Ya, batalkan"
TANPA_SEBUTAN, TANPA_BATAS, KOSONGKAN = "Tanpa sebutan", "Tanpa batas waktu", "Kosongkan"

#: What a stranger who checks the proof code is told.
TITLE_RELEASED = "Pemberitahuan berakhirnya pencatatan jabatan"


def back(seat: SeatView) -> tuple[Button, ...]:
    """Under every question: to the seat again, or out of the conversation."""
    return Button(KEMBALI, data=f"jabatan:{seat.seat_id}"), Button(BATAL, data="batal")


def opens(seat: SeatView) -> Keyboard:
    """Under every receipt: the seat as it is now."""
    return ((Button(BUKA_JABATAN, data=f"jabatan:{seat.seat_id}"),),)


def choose_prefix(seat: SeatView, one: Acting) -> Text:
    buttons = tuple(
        Button(
            ("● " if prefix == one.prefix else "○ ") + (prefix or TANPA_SEBUTAN), f"sebut:{one.tenure_id}:{n}"
        )
        for n, prefix in enumerate(PREFIXES)
    )
    html = render("seat_choose_prefix", post=post_of(seat), name=one.name)
    return Text(html, (buttons[:1], buttons[1:], (Button(KEMBALI, data=f"jabatan:{seat.seat_id}"),)))


def prefix_set(seat: SeatView) -> Text:
    """The post as it is addressed from now on."""
    return Text(render("seat_prefix_set", post=post_of(seat)), opens(seat))


def ask_term(seat: SeatView, one: Acting, *, today: date) -> Text:
    html = render(
        "seat_ask_term",
        post=post_of(seat),
        name=one.name,
        until=full_date(one.until_on) if one.until_on else "",
        example=short_date(date(today.year + 1, today.month, 1)),
    )
    return Text(html, ((Button(TANPA_BATAS, data=f"berlaku_tanpa:{one.tenure_id}"),), back(seat)))


def term_set(seat: SeatView, one: Acting) -> Text:
    until = full_date(one.until_on) if one.until_on else ""
    return Text(render("seat_term_set", post=post_of(seat), name=one.name, until=until), opens(seat))


def ask_phone(seat: SeatView) -> Text:
    html = render("seat_ask_phone", post=post_of(seat), number=seat.office_phone)
    empty = ((Button(KOSONGKAN, data=f"telepon_kosong:{seat.seat_id}"),),) if seat.office_phone else ()
    return Text(html, (*empty, back(seat)))


def phone_set(seat: SeatView) -> Text:
    return Text(render("seat_phone_set", post=post_of(seat), number=seat.office_phone), opens(seat))


def ask_holder(seat: SeatView) -> Text:
    holder = seat.holder.name if seat.holder else ""
    return Text(render("seat_ask_holder", post=post_of(seat), holder=holder), (back(seat),))


def holder_recorded(seat: SeatView, name: str) -> Text:
    return Text(render("seat_holder_recorded", post=post_of(seat, prefix=""), name=name), opens(seat))


def ask_release(seat: SeatView, one: Acting) -> Text:
    """What releasing somebody means, before it is done."""
    html = render(
        "seat_ask_release",
        post=post_of(seat),
        name=one.name,
        capacity=_capacity(one.kind),
        has_others=one.kind is TenureKind.HOLDER and bool(seat.others),
    )
    yes = Button(LEPAS, data=f"lepas_ya:{one.tenure_id}", style="danger")
    return Text(html, ((yes,), (Button(KEMBALI, data=f"jabatan:{seat.seat_id}"),)))


def ask_revoke(seat: SeatView, open_codes: int) -> Text:
    """How many codes would open nothing any more."""
    html = render("seat_ask_revoke", post=post_of(seat), open_codes=count(open_codes))
    yes = Button(BATALKAN, data=f"kode_batal_ya:{seat.seat_id}", style="danger")
    return Text(html, ((yes,), (Button(KEMBALI, data=f"jabatan:{seat.seat_id}"),)))


def revoked(seat: SeatView, gone: int) -> Text:
    html = render("seat_codes_revoked", post=post_of(seat), gone=count(gone) if gone else "")
    return Text(html, opens(seat))


def released(seat: SeatView, names: Sequence[str]) -> Text:
    """To whoever did it."""
    return Text(render("seat_released", post=post_of(seat, prefix=""), names=listing(names)), opens(seat))


def released_by(seat: SeatView, names: Sequence[str], *, by: str) -> Text:
    """To the other officers of the region."""
    html = render("seat_released_by", post=post_of(seat, prefix=""), names=listing(names), by=by or "petugas")
    return Text(html, opens(seat))


def to_released(seat: SeatView, *, name: str, kind: TenureKind) -> Text:
    """To the person, with thanks."""
    return Text(render("released_person", post=post_of(seat), name=name, capacity=_capacity(kind)))


def _capacity(kind: TenureKind) -> str:
    return "" if kind is TenureKind.HOLDER else CAPACITIES[kind].lower()
