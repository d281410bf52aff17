"""Why somebody was sent a pemberitahuan capaian."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.alerts import fall
from bot.messages.render import render
from bot.rules.clocks import WIB, full_date, local_date, short_date
from bot.rules.outbox import Text
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.status import CriterionLine
from bot.rules.wording import listing


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion of a notice, as it was when it was told, and to which posts."""

    line: CriterionLine
    told_on: date
    posts: tuple[str, ...]
    ended_on: date | None = None


def why(reasons: Sequence[Reason], *, region: str) -> Text:
    """Rule, value, version of the threshold, source, and what ends it."""
    has_open = any(reason.ended_on is None for reason in reasons)
    html = render(
        "alert_reason", region=region, reasons=[_words(each) for each in reasons], has_open=has_open
    )
    return Text(html)


def _words(reason: Reason) -> dict[str, str]:
    seen = reason.line.assessment
    rule = seen.requirement
    return fall(reason.line) | {
        "recorded": _recorded(seen.reading),
        "stage": f"{rule.stage.value} {rule.cohort}" if rule else "",
        "version": _version(rule),
        "told_on": full_date(reason.told_on),
        "posts": listing(reason.posts) if reason.posts else "",
        "ended_on": full_date(reason.ended_on) if reason.ended_on else "",
    }


def _recorded(reading: Reading | None) -> str:
    at = reading.recorded_at if reading else None
    return short_date(local_date(at, WIB)) if at else ""


def _version(rule: Requirement | None) -> str:
    """versi 2, berlaku sejak 1 Januari 2027."""
    if rule is None:
        return ""
    since = f", berlaku sejak {short_date(rule.effective_from)}" if rule.effective_from else ""
    return f"versi {rule.version}{since}"
