"""Sudah dibaca: the button once it was pressed, and the second ask to those who have not."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages.broadcasts import READ
from bot.messages.render import render
from bot.rules.clocks import WIB, clock_time, full_date, local_date, moment_in_words, short_date, zone_label
from bot.rules.outbox import Button, Text


def reminder(*, title: str, sent_at: datetime, salutation: str, proof: str, broadcast: int) -> Text:
    """The gentle second ask. ``salutation`` and ``proof`` are finished HTML."""
    html = render(
        "broadcast_reminder",
        title=title,
        day=full_date(local_date(sent_at, WIB)),
        salutation=salutation,
        proof=proof,
    )
    return Text(html, ((read_button(broadcast),),))


def read_button(broadcast: int) -> Button:
    return Button(READ, data=f"dibaca:{broadcast}", style="primary")


def was_read(broadcast: int, *, at: datetime, zone: ZoneInfo) -> Button:
    """✓ Dibaca 3 Maret 2025, 09.10 WITA: stands where the button was."""
    words = f"✓ Dibaca {short_date(local_date(at, zone))}, {clock_time(at, zone)} {zone_label(zone)}"
    return Button(words, data=f"dibaca:{broadcast}")


def already(*, title: str, at: datetime, zone: ZoneInfo) -> Text:
    """The answer to another press."""
    return Text(render("broadcast_read_already", title=title, at=moment_in_words(at, zone)))
