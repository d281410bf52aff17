"""Registering without a code, as whoever asks sees it: choosing a seat, waiting, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.render import render
from bot.messages.seats import CAPACITIES, SeatInWords, two_in_a_row
from bot.rules.actors import TenureKind
from bot.rules.clocks import both_clocks, zone_named
from bot.rules.outbox import Button, Text
from bot.rules.requests import Refused
from bot.rules.wording import post

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


def request_received(
    *, seat: SeatInWords, name: str, kind: TenureKind, until: datetime, has_code: bool = False
) -> Text:
    """To whoever asks: what happens next, and until when. ``has_code``: for a seat that somebody holds."""
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
            has_code=has_code,
        ),
        ((Button(WITHDRAW, "reqw"),),),
    )


def request_withdrawn(*, was_open: bool) -> Text:
    return Text(render("request_withdrawn", was_open=was_open))


def request_approved(*, seat: SeatInWords, kind: TenureKind) -> Text:
    capacity = "" if kind is TenureKind.HOLDER else CAPACITIES[kind]
    return Text(render("request_approved", post=post(seat.title, seat.region_name), capacity=capacity))


def request_refused(*, seat: SeatInWords, refused: Refused) -> Text:
    """Why not, kindly, and what to do next."""
    where = post(seat.title, seat.region_name)
    return Text(render("request_refused", post=where, reason=refused.reason.value, words=refused.words))


def request_expired() -> Text:
    return Text(render("request_expired"))
