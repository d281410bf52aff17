"""Who has something of a siaran or of its corrections, and who was to have it and never got it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from sqlalchemy import func, select
from sqlmodel import col

from bot.actions.broadcast_audiences import recipients_of
from bot.actions.work import Work
from bot.rules.audiences import Addressee, Audience
from bot.rules.broadcast_progress import Fate
from bot.rules.outbox import OutboxState
from db.last_checks import BROADCAST
from db.queries.broadcast_chains import chain_of, contacts_taken_back
from db.queries.broadcasts import recipients_by_fate
from db.tables import Broadcast, BroadcastState, OutboxMessage


async def standing_messages(
    work: Work, root_id: int, *, but: int | None = None, of: int | None = None
) -> Mapping[int, OutboxMessage]:
    """The message with the code that stands in the chat of each, or perhaps does, by contact.

    ``but``: whatever that one of the chain has sent is left out. ``of``: of this contact only.
    """
    chain = chain_of(root_id).where(col(Broadcast.id) != (but or 0))
    newest = (
        select(func.max(col(OutboxMessage.id)))
        .where(
            col(OutboxMessage.subject_type) == BROADCAST,
            col(OutboxMessage.subject_id).in_(chain),
            col(OutboxMessage.edits_outbox_id).is_(None),
            col(OutboxMessage.proof_code).is_not(None),
            col(OutboxMessage.state).in_([OutboxState.SENT, OutboxState.UNCERTAIN]),
            *((col(OutboxMessage.contact_id) == of,) if of is not None else ()),
        )
        .group_by(col(OutboxMessage.contact_id))
    )
    rows = await work.session.scalars(select(OutboxMessage).where(col(OutboxMessage.id).in_(newest)))
    return {row.contact_id: row for row in rows if row.contact_id is not None}


async def without_earlier(work: Work, broadcast: Broadcast, contacts: Set[int]) -> Set[int]:
    """Which of these have nothing that this one corrects: they get its text as if it were the first."""
    if broadcast.corrects_id is None:
        return set()
    return contacts - set(await standing_messages(work, broadcast.corrects_id, but=broadcast.id))


async def never_told(
    work: Work, root: Broadcast, standing: Mapping[int, OutboxMessage]
) -> Sequence[Addressee]:
    """Those whom the first was to reach and did not, as they hold their seats now; none of a stopped one."""
    if root.state is BroadcastState.STOPPED:
        return ()
    failed = await recipients_by_fate(work.session, root.id or 0, fates=(Fate.UNREACHABLE, Fate.WITHDRAWN))
    taken_back = await contacts_taken_back(work.session, root.id or 0)
    wanted = {
        one.contact_id for one in failed if one.fate is Fate.UNREACHABLE or one.contact_id in taken_back
    }
    seats = tuple(sorted({one.seat_id for one in failed if one.contact_id in wanted}))
    acting = await recipients_of(work, Audience(seats=seats)) if seats else ()
    return [one for one in acting if one.contact_id in wanted and one.contact_id not in standing]
