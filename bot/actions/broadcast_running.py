"""Jeda, Lanjutkan, Hentikan, and the end of a broadcast."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import col

from bot.actions.broadcast_cards import broadcast_of_staff, outline, rewrite_cards
from bot.actions.broadcast_rows import hold, release, take_back
from bot.actions.work import Work
from bot.messages import broadcast_cards as messages
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from db.engine import affected
from db.queries.broadcast_fates import progress_of
from db.tables import Broadcast, BroadcastState

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
