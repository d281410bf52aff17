"""Sudah saya ketahui: the button under a change close to a sitting, the thanks, and whom staff telephone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.call_lists import card_buttons, row_of
from bot.messages.changes import ASKS, News
from bot.messages.render import render
from bot.rules.acknowledgements import is_urgent
from bot.rules.calls import Call
from bot.rules.outbox import Button, Text
from bot.rules.sittings import MeetingView

SUDAH_SAYA_KETAHUI = "Sudah saya ketahui"

_MOST_LISTED = 20


def urgent(several: Sequence[News], *, now: datetime) -> list[News]:
    """Those that have to be acknowledged."""
    return [news for news in several if is_urgent(news.kind, starts=_starts(news), now=now)]


def _starts(news: News) -> list[datetime]:
    return [sitting.starts_at for sitting in (news.before, news.after) if sitting is not None]


def with_button(text: Text, meeting: MeetingView, several: Sequence[News], *, now: datetime) -> Text:
    """The same text, with the button where one of its changes is urgent; one press is for all of them."""
    wanted = urgent(several, now=now)
    if not wanted:
        return text
    news = wanted[0]
    data = f"tahu:{news.present.item}:{meeting.revision}:{news.to.seat}"
    asks = any(each.kind in ASKS for each in several)
    html = f"{text.html}\n\n{render('acknowledgement_wanted', asks=asks)}"
    return Text(html, (*text.buttons, (Button(SUDAH_SAYA_KETAHUI, data=data),)))


def thanks(meeting: MeetingView) -> Text:
    """The receipt."""
    return Text(render("acknowledged", title=meeting.title, change_number=meeting.revision - 1))


def to_call(meeting: MeetingView, revision: int, calls: Sequence[Call]) -> Text:
    """To staff: which seats have not said that they know of a change; edited until all have."""
    listed = calls[:_MOST_LISTED]
    html = render(
        "acknowledgements_missing",
        meeting=meeting,
        change_number=revision - 1,
        rows=[row_of(call) for call in listed],
        total=len(calls),
        more=len(calls) - len(listed),
    )
    return Text(html, card_buttons(listed[:6]))
