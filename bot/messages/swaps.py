"""Tukar jadwal: choosing two regions, and what staff confirm."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.cautions import caution_words
from bot.messages.meetings import line
from bot.messages.render import render
from bot.messages.sitting_changes import confirm
from bot.rules.cautions import Cautions
from bot.rules.meeting_checks import Reached
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import MeetingView, SittingView
from bot.rules.swaps import Side

KEMBALI = "Kembali"
#: Telegram takes a hundred buttons.
_MOST = 90


def choose_region(meeting: MeetingView, sitting: SittingView, ours: Sequence[Side]) -> Text:
    """Several regions share the sitting: which of them exchanges?"""
    buttons = [
        Button(side.region, data=f"sesi_tukar_dari:{sitting.item}:{meeting.revision}:{side.region_code}")
        for side in ours[:_MOST]
    ]
    html = render("swap_choose_region", sitting=line(sitting), is_cut=len(ours) > _MOST)
    return Text(html, _with_back(buttons, sitting.item))


def choose_partner(meeting: MeetingView, mine: Side, others: Sequence[Side]) -> Text:
    """The other region, by the sitting it has now."""
    buttons = [
        Button(
            f"{other.region} (sesi {other.sitting.number})",
            data=f"sesi_tukar_ke:{_claim(meeting, mine, other)}",
        )
        for other in others[:_MOST]
    ]
    html = render(
        "swap_choose_partner", region=mine.region, sitting=line(mine.sitting), is_cut=len(others) > _MOST
    )
    return Text(html, _with_back(buttons, mine.sitting.item))


def preview(meeting: MeetingView, one: Side, other: Side, *, told: Reached, cautions: Cautions) -> Text:
    """Semula / Menjadi of both. ``told``: who will hear of it."""
    rows = [(side.region, line(side.sitting), line(to.sitting)) for side, to in ((one, other), (other, one))]
    html = render("swap_preview", rows=rows, cautions=caution_words(cautions), reached=told)
    return Text(html, confirm(f"sesi_tukar_ya:{_claim(meeting, one, other)}"))


def _claim(meeting: MeetingView, one: Side, other: Side) -> str:
    items = f"{one.sitting.item}:{other.sitting.item}:{meeting.revision}"
    return f"{items}:{one.region_code}:{other.region_code}"


def _with_back(buttons: Sequence[Button], item: int) -> Keyboard:
    return (*((button,) for button in buttons), (Button(KEMBALI, data=f"sesi_lihat:{item}"),))
