"""/pantau: the open notices by whose turn it is, the most urgent first. For staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.messages.render import render
from bot.rules.alert_lives import FollowUp, LiveAlert, PlanMade
from bot.rules.clocks import short_date
from bot.rules.outbox import Text

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
#: More nobody reads in one message.
MOST = 40


def overview(alerts: Sequence[LiveAlert], plans: Mapping[int, PlanMade]) -> Text:
    """Each state with its notices, the oldest first; what does not fit is counted."""
    shown, groups = 0, []
    for state, words in GROUPS.items():
        own = sorted((a for a in alerts if a.follow_up is state), key=lambda a: (a.opened_at, a.id))
        listed = own[: MOST - shown]
        shown += len(listed)
        if own:
            lines = [_line(alert, plans.get(alert.id)) for alert in listed]
            groups.append((words, len(own), lines, len(own) - len(listed)))
    return Text(render("alert_watch", groups=groups, total=len(alerts)))


def _line(alert: LiveAlert, plan: PlanMade | None) -> str:
    until = f", target {short_date(plan.on)}, {plan.person}" if plan and plan.on else ""
    return f"{alert.region_name}, {alert.name}: sejak {short_date(alert.opened_on)}{until}"
