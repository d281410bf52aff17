"""The answer to /cek."""

from __future__ import annotations

from datetime import datetime

from bot.messages.render import render
from bot.rules.clocks import WIB, full_date, local_date
from bot.rules.outbox import Text


def how_to_check() -> Text:
    return Text(render("how_to_check"))


def genuine(*, title: str, sent_at: datetime, original: str, is_overtaken: bool = False) -> Text:
    """Genuine; the original only for the addressee and staff; and whether it still holds."""
    day = full_date(local_date(sent_at, WIB))
    return Text(render("genuine", title=title, day=day, original=original, is_overtaken=is_overtaken))


def too_many() -> Text:
    """Somebody guesses, or checks a great many that are none of ours."""
    return Text(render("check_too_many"))


def only_a_sample() -> Text:
    """The number under a preview was tapped."""
    return Text(render("not_recorded_sample"))


def not_recorded() -> Text:
    return Text(render("not_recorded"))
