"""The end of a broadcast: nothing of it waits any more, and its officers get the report."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.broadcast_cards import card_text, officers_of, rewrite_cards
from bot.actions.broadcast_resends import put_ralat
from bot.actions.work import Subject, Work
from bot.rules.outbox import MessageClass
from db.engine import affected
from db.queries.broadcast_fates import is_anything_open
from db.tables import Broadcast, BroadcastState

#: Subject of the report that ends a broadcast.
REPORT = "broadcast_report"


async def finish_broadcasts(work: Work) -> None:
    """Chore: what has nothing open any more is over, and its officers get the report."""
    rows = await work.session.scalars(
        select(Broadcast)
        .where(
            col(Broadcast.state).in_([BroadcastState.SENDING, BroadcastState.STOPPED]),
            col(Broadcast.started_at).is_not(None),
            col(Broadcast.finished_at).is_(None),
        )
        .order_by(col(Broadcast.id))
    )
    for broadcast in rows.all():
        if await is_anything_open(work.session, broadcast.id) or await put_ralat(work, broadcast):
            continue
        await _finish(work, broadcast)


async def _finish(work: Work, broadcast: Broadcast) -> None:
    state = BroadcastState.FINISHED if broadcast.state is BroadcastState.SENDING else broadcast.state
    over = (
        update(Broadcast)
        .where(
            col(Broadcast.id) == broadcast.id,
            col(Broadcast.version) == broadcast.version,
            col(Broadcast.state) == broadcast.state,
            col(Broadcast.finished_at).is_(None),
        )
        .values(state=state, version=broadcast.version + 1, finished_at=work.now)
        .execution_options(synchronize_session=False)
    )
    if not affected(await work.session.execute(over)):
        return
    await work.session.refresh(broadcast)
    await work.audit("broadcast_finished", "broadcast", broadcast.id)
    await rewrite_cards(work, broadcast)
    text = await card_text(work, broadcast)
    for officer in await officers_of(work, broadcast):
        await work.tell(
            officer,
            text,
            key=f"kirim_over:{broadcast.id}:{broadcast.version}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject(REPORT, broadcast.id or 0),
        )
