"""Jeda, Lanjutkan, Hentikan, and the end of a broadcast."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.broadcast_cards import broadcast_of_staff, officers_of, outline, rewrite_cards
from bot.actions.broadcast_rows import hold, release, take_back
from bot.actions.work import Subject, Work
from bot.messages import broadcast_cards as messages
from bot.rules.errors import Stale
from bot.rules.outbox import MessageClass, Text
from db.engine import affected
from db.queries.broadcast_fates import is_anything_open, progress_of
from db.tables import Broadcast, BroadcastState

#: Subject of the report that ends a broadcast.
REPORT = "broadcast_report"

_ON_ITS_WAY = (BroadcastState.SENDING, BroadcastState.PAUSED)


async def pause(work: Work, *, broadcast_id: int, version: int) -> None:
    """Jeda: what waits is held; what is in flight ends. Raises Forbidden, Stale."""
    broadcast = await turn(
        work, broadcast_id, version, (BroadcastState.SENDING,), state=BroadcastState.PAUSED
    )
    held = await hold(work, broadcast)
    await work.audit("broadcast_paused", "broadcast", broadcast.id, held=held)
    await _confirm(work, broadcast, messages.paused(outline(broadcast)))


async def resume(work: Work, *, broadcast_id: int, version: int) -> None:
    """Lanjutkan: what was held may leave again. Raises Forbidden, Stale."""
    broadcast = await turn(
        work, broadcast_id, version, (BroadcastState.PAUSED,), state=BroadcastState.SENDING
    )
    released = await release(work, broadcast)
    await work.audit("broadcast_resumed", "broadcast", broadcast.id, released=released)
    await _confirm(work, broadcast, messages.resumed(outline(broadcast)))


async def ask_stop(work: Work, *, broadcast_id: int, version: int) -> Text:
    """Hentikan: what that means, asked once. Raises Forbidden, Stale."""
    broadcast = await broadcast_of_staff(work, broadcast_id)
    if broadcast.version != version or broadcast.state not in _ON_ITS_WAY:
        raise Stale
    progress = await progress_of(work.session, broadcast, now=work.now)
    return messages.ask_stop(outline(broadcast), progress)


async def stop(work: Work, *, broadcast_id: int, version: int) -> None:
    """Ya, hentikan: what has not left does not leave any more. Raises Forbidden, Stale."""
    broadcast = await turn(work, broadcast_id, version, _ON_ITS_WAY, state=BroadcastState.STOPPED)
    taken_back = await take_back(work, broadcast)
    await work.audit("broadcast_stopped", "broadcast", broadcast.id, withdrawn=taken_back)
    await _confirm(work, broadcast, messages.stopped(outline(broadcast), taken_back))


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
        if not await is_anything_open(work.session, broadcast.id):
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
    text = messages.report(outline(broadcast), await progress_of(work.session, broadcast, now=work.now))
    for officer in await officers_of(work, broadcast):
        await work.tell(
            officer,
            text,
            key=f"kirim_over:{broadcast.id}:{broadcast.version}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
            subject=Subject(REPORT, broadcast.id or 0),
        )


async def turn(
    work: Work,
    broadcast_id: int,
    version: int,
    before: Sequence[BroadcastState],
    **values: object,
) -> Broadcast:
    """Another state of one that has begun, for whoever pressed first. Raises Forbidden, Stale."""
    broadcast = await broadcast_of_staff(work, broadcast_id)
    changed = (
        update(Broadcast)
        .where(
            col(Broadcast.id) == broadcast_id,
            col(Broadcast.version) == version,
            col(Broadcast.state).in_(before),
        )
        .values(version=version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if not affected(await work.session.execute(changed)):
        raise Stale
    await work.session.refresh(broadcast)
    return broadcast


async def _confirm(work: Work, broadcast: Broadcast, text: Text) -> None:
    await work.receipt(text)
    await rewrite_cards(work, broadcast)
