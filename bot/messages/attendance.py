"""Sudah bergabung and Terkendala masuk: the receipt, and what staff hear."""

from __future__ import annotations

from datetime import datetime

from bot.messages.seats import THROUGH
from bot.messages.seats import through as said_by
from bot.messages.told import say, told
from bot.rules.actors import TenureKind
from bot.rules.answers import Presence
from bot.rules.outbox import Text
from bot.rules.sittings import Addressee, MeetingView, SittingView


def marked(
    meeting: MeetingView,
    sitting: SittingView,
    *,
    to: Addressee,
    presence: Presence,
    through: TenureKind,
    now: datetime,
) -> Text:
    """To whoever pressed."""
    what = told(meeting, sitting, to=to, now=now)
    is_trouble = presence is Presence.TROUBLE
    return Text(say("attendance_marked", what, is_trouble=is_trouble, through=said_by(through)))


def trouble(
    meeting: MeetingView,
    sitting: SittingView,
    *,
    to: Addressee,
    name: str,
    through: TenureKind,
    now: datetime,
) -> Text:
    """To the region's officer: who cannot get in, and what that person was given to get in with."""
    what = told(meeting, sitting, to=to, now=now)
    return Text(say("attendance_trouble", what, name=name, capacity=THROUGH.get(through, "")))
