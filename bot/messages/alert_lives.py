"""The life of an open pemberitahuan capaian: told once more, a promised day, and what officers hear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.messages.alerts import answers, cohort, fall, stage, why
from bot.messages.render import render
from bot.rules.alert_lives import LiveAlert, PlanMade
from bot.rules.clocks import full_date, short_date
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sittings import Addressee
from bot.rules.status import CriterionLine
from bot.rules.wording import count

SUDAH_DILAKSANAKAN, PERBARUI_RENCANA = "Sudah dilaksanakan", "Perbarui rencana"

#: What a stranger who checks the proof code is told.
TITLE_REPEAT = "Pengingat pemberitahuan capaian kriteria"
TITLE_ASK = "Pertanyaan mengenai rencana tindak lanjut"


class _Keyboards(Protocol):
    """Buttons of one notice; ``about`` tells several of them apart."""

    def __call__(self, batch: str, region_code: str, *, about: str = "") -> Keyboard: ...


@dataclass(frozen=True, slots=True)
class Repeated:
    """A criterion that is still below its threshold, and when that was said first."""

    line: CriterionLine
    alert: LiveAlert


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise whose day has come."""

    alert: LiveAlert
    plan: PlanMade | None


def repeat(several: Sequence[Repeated], *, to: Addressee, copied: str) -> Text:
    """To the Inspektur, once: still below, and no answer yet."""
    lines = [each.line for each in several]
    html = render(
        "alert_repeat",
        to=to,
        falls=_falls(several),
        how_many=count(len(lines)),
        cohort=cohort(lines),
        stage=stage(lines),
        copied=copied,
    )
    return Text(html, _per_batch([each.alert for each in several], answers))


def repeat_copy(several: Sequence[Repeated], *, to: Addressee, main: str) -> Text:
    """To the Sekda: the same, named as a copy; asks for nothing."""
    lines = [each.line for each in several]
    html = render(
        "alert_repeat_copy",
        to=to,
        falls=_falls(several),
        how_many=count(len(lines)),
        cohort=cohort(lines),
        stage=stage(lines),
        main=main,
    )
    return Text(html, _per_batch([each.alert for each in several], _reasons))


def _reasons(batch: str, region_code: str, *, about: str = "") -> Keyboard:
    return (why(batch, region_code, about=about),)


def ask_how_it_stands(several: Sequence[Promised], *, to: Addressee) -> Text:
    """On the promised day: carried out, or another plan."""
    html = render("alert_asked", to=to, plans=[plan_line(each) for each in several])
    return Text(html, _per_batch([each.alert for each in several], outcomes))


def outcomes(batch: str, region_code: str, *, about: str = "") -> Keyboard:
    """Two ways to say how a promise stands."""
    where, which = f"{batch}:{region_code}", f": {about}" if about else ""
    return (
        (Button(SUDAH_DILAKSANAKAN + which, data=f"terlaksana:{where}"),),
        (Button(PERBARUI_RENCANA + which, data=f"rencana:{where}"),),
    )


def plan_line(each: Promised) -> dict[str, str]:
    """A promise in words."""
    plan = each.plan
    return {
        "name": each.alert.name,
        "on": full_date(plan.on) if plan and plan.on else "",
        "person": plan.person if plan else "",
        "what": plan.what if plan else "",
    }


def _falls(several: Sequence[Repeated]) -> list[tuple[dict[str, str], str]]:
    return [(fall(each.line), short_date(each.alert.opened_on)) for each in several]


def _per_batch(alerts: Sequence[LiveAlert], keyboard: _Keyboards) -> Keyboard:
    """The buttons of each notice that is spoken of; with names where they are several."""
    batches: dict[str, list[str]] = {}
    for alert in alerts:
        batches.setdefault(alert.batch, []).append(alert.name)
    code = alerts[0].region_code
    return tuple(
        row
        for batch, names in batches.items()
        for row in keyboard(batch, code, about=", ".join(names) if len(batches) > 1 else "")
    )
