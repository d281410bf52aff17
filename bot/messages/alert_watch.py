"""/pantau: the open notices by whose turn it is, the most urgent first. For staff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from bot.messages import criteria
from bot.messages.render import render
from bot.rules.alert_lives import FollowUp, LiveAlert, PlanMade
from bot.rules.clocks import short_date
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.status import CriterionLine

#: In the order in which somebody of staff has to do something.
GROUPS = {
    FollowUp.OFFICER: "Perlu ditelepon",
    FollowUp.DISPUTED: "Dinyatakan keliru, menunggu keputusan",
    FollowUp.ASKED: "Tanggal target telah tiba, belum ada kabar",
    FollowUp.REPEATED: "Sudah diingatkan, belum ditanggapi",
    FollowUp.TOLD: "Belum ditanggapi",
    FollowUp.PROMISED: "Ada rencana",
    FollowUp.ACKNOWLEDGED: "Diterima, tanpa rencana",
    FollowUp.DONE: "Rencana sudah dilaksanakan, menunggu nilai",
    FollowUp.SNOOZED: "Ditunda",
    FollowUp.QUIET: "Dicatat tanpa pemberitahuan",
}
PAGE = 10
_IN_A_ROW = 5
SEBELUMNYA, SELANJUTNYA = "Sebelumnya", "Selanjutnya"


def overview(
    alerts: Sequence[LiveAlert],
    lines: Mapping[int, CriterionLine],
    plans: Mapping[int, PlanMade],
    *,
    cohort: int = 0,
    page: int = 1,
) -> Text:
    """A page of all states in their order, the furthest from its threshold first; numbers open a card."""
    order = {state: place for place, state in enumerate(GROUPS)}
    ranked = sorted(alerts, key=lambda a: (order[a.follow_up], _share(lines.get(a.id)), a.opened_at, a.id))
    pages = max(1, -(-len(ranked) // PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PAGE
    shown = list(enumerate(ranked[start : start + PAGE], start=start + 1))
    counts = Counter(alert.follow_up for alert in ranked)
    groups = [
        (GROUPS[state], counts[state], [_line(at, a, lines.get(a.id), plans.get(a.id)) for at, a in own])
        for state, own in _by_state(shown)
    ]
    html = render(
        "alert_watch", groups=groups, total=len(ranked), cohort=cohort or "", page=page, pages=pages
    )
    opened = [Button(str(at), data=f"pantau_buka:{alert.id}") for at, alert in shown]
    rows = tuple(tuple(opened[at : at + _IN_A_ROW]) for at in range(0, len(opened), _IN_A_ROW))
    return Text(html, (*rows, *_turning(cohort, page, pages)))


def _by_state(
    shown: Sequence[tuple[int, LiveAlert]],
) -> list[tuple[FollowUp, list[tuple[int, LiveAlert]]]]:
    return [(state, list(own)) for state, own in groupby(shown, key=lambda it: it[1].follow_up)]


def _share(line: CriterionLine | None) -> Decimal:
    """The distance as a share of the threshold, so that scales can be compared; without a number last."""
    seen = line.assessment if line else None
    if seen is None or seen.distance is None or not seen.floor:
        return Decimal(1)
    return seen.distance / abs(seen.floor)


def _turning(cohort: int, page: int, pages: int) -> Keyboard:
    row = [Button(SEBELUMNYA, data=f"pantau:{cohort}:{page - 1}")] if page > 1 else []
    row += [Button(SELANJUTNYA, data=f"pantau:{cohort}:{page + 1}")] if page < pages else []
    return (tuple(row),) if row else ()


def _line(at: int, alert: LiveAlert, line: CriterionLine | None, plan: PlanMade | None) -> str:
    away = criteria.distance(line.assessment) if line else ""
    parts = [f"selisih {away}"] if away else []
    parts.append(f"sejak {short_date(alert.opened_on)}")
    if plan and plan.on:
        parts.append(f"target {short_date(plan.on)}, {plan.person}")
    return f"{at}. {alert.region_name}, {alert.name}: {', '.join(parts)}"
