"""The confirmed broadcasts whose hour has come, and the corrections among them."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from bot.actions.broadcast_audiences import found
from bot.actions.broadcast_bodies import content_of, parts_of
from bot.actions.broadcast_corrections import start_correction
from bot.actions.broadcast_growth import close_gates, needs_another
from bot.actions.broadcast_starts import start
from bot.actions.work import Work
from bot.rules.audiences import audience_of
from db.queries.broadcast_chains import is_in_flight, take_back_earlier
from db.tables import Broadcast, BroadcastState


async def start_due(work: Work) -> None:
    """Chore: the next confirmed broadcast whose hour has come; one a beat, so that nothing waits long."""
    broadcast = await _next_due(work)
    if broadcast is None:
        return
    if broadcast.corrects_id is not None and not await _make_way(work, broadcast):
        return
    whom = await found(work, audience_of(broadcast.audience))
    if await needs_another(work, broadcast, whom.people):
        return
    if broadcast.corrects_id is None:
        await start(work, broadcast, whom, parts_of(content_of(broadcast)))
    else:
        await start_correction(work, broadcast, whom.people)
    await close_gates(work, broadcast)


async def _next_due(work: Work) -> Broadcast | None:
    """The first confirmed one whose hour has come."""
    due = (
        select(Broadcast)
        .where(col(Broadcast.state) == BroadcastState.SCHEDULED, col(Broadcast.starts_at) <= work.now)
        .order_by(col(Broadcast.starts_at), col(Broadcast.id))
        .limit(1)
    )
    return (await work.session.execute(due)).scalar_one_or_none()


async def _make_way(work: Work, broadcast: Broadcast) -> bool:
    """Before a correction begins: the earlier texts of its chain do not leave any more.

    False while one of them is leaving at this moment: whether it arrives decides how it is put right.
    """
    await take_back_earlier(work.session, broadcast, now=work.now)
    return not await is_in_flight(work.session, broadcast)
