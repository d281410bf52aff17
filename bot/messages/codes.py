"""What staff hear about a code that was made before, tried again or revoked."""

from __future__ import annotations

from datetime import datetime

from bot.messages.render import render
from bot.messages.seats import SeatInWords
from bot.rules.clocks import WIB, full_date, local_date, zone_named
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.wording import post

NEW_CODE, REVOKE = "Buat kode baru", "Batalkan kode lama"


def still_open(
    *,
    seat: SeatInWords,
    post_key: str,
    code_id: int,
    made_by: str,
    made_at: datetime,
    expires_at: datetime,
    batch: str = "",
) -> Text:
    """To staff who ask for a code where one is open: it cannot be shown again, only replaced or revoked."""
    buttons: Keyboard = (
        (Button(NEW_CODE, f"unb:{seat.region_code}:{post_key}:{code_id}"),),
        (Button(REVOKE, f"unx:{code_id}", style="danger"),),
    )
    return Text(
        render(
            "code_still_open",
            post=post(seat.title, seat.region_name),
            made_by=made_by,
            made_on=full_date(local_date(made_at, WIB)),
            until=full_date(local_date(expires_at, zone_named(seat.zone))),
            batch=batch,
        ),
        buttons,
    )


def revoked(*, seat: SeatInWords) -> Text:
    """To staff: the code opens nothing any more."""
    return Text(render("code_revoked", post=post(seat.title, seat.region_name)))


def tried_again(*, seat: SeatInWords, used_at: datetime, telegram_id: int) -> Text:
    """To staff: a code that was used up has been tried by somebody else."""
    used_on = full_date(local_date(used_at, zone_named(seat.zone)))
    return Text(
        render(
            "code_tried_again",
            post=post(seat.title, seat.region_name),
            used_on=used_on,
            telegram_id=telegram_id,
        )
    )
