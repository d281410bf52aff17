"""A confirmed broadcast whose hour has come: its recipients are frozen, and everything is enqueued."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions.broadcast_audiences import recipients_of
from bot.actions.broadcast_bodies import content_of, parts_of
from bot.actions.broadcast_cards import open_cards
from bot.actions.broadcast_rows import Part, Target, hold, outgoing, put
from bot.actions.work import Work
from bot.messages.broadcasts import salutation_of
from bot.rules.audiences import Addressee, audience_of
from bot.rules.broadcast_progress import LATE
from bot.rules.shared_texts import shared
from db.engine import affected
from db.inserting import insert_rows
from db.tables import Broadcast, BroadcastBody, BroadcastRecipient, BroadcastState


async def start_due(work: Work) -> None:
    """Chore: the next confirmed broadcast whose hour has come; one a beat, so that nothing waits long."""
    broadcast = await _next_due(work)
    if broadcast is None:
        return
    people = await recipients_of(work, audience_of(broadcast.audience))
    await start(work, broadcast, people, parts_of(content_of(broadcast)))


async def start(work: Work, broadcast: Broadcast, people: Sequence[Addressee], parts: Sequence[Part]) -> bool:
    """Freeze the recipients and enqueue the messages; False where it was taken back or has begun."""
    if not await _begin(work, broadcast):
        return False
    body = BroadcastBody(payload=shared([part.payload for part in parts]), created_at=work.now)
    work.session.add(body)
    await work.session.flush()
    broadcast.body_id = body.id
    await freeze(work, broadcast, people)
    targets = [
        Target(person.contact_id, person.seat_id, person.chat_id, salutation_of(person))
        for person in people
        if person.is_reachable and person.chat_id is not None
    ]
    await put(work, [one for target in targets for one in outgoing(broadcast, target, parts)])
    await announce(work, broadcast, recipients=len(people), reachable=len(targets))
    return True


async def freeze(work: Work, broadcast: Broadcast, people: Sequence[Addressee]) -> None:
    """Who was to have it, those who cannot be reached included."""
    rows = [
        BroadcastRecipient(
            broadcast_id=broadcast.id or 0,
            contact_id=person.contact_id,
            seat_id=person.seat_id,
            region_code=person.region_code,
            is_reachable=person.is_reachable,
        )
        for person in people
    ]
    await insert_rows(work.session, rows)


async def announce(work: Work, broadcast: Broadcast, *, recipients: int, reachable: int) -> None:
    """The record that it left, and the card in which its officer follows it."""
    await work.audit(
        "broadcast_started",
        "broadcast",
        broadcast.id,
        recipients=recipients,
        unreachable=recipients - reachable,
    )
    if broadcast.state is BroadcastState.PAUSED:
        await hold(work, broadcast)
    await open_cards(work, broadcast)


async def _begin(work: Work, broadcast: Broadcast) -> bool:
    """Whoever sets the state starts it: once, and not after it was taken back."""
    is_late = broadcast.starts_at is not None and work.now - broadcast.starts_at > LATE
    begun = (
        update(Broadcast)
        .where(
            col(Broadcast.id) == broadcast.id,
            col(Broadcast.state) == BroadcastState.SCHEDULED,
            col(Broadcast.starts_at) <= work.now,
        )
        .values(
            state=BroadcastState.PAUSED if is_late else BroadcastState.SENDING,
            version=col(Broadcast.version) + 1,
            started_at=work.now,
        )
        .execution_options(synchronize_session=False)
    )
    if not affected(await work.session.execute(begun)):
        return False
    await work.session.refresh(broadcast)
    return True


async def _next_due(work: Work) -> Broadcast | None:
    """The first confirmed one whose hour has come."""
    due = (
        select(Broadcast)
        .where(col(Broadcast.state) == BroadcastState.SCHEDULED, col(Broadcast.starts_at) <= work.now)
        .order_by(col(Broadcast.starts_at), col(Broadcast.id))
        .limit(1)
    )
    return (await work.session.execute(due)).scalar_one_or_none()
