"""Sudah bergabung and Terkendala masuk: the receipt, and what staff hear."""

from __future__ import annotations

from datetime import datetime

from bot.messages.render import mistake as mistake_in_words
from bot.messages.render import render
from bot.messages.seat_changes import BATAL
from bot.messages.seats import THROUGH
from bot.messages.seats import through as said_by
from bot.messages.told import say, told
from bot.rules.actors import TenureKind
from bot.rules.answers import Presence
from bot.rules.errors import UserMistake
from bot.rules.outbox import Button, Text
from bot.rules.sittings import Addressee, MeetingView, SittingView
from bot.rules.wording import count

BUKA_PAPAN = "Buka papan"


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


def ask_code(meeting: MeetingView, sitting: SittingView, *, to: Addressee, now: datetime) -> Text:
    """Sudah bergabung, where the screen shows a code."""
    html = say("attendance_ask_code", told(meeting, sitting, to=to, now=now))
    return Text(html, ((Button(BATAL, data="batal"),),))


def wrong_code(*, left: int) -> Text:
    """The code is not the one on the screen; so many tries are left."""
    return Text(render("attendance_wrong_code", left=count(left)))


def tries_over(meeting: MeetingView, sitting: SittingView, *, to: Addressee, now: datetime) -> Text:
    """Too many wrong codes: staff mark this person."""
    return Text(say("attendance_tries_over", told(meeting, sitting, to=to, now=now)))


def tries_over_to_staff(
    meeting: MeetingView,
    sitting: SittingView,
    *,
    to: Addressee,
    name: str,
    through: TenureKind,
    now: datetime,
) -> Text:
    """To the region's officer: whom to mark by hand."""
    what = told(meeting, sitting, to=to, now=now)
    html = say("attendance_tries_over_to_staff", what, name=name, capacity=THROUGH.get(through, ""))
    return Text(html, ((Button(BUKA_PAPAN, data=f"papan:{sitting.item}"),),))


def no_longer(mistake: UserMistake) -> Text:
    """A code came when nobody could be marked any more."""
    return Text(mistake_in_words(mistake))
