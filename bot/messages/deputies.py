"""Assistants and delegates: the card of the holder, the invitation to forward, what everybody hears."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.render import render
from bot.messages.seats import CAPACITIES, THROUGH, seat_in_words
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.clocks import full_date, local_date, short_date, zone_named
from bot.rules.codes import in_fours
from bot.rules.deputies import SeatDeputies
from bot.rules.outbox import Button, Keyboard, Text

INVITE = {TenureKind.ASSISTANT: "Undang ajudan", TenureKind.DELEGATE: "Undang wakil"}
REMOVE, CANCEL_INVITATION = "Cabut", "Batalkan undangan"
REALLY, STAY = "Ya, cabut", "Tidak jadi"


def overview(seats: Sequence[SeatDeputies]) -> Text:
    """To a holder: who acts for each own seat, who was invited, and what may be done."""
    rows = [_row(each) for each in seats]
    buttons = [button for each in seats for button in _buttons(each, is_one_of_many=len(seats) > 1)]
    return Text(render("deputies", seats=rows), tuple((button,) for button in buttons))


def for_substitute(each: SeatDeputies) -> Text:
    """To a holder who named a substitute: what a link for that person would mean, and the way to it."""
    kind = TenureKind.DELEGATE
    invite = Button(INVITE[kind], f"dep:i:{each.seat.seat_id}:{kind}:{each.version}")
    has_room = each.has_room(kind)
    html = render("deputy_for_substitute", post=seat_in_words(each.seat), has_room=has_room)
    return Text(html, ((invite,),) if has_room else ())


def _row(each: SeatDeputies) -> dict[str, object]:
    zone = zone_named(each.seat.zone)
    return {
        "post": seat_in_words(each.seat),
        "people": [
            (THROUGH[one.kind], one.name, short_date(local_date(one.since, zone)), one.is_reachable)
            for one in each.people
        ],
        "applicants": [(THROUGH[one.kind], one.name) for one in each.applicants],
        "invitations": [
            (THROUGH[one.kind], short_date(local_date(one.expires_at, zone))) for one in each.invitations
        ],
    }


def _buttons(each: SeatDeputies, *, is_one_of_many: bool) -> list[Button]:
    which = f": {seat_in_words(each.seat)}" if is_one_of_many else ""
    zone = zone_named(each.seat.zone)
    seat_id = each.seat.seat_id
    return [
        *(
            Button(f"{INVITE[kind]}{which}", f"dep:i:{seat_id}:{kind}:{each.version}")
            for kind in each.kinds_with_room
        ),
        *(Button(f"{REMOVE}: {one.name}", f"dep:r:{one.tenure_id}") for one in each.people),
        *(
            Button(
                f"{CANCEL_INVITATION} {THROUGH[one.kind]} ({short_date(local_date(one.expires_at, zone))})",
                f"dep:c:{one.code_id}",
            )
            for one in each.invitations
        ),
    ]


def invitation(
    seat: HeldSeat, *, kind: TenureKind, code: str, link: str, expires_at: datetime, bot_username: str
) -> Text:
    """To forward: the code, once, as link and in fours."""
    return Text(
        render(
            "deputy_invitation",
            post=seat_in_words(seat),
            capacity=THROUGH[kind],
            code=in_fours(code),
            link=link,
            until=full_date(local_date(expires_at, zone_named(seat.zone))),
            bot_username=bot_username,
        )
    )


def invited(seat: HeldSeat, *, kind: TenureKind) -> Text:
    """To the holder: what to do with the message that carries the code."""
    return Text(render("deputy_invited", post=seat_in_words(seat), capacity=THROUGH[kind]))


def invitation_cancelled() -> Text:
    return Text(render("deputy_invitation_cancelled"))


def ask_remove(seat: HeldSeat, *, tenure_id: int, name: str, kind: TenureKind) -> Text:
    """One press ends it, so it is asked first."""
    buttons: Keyboard = ((Button(REALLY, f"dep:ry:{tenure_id}", style="danger"), Button(STAY, "dep:l")),)
    html = render("deputy_ask_remove", post=seat_in_words(seat), capacity=THROUGH[kind], name=name)
    return Text(html, buttons)


def removed(*, name: str) -> Text:
    """To the holder: it is done."""
    return Text(render("deputy_removed", name=name))


def ended(seat: HeldSeat, *, kind: TenureKind) -> Text:
    """To whoever acted for the seat until now."""
    return Text(render("deputy_ended", post=seat_in_words(seat), capacity=THROUGH[kind]))


def ended_to_staff(seat: HeldSeat, *, name: str, kind: TenureKind) -> Text:
    return Text(
        render("deputy_ended_to_staff", post=seat_in_words(seat), name=name, capacity=CAPACITIES[kind])
    )


def decided(seat: HeldSeat, *, name: str, kind: TenureKind, is_approved: bool) -> Text:
    """To the holder who invited: how staff decided."""
    return Text(
        render(
            "deputy_decided",
            post=seat_in_words(seat),
            name=name,
            capacity=THROUGH[kind],
            is_approved=is_approved,
        )
    )


def left(seat: HeldSeat, *, name: str, kind: TenureKind) -> Text:
    """To the holder: somebody who acted for the seat has left by himself."""
    return Text(render("deputy_left", post=seat_in_words(seat), name=name, capacity=THROUGH[kind]))
