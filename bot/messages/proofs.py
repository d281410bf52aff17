"""The answer to /cek."""

from __future__ import annotations

from datetime import datetime

from bot.messages.render import render
from bot.rules.clocks import WIB, full_date, local_date
from bot.rules.outbox import Text


def how_to_check() -> Text:
    return Text(render("how_to_check"))


def genuine(*, title: str, sent_at: datetime, original: str) -> Text:
    """Genuine; the original only for the addressee and staff."""
    return Text(render("genuine", title=title, day=full_date(local_date(sent_at, WIB)), original=original))


def not_recorded() -> Text:
    return Text(render("not_recorded"))
