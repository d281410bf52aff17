"""What was broadcast and is put right: the same message edited, or a new one that begins with RALAT."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.messages.render import render
from bot.rules.broadcasts import Content
from bot.rules.clocks import WIB, full_date, local_date

RALAT = "RALAT"
_LONGEST_TITLE = 120


def updated(content: Content, *, at: datetime) -> Content:
    """The message in its place, with the day of the correction."""
    day = full_date(local_date(at, WIB))
    return replace(content, html=render("broadcast_updated", html=content.html, day=day))


def replaces(content: Content, *, sent_at: datetime) -> Content:
    """A new message, which says what it replaces; without the file, which stands there already."""
    day = full_date(local_date(sent_at, WIB))
    html = render("broadcast_replaces", title=content.title, day=day, html=content.html)
    title = f"{RALAT}: {content.title}"[:_LONGEST_TITLE]
    return replace(content, title=title, html=html, file_kind="", file_id="")
