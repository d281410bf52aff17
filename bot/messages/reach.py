"""Uji sambung and the review list: what was begun, what came of it, and who has long been out of reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.messages.outreach import outreach
from bot.messages.render import render
from bot.rules.actors import TenureKind
from bot.rules.clocks import WIB, full_date, full_moment, local_date, short_date, zone_named
from bot.rules.coverage import STATES, UNANSWERED, CoveredSeat, counted, worst_first
from bot.rules.outbox import Button, Text
from bot.rules.phones import whatsapp_link, whatsapp_number
from bot.rules.sheets import CoverageState
from bot.rules.wording import post

UJI, LIHAT = "Uji sambung", "Lihat cakupan"

#: WhatsApp buttons under one message: a keyboard of over 10 kB is refused, and an address has 0.8 kB.
#: The others are on the cards of /cakupan.
_MOST_BUTTONS = 8
#: Seats named in one report; the rest is counted, and stands in /cakupan.
_MOST_SEATS = 40


class Gone(Protocol):
    """Somebody who acts for a seat and cannot be written to."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> TenureKind: ...
    @property
    def region(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def reachability(self) -> str: ...
    @property
    def since(self) -> datetime: ...
    @property
    def office_phone(self) -> str: ...


def started(cohort: int, *, people: int) -> Text:
    return Text(render("reach_started", cohort=cohort, people=people))


def running(cohort: int) -> Text:
    return Text(render("reach_running", cohort=cohort))


def nobody_to_check(cohort: int) -> Text:
    return Text(render("reach_nobody", cohort=cohort))


def report(cohort: int, seats: Sequence[CoveredSeat], *, bot_username: str, now: datetime) -> Text:
    """How many were reached, and whom to call, with numbers."""
    counts = counted(seats)
    silent = [seat for _, of_region in worst_first(seats) for seat in of_region if not seat.is_reached]
    lines = [
        {
            "post": _post(seat),
            "holder": seat.line.holder,
            "state": UNANSWERED if seat.is_unanswered else STATES[seat.line.state],
            "phones": " / ".join(number for number in (seat.office_phone, seat.own_phone) if number),
        }
        for seat in silent[:_MOST_SEATS]
    ]
    html = render(
        "reach_report",
        cohort=cohort,
        reached=counts.reached,
        seats=counts.seats,
        lines=lines,
        more=max(0, len(silent) - _MOST_SEATS),
        at=full_moment(now, WIB),
    )
    buttons: list[tuple[Button, ...]] = []
    for seat in silent:
        number = whatsapp_number(seat.own_phone, seat.office_phone)
        if number and len(buttons) < _MOST_BUTTONS:
            link = whatsapp_link(number, outreach(seat, bot_username=bot_username))
            buttons.append((Button(f"WhatsApp: {_post(seat)}"[:60], url=link),))
    return Text(html, (*buttons, (Button(LIHAT, f"cak:{cohort}:1"),)))


def offer(title: str, *, cohorts: Sequence[int], starts_at: datetime) -> Text:
    """Before a meeting, while there is still time to call: a row for each cohort it invites."""
    on = full_date(local_date(starts_at, WIB))
    rows = []
    for cohort in cohorts:
        which = f" {cohort}" if len(cohorts) > 1 else ""
        button = Button(f"{UJI}{which}", f"uji:{cohort}", style="primary")
        rows.append((button, Button(f"{LIHAT}{which}", f"cak:{cohort}:1")))
    return Text(render("reach_offer", title=title, on=on), tuple(rows))


def review(people: Sequence[Gone]) -> Text:
    """Who has been out of reach for a month, since when, and what to do."""
    lines = [
        {
            "post": post(one.title, one.region, prefix=one.prefix),
            "name": one.name,
            "is_holder": one.kind is TenureKind.HOLDER,
            "state": STATES[CoverageState(one.reachability)],
            "since": short_date(local_date(one.since, zone_named(one.zone))),
            "phone": one.office_phone,
        }
        for one in people[:_MOST_SEATS]
    ]
    return Text(render("reach_review", lines=lines, more=max(0, len(people) - _MOST_SEATS)))


def _post(seat: CoveredSeat) -> str:
    return post(seat.line.title, seat.line.region, prefix=seat.prefix)
