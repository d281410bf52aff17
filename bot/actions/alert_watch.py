"""/pantau: what staff see of open notices, in a constant number of queries."""

from __future__ import annotations

from bot.actions.work import Work
from bot.messages import alert_watch as messages
from bot.rules.access import Action, require
from bot.rules.outbox import Text
from db.queries.alert_lives import live_alerts, plans_of


async def overview(work: Work) -> Text:
    """All open notices by state; the look is recorded. Raises Forbidden."""
    require(work.actor, Action.READ_RECAP)
    alerts = await live_alerts(work.session)
    plans = await plans_of(work.session, [alert.id for alert in alerts])
    await work.audit("read_open_notices", "alert")
    return messages.overview(alerts, plans)
