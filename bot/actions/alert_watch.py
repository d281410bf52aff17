"""/pantau: what staff see of open notices, in a constant number of queries."""

from __future__ import annotations

import re

from sqlmodel import col

from bot.actions.alert_lines import lines_of
from bot.actions.work import Work
from bot.messages import alert_cards
from bot.messages import alert_watch as messages
from bot.rules.access import Action, may, require
from bot.rules.alert_lives import WatchUnknown
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.sittings import addressee
from db.queries.alert_cards import answers_to, of_cohort, seats_told
from db.queries.alert_lives import live_alerts, plans_of
from db.queries.cohorts import cohorts
from db.queries.people import seats_by_id
from db.tables import Alert

_TYPED = re.compile(r"(?:angkatan\s+)?([0-9]{4})", re.IGNORECASE)


async def asked(work: Work, *, typed: str) -> Text:
    """The first page, of all cohorts or of the one that is named. Raises Forbidden, WatchUnknown."""
    require(work.actor, Action.READ_RECAP)
    if not typed:
        return await overview(work, cohort=0, page=1)
    known = await cohorts(work.session)
    found = _TYPED.fullmatch(typed)
    if not found or int(found[1]) not in known:
        raise WatchUnknown(typed, known)
    return await overview(work, cohort=int(found[1]), page=1)


async def overview(work: Work, *, cohort: int, page: int) -> Text:
    """Open notices by state; cohort 0: all of them. The look is recorded. Raises Forbidden."""
    require(work.actor, Action.READ_RECAP)
    alerts = await live_alerts(work.session, *([of_cohort(cohort)] if cohort else []))
    lines = await lines_of(work, alerts)
    plans = await plans_of(work.session, [alert.id for alert in alerts])
    await work.audit("read_open_notices", "cohort" if cohort else "alert", cohort or "")
    return messages.overview(alerts, lines, plans, cohort=cohort, page=page)


async def card(work: Work, *, alert_id: int) -> Text:
    """One open notice; the look is recorded. Raises Forbidden, Stale where it is not open."""
    require(work.actor, Action.READ_RECAP)
    found = await live_alerts(work.session, col(Alert.id) == alert_id)
    if not found:
        raise Stale
    told = await seats_told(work.session, alert_id)
    answers = await answers_to(work.session, alert_id)
    ids = {seat_id for seat_id, _ in told} | {said.seat_id for said in answers}
    seats = await seats_by_id(work.session, ids)
    posts = {seat_id: addressee(seat).post for seat_id, seat in seats.items()}
    lines = await lines_of(work, found)
    await work.audit("read_open_notices", "alert", alert_id, region=found[0].region_code)
    return alert_cards.card(
        found[0],
        lines[alert_id],
        told=told,
        answers=answers,
        posts=posts,
        may_put_off=may(work.actor, Action.RECORD_VALUES),
    )
