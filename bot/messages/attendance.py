"""Sudah bergabung and Terkendala masuk: the receipt, and what staff hear."""

from __future__ import annotations

from datetime import datetime

from bot.messages.told import say, told
from bot.rules.answers import Presence
from bot.rules.outbox import Text
from bot.rules.sittings import Addressee, MeetingView, SittingView


def marked(
    meeting: MeetingView, sitting: SittingView, *, to: Addressee, presence: Presence, now: datetime
) -> Text:
    """To whoever pressed."""
    what = told(meeting, sitting, to=to, now=now)
    return Text(say("attendance_marked", what, is_trouble=presence is Presence.TROUBLE))


def trouble(meeting: MeetingView, sitting: SittingView, *, to: Addressee, name: str, now: datetime) -> Text:
    """To the region's officer: who cannot get in, and what that person was given to get in with."""
    return Text(say("attendance_trouble", told(meeting, sitting, to=to, now=now), name=name))
