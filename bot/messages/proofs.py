"""The answer to /cek."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.messages.render import render
from bot.rules.clocks import WIB, full_date, local_date
from bot.rules.outbox import Text
from bot.rules.same_words import Likeness


def how_to_check() -> Text:
    return Text(render("how_to_check"))


class BroadcastKind(StrEnum):
    """What a message about a siaran is, in the words of /cek."""

    FIRST = "Siaran"
    CORRECTION = "RALAT (perbaikan atas siaran sebelumnya)"
    ASK = "Pengingat untuk membaca siaran"


def genuine(
    *,
    title: str,
    sent_at: datetime,
    original: str,
    is_overtaken: bool = False,
    kind: BroadcastKind | None = None,
    may_read: bool = False,
    is_known: bool = False,
    likeness: Likeness = Likeness.ALONE,
) -> Text:
    """The number is ours; whether the words are; the original only for the addressee and staff.

    ``is_known``: the person may use /jadwal and /status. ``may_read`` without ``original``: it is gone.
    """
    day = full_date(local_date(sent_at, WIB))
    found = {"title": title, "day": day, "original": original, "kind": kind and kind.value}
    more = {"is_overtaken": is_overtaken, "may_read": may_read or bool(original), "is_known": is_known}
    return Text(render("genuine", **found, **more, likeness=likeness.value))


def not_a_number() -> Text:
    """/cek, and nothing behind it that could be a number."""
    return Text(render("check_no_number", is_forwarded=False))


def no_number_forwarded() -> Text:
    """A message passed on, not from this bot as far as Telegram says, without a number."""
    return Text(render("check_no_number", is_forwarded=True))


def forwarded_from_us() -> Text:
    """A message passed on from this bot, as Telegram says, without a number."""
    return Text(render("check_from_us"))


def too_many() -> Text:
    """Somebody guesses, or checks a great many that are none of ours."""
    return Text(render("check_too_many"))


def only_a_sample() -> Text:
    """The number under a preview was tapped."""
    return Text(render("not_recorded_sample"))


def not_recorded() -> Text:
    return Text(render("not_recorded"))
