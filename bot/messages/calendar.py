"""The words inside a calendar file: plain text, no HTML."""

from __future__ import annotations

from html import unescape

from bot.messages.render import render
from bot.messages.told import link_from, session_name
from bot.rules.outbox import Text
from bot.rules.sittings import Addressee, MeetingView, SittingView

ORGANIZER = "Dit. Permas KPK"


def summary(meeting: MeetingView, sitting: SittingView, *, to: Addressee) -> str:
    """What the calendar shows in one line."""
    name = session_name(sitting, region=to.region)
    return unescape(render("calendar_summary", title=meeting.title, session_name=name))


def description(meeting: MeetingView, sitting: SittingView, *, to: Addressee, is_link_told: bool) -> str:
    """What stands below it; the way in only from H-1 on."""
    join = sitting.join if is_link_told else None
    from_when = link_from(sitting, reader=to.zone)
    return unescape(
        render("calendar_description", to=to, letter=meeting.surat_undangan, join=join, link_from=from_when)
    )


def caption(off: str | None) -> Text:
    """Below the file in the chat; ``off``: why it takes the entry out (``Off``)."""
    return Text(render("calendar_caption", off=off))
