"""/libur: days on which nobody is reminded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.render import render
from bot.rules.clocks import full_date
from bot.rules.days_off import NamedDay
from bot.rules.outbox import Button, Text
from bot.rules.wording import listing
from bot.rules.working_days import is_decreed

TAMBAH = "Tambah hari libur"
HAPUS = "Hapus"

#: Own days that have a button; later ones get theirs when they come nearer.
_MOST_BUTTONS = 20

Days = Sequence[tuple[date, str]]


def listed(own: Days, *, national: Days, until: date, may_change: bool) -> Text:
    """Days that staff added, then those of the whole country up to ``until``."""
    html = render(
        "days_off",
        own=_in_words(own),
        national=_in_words(national),
        until=full_date(until),
        undecreed="" if is_decreed(until.year) else str(until.year),
    )
    removals = [
        (Button(f"{HAPUS} {on:%d-%m-%Y}", data=f"libur_hapus:{on:%Y-%m-%d}"),)
        for on, _name in own[:_MOST_BUTTONS]
    ]
    return Text(html, (*removals, (Button(TAMBAH, data="libur_tambah"),)) if may_change else ())


def ask(*, example: str) -> Text:
    return Text(render("day_off_ask", example=example))


def added(day: NamedDay, *, is_new: bool, moved: int, sittings: Sequence[tuple[int, int]]) -> Text:
    """``moved``: reminders that go on another day now. ``sittings``: (meeting, number) on that day."""
    html = render(
        "day_off_added",
        date=full_date(day.on),
        name=day.name,
        is_new=is_new,
        moved=moved,
        sittings=listing([f"sesi {number} rapat {meeting}" for meeting, number in sittings[:10]]),
    )
    return Text(html)


def removed(on: date, *, moved: int) -> Text:
    return Text(render("day_off_removed", date=full_date(on), moved=moved))


def _in_words(days: Days) -> list[tuple[str, str]]:
    return [(full_date(on), name) for on, name in days]
