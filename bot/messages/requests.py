"""Registering without a code: choosing a seat, waiting, and the card staff decide on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.render import render
from bot.messages.seats import CAPACITIES, DraftInWords, SeatInWords, two_in_a_row
from bot.rules.actors import TenureKind
from bot.rules.clocks import both_clocks, zone_named
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.wording import post

APPROVE, REFUSE = "Setujui", "Tolak"
WITHDRAW = "Batalkan permohonan"


def choose_province(provinces: Sequence[tuple[str, str]]) -> Text:
    """(code, name) of every province, two in a row."""
    return Text(
        render("choose_province"), two_in_a_row([Button(name, f"dft:p:{code}") for code, name in provinces])
    )


def choose_region(regions: Sequence[tuple[str, str]], *, province: str) -> Text:
    """(code, name) of the regions of one province, or of those a typed name may mean."""
    buttons = two_in_a_row([Button(name, f"dft:r:{code}") for code, name in regions])
    return Text(render("choose_region", province=province), buttons)


def choose_post(posts: Sequence[tuple[str, str]], *, region_code: str, region_name: str) -> Text:
    buttons = tuple((Button(title, f"dft:s:{region_code}:{key}"),) for key, title in posts)
    return Text(render("choose_post", region_name=region_name), buttons)


def request_received(*, seat: SeatInWords, name: str, kind: TenureKind, until: datetime) -> Text:
    """To the person without a code: what happens next, and until when."""
    moment = both_clocks(until, reader=zone_named(seat.zone))
    return Text(
        render(
            "request_received",
            name=name,
            title=seat.title,
            capacity="" if kind is TenureKind.HOLDER else CAPACITIES[kind],
            region=seat.region_name,
            province=seat.province,
            day=moment.date,
            clock=str(moment.local),
        ),
        ((Button(WITHDRAW, "reqw"),),),
    )


def request_withdrawn(*, was_open: bool) -> Text:
    return Text(render("request_withdrawn", was_open=was_open))


def request_taken_back() -> Text:
    """What the officers' cards say when the person takes the request back."""
    return Text(render("request_taken_back"))


def request_lapsed() -> Text:
    """What the officers' cards say when nobody decided in time."""
    return Text(render("request_lapsed"))


def approval_card(*, request_id: int, seat: SeatInWords, draft: DraftInWords, telegram_id: int) -> Text:
    """To staff: who asks for which seat, and who holds it now."""
    holder = getattr(seat, "holder", "")
    buttons: Keyboard = (
        (
            Button(APPROVE, f"req:{request_id}:yes", style="success"),
            Button(REFUSE, f"req:{request_id}:no", style="danger"),
        ),
    )
    return Text(
        render(
            "approval_card",
            name=draft.name,
            capacity=CAPACITIES[draft.kind],
            post=post(seat.title, seat.region_name),
            province=seat.province,
            holder=holder,
            is_invited=draft.is_invited,
            telegram_id=telegram_id,
        ),
        buttons,
    )


def request_decided(*, seat: SeatInWords, draft: DraftInWords, is_approved: bool, by: str) -> Text:
    """What the officers' cards say afterwards."""
    return Text(
        render(
            "request_decided",
            name=draft.name,
            post=post(seat.title, seat.region_name),
            is_approved=is_approved,
            by=by or "petugas",
        )
    )


def request_approved(*, seat: SeatInWords, kind: TenureKind) -> Text:
    capacity = "" if kind is TenureKind.HOLDER else CAPACITIES[kind]
    return Text(render("request_approved", post=post(seat.title, seat.region_name), capacity=capacity))


def request_refused(*, seat: SeatInWords) -> Text:
    return Text(render("request_refused", post=post(seat.title, seat.region_name)))


def request_expired() -> Text:
    return Text(render("request_expired"))


def decision_noted(*, is_approved: bool) -> Text:
    return Text(render("decision_noted", is_approved=is_approved))
