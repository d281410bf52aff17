"""Kode layar, as staff see it: off, or with the code to put on the shared screen."""

from __future__ import annotations

from datetime import datetime

from bot.messages.meetings import line
from bot.messages.render import render
from bot.rules.clocks import WIB, clock_time, zone_label
from bot.rules.outbox import Button, Text
from bot.rules.sittings import SittingView

NYALAKAN, MATIKAN, PERBARUI = "Nyalakan kode", "Matikan kode", "Perbarui"


def off(sitting: SittingView) -> Text:
    """What the code is for, and the way to it."""
    html = render("screen_code_off", line=line(sitting))
    return Text(html, ((Button(NYALAKAN, data=f"kode_layar_ya:{sitting.item}:1"),),))


def on(sitting: SittingView, code: str, *, until: datetime) -> Text:
    """The present code; at ``until`` another takes its place."""
    html = render(
        "screen_code_on",
        line=line(sitting),
        code=f"{code[:3]} {code[3:]}",
        until=f"{clock_time(until, WIB)} {zone_label(WIB)}",
    )
    buttons = (
        Button(PERBARUI, data=f"kode_layar_baru:{sitting.item}"),
        Button(MATIKAN, data=f"kode_layar_ya:{sitting.item}:0"),
    )
    return Text(html, (buttons,))


def switched(sitting: SittingView, *, is_on: bool) -> Text:
    return Text(render("screen_code_switched", number=sitting.number, is_on=is_on))
