"""What officers hear of open alerts: whom to call, what was promised for today, what waits for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.actions.alert_notices import INSPEKTUR
from bot.actions.call_lists import EVERYWHERE
from bot.actions.work import Work
from bot.messages import alert_calls as messages
from bot.messages import alert_lives as lives
from bot.messages.alert_calls import Reason
from bot.rules.alert_lives import LiveAlert, PlanMade
from bot.rules.coverage import CoveredSeat
from bot.rules.outbox import MessageClass
from db.queries.alert_lives import plans_of
from db.queries.alerts import seats_of
from db.queries.coverage import covered_seats
from db.queries.disputes import waiting_disputes
from db.queries.officers import officers_of_regions
from db.queries.people import Recipient

__all__ = ["Call", "Reason", "tell_officers"]


@dataclass(frozen=True, slots=True)
class Call:
    """An alert somebody should telephone about."""

    alert: LiveAlert
    reason: Reason


@dataclass(slots=True)
class _News:
    """What one officer reads in one message."""

    officer: Recipient
    calls: list[messages.ToCall] = field(default_factory=list)
    asked: list[lives.Promised] = field(default_factory=list)
    disputes: list[messages.Waiting] = field(default_factory=list)
    woken: list[LiveAlert] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)


async def tell_officers(
    work: Work,
    *,
    calls: Sequence[Call] = (),
    asked: Sequence[LiveAlert] = (),
    disputes: Sequence[LiveAlert] = (),
    woken: Sequence[LiveAlert] = (),
) -> None:
    """One message to each officer about everything that came to him now; a constant number of queries."""
    about = [*(call.alert for call in calls), *asked, *disputes, *woken]
    if not about:
        return
    officers = await officers_of_regions(work.session, {alert.region_code for alert in about})
    seats = await _seats(work, calls)
    plans = await plans_of(work.session, [alert.id for alert in about])
    waiting = await waiting_disputes(work.session, [alert.id for alert in disputes]) if disputes else {}
    found: dict[int | None, _News] = {}

    def of(alert: LiveAlert) -> list[_News]:
        news = [found.setdefault(o.staff_id, _News(o)) for o in officers[alert.region_code]]
        for one in news:
            one.ids.append(alert.id)
        return news

    for alert, reason, of_alerts in _together(calls):
        for news in of(alert):
            news.calls.append(
                messages.ToCall(of_alerts, reason, seats.get(alert.region_code), plans.get(alert.id))
            )
    for alert in asked:
        for news in of(alert):
            news.asked.append(lives.Promised(alert, _plan(plans, alert)))
    for alert in disputes:
        for news in of(alert) if alert.id in waiting else ():
            news.disputes.append(messages.Waiting(alert, waiting[alert.id]))
    for alert in woken:
        for news in of(alert):
            news.woken.append(alert)
    async with work.together():
        for news in found.values():
            await work.tell(
                news.officer,
                messages.to_officer(
                    calls=news.calls, asked=news.asked, disputes=news.disputes, woken=news.woken
                ),
                key=f"af:{min(news.ids)}:{int(work.now.timestamp())}:{news.officer.staff_id}",
                message_class=MessageClass.REQUEST,
            )


def _together(calls: Sequence[Call]) -> list[tuple[LiveAlert, Reason, tuple[LiveAlert, ...]]]:
    """One call for everything that one region did not answer."""
    found: dict[tuple[str, Reason], list[LiveAlert]] = defaultdict(list)
    for call in calls:
        found[call.alert.region_code, call.reason].append(call.alert)
    return [(alerts[0], reason, tuple(alerts)) for (_, reason), alerts in found.items()]


def _plan(plans: dict[int, PlanMade], alert: LiveAlert) -> PlanMade | None:
    return plans.get(alert.id)


async def _seats(work: Work, calls: Sequence[Call]) -> dict[str, CoveredSeat]:
    """The Inspektur of each region, with his numbers."""
    codes = sorted({call.alert.region_code for call in calls})
    if not codes:
        return {}
    ids = await seats_of(work.session, codes, [INSPEKTUR])
    seats = await covered_seats(work.session, ids, within=EVERYWHERE, now=work.now)
    return {seat.line.region_code: seat for seat in seats.values()}
