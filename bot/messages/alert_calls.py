"""To officers about open pemberitahuan capaian: whom to call, what waits, what goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.messages.alert_lives import Promised, plan_line
from bot.messages.render import render
from bot.rules.alert_lives import LiveAlert, PlanMade
from bot.rules.clocks import WIB, full_date, local_date, short_date
from bot.rules.coverage import CoveredSeat
from bot.rules.outbox import Button, Text
from bot.rules.wording import listing, post

BUKA = "Buka"

_MOST_BUTTONS = 20


class Reason(StrEnum):
    """Why an officer should telephone."""

    SILENT = "silent"  #: told twice, and no answer
    NO_NEWS = "no_news"  #: the promised date has passed, and nobody said how it stands
    NOBODY = "nobody"  #: nobody of the region can be written to


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dispute nobody has decided."""

    alert: LiveAlert
    response: int


@dataclass(frozen=True, slots=True)
class ToCall:
    """One telephone call: about what, why, and to whom."""

    alerts: Sequence[LiveAlert]
    reason: Reason
    seat: CoveredSeat | None
    plan: PlanMade | None = None


def to_officer(
    *,
    calls: Sequence[ToCall],
    asked: Sequence[Promised],
    disputes: Sequence[Waiting],
    woken: Sequence[LiveAlert],
) -> Text:
    """To one officer: whom to call, whose day has come, what waits for a decision, what goes on."""
    html = render(
        "alert_to_officer",
        calls=[_call(call) for call in calls],
        asked=[(each.alert.region_name, plan_line(each)) for each in asked],
        disputes=[(it.alert.region_name, it.alert.name, short_date(it.alert.opened_on)) for it in disputes],
        woken=[_snooze(it) for it in woken],
    )
    return Text(html, tuple((_open(it),) for it in disputes[:_MOST_BUTTONS]))


def _open(it: Waiting) -> Button:
    return Button(f"{BUKA}: {it.alert.region_name}, {it.alert.name}", data=f"sangkal:{it.response}")


def _call(call: ToCall) -> dict[str, str]:
    seat, alert = call.seat, call.alerts[0]
    on = call.plan.on if call.plan else None
    return {
        "post": post(seat.line.title, seat.line.region, prefix=seat.prefix) if seat else alert.region_name,
        "holder": seat.line.holder.removesuffix(f" ({seat.prefix})") if seat else "",
        "office_phone": seat.office_phone if seat else "",
        "own_phone": seat.own_phone if seat else "",
        "names": listing([it.name for it in call.alerts]),
        "on": _dates([it.opened_on for it in call.alerts]),
        "reason": call.reason.value,
        "promised": full_date(on) if on else "",
    }


def _dates(days: Sequence[date]) -> str:
    return listing([short_date(on) for on in dict.fromkeys(days)])


def _snooze(alert: LiveAlert) -> dict[str, str]:
    return {
        "region": alert.region_name,
        "name": alert.name,
        "by": alert.snoozed_by or "petugas",
        "since": short_date(local_date(alert.snoozed_at, WIB)) if alert.snoozed_at else "",
        "until": short_date(alert.snoozed_until) if alert.snoozed_until else "",
        "reason": alert.snooze_reason,
    }
