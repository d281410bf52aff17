"""Kirim ulang: once more to those whom it did not reach, or perhaps did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions import broadcast_corrections as corrected
from bot.actions.broadcast_audiences import recipients_of
from bot.actions.broadcast_cards import broadcast_of_staff, outline, rewrite_cards
from bot.actions.broadcast_reports import named
from bot.actions.broadcast_rows import Target, outgoing, put
from bot.actions.broadcast_running import turn
from bot.actions.work import Work
from bot.messages import broadcast_names as messages
from bot.messages.broadcasts import salutation_of
from bot.rules.audiences import Addressee, Audience
from bot.rules.broadcast_progress import Fate
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from db.queries.broadcasts import Recipient, newest_copies, recipients_by_fate
from db.tables import Broadcast, BroadcastState

#: As buttons carry it.
FAILED, DOUBTFUL = "f", "u"
_FATES = {FAILED: Fate.UNREACHABLE, DOUBTFUL: Fate.UNCERTAIN}
_OVER = (BroadcastState.FINISHED, BroadcastState.STOPPED)


@dataclass(frozen=True, slots=True)
class _Again:
    """Those who can be written to once more, as they hold their seats now; ``lost`` cannot."""

    people: Sequence[tuple[Recipient, Addressee]]
    lost: int


async def ask(work: Work, *, broadcast_id: int, version: int, which: str) -> Text:
    """Count and names before it is done. Raises Forbidden, Stale."""
    broadcast = await broadcast_of_staff(work, broadcast_id)
    if broadcast.version != version or broadcast.finished_at is None:
        raise Stale
    again = await _again(work, broadcast_id, which)
    await work.audit("read_broadcast", "broadcast", broadcast_id)
    return messages.ask_resend(
        outline(broadcast),
        [named(recipient) for recipient, _ in again.people],
        is_doubtful=which == DOUBTFUL,
        lost=again.lost,
        is_expired=_is_expired(work, broadcast),
    )


async def resend(work: Work, *, broadcast_id: int, version: int, which: str) -> None:
    """Another attempt at the same recipients. Raises Forbidden, Stale."""
    before = await broadcast_of_staff(work, broadcast_id)
    if before.finished_at is None or _is_expired(work, before):
        raise Stale
    broadcast = await turn(work, broadcast_id, version, _OVER, state=BroadcastState.SENDING, finished_at=None)
    again = await _again(work, broadcast_id, which)
    parts, first = await corrected.again(work, broadcast)
    targets = [_target(recipient, person, which) for recipient, person in again.people]
    copies = [outgoing(broadcast, target, parts, first=first) for target in targets if target]
    await put(work, [one for copy in copies for one in copy])
    await work.audit(
        "broadcast_resent", "broadcast", broadcast_id, recipients=len(targets), doubtful=which == DOUBTFUL
    )
    await work.receipt(messages.resent(outline(broadcast), total=len(targets)))
    await rewrite_cards(work, broadcast)


def _target(recipient: Recipient, person: Addressee, which: str) -> Target | None:
    if person.chat_id is None:
        return None
    return Target(
        contact_id=person.contact_id,
        seat_id=person.seat_id,
        chat_id=person.chat_id,
        address=salutation_of(person),
        attempt=0 if recipient.attempt is None else recipient.attempt + 1,
        is_doubtful=which == DOUBTFUL,
    )


async def put_ralat(work: Work, broadcast: Broadcast) -> bool:
    """A new message to those whose earlier one could not be edited; whether there are any."""
    if broadcast.corrects_id is None or broadcast.state is not BroadcastState.SENDING:
        return False
    failed = await recipients_by_fate(work.session, broadcast.id or 0, fates=(Fate.UNREACHABLE,))
    edits = await newest_copies(work.session, broadcast.id or 0)
    wanted = [one for one in failed if one.contact_id in edits and edits[one.contact_id].edits_outbox_id]
    again = await _acting(work, wanted)
    parts, first = await corrected.again(work, broadcast)
    targets = [_target(recipient, person, FAILED) for recipient, person in again.people]
    copies = [outgoing(broadcast, target, parts, first=first) for target in targets if target]
    await put(work, [one for copy in copies for one in copy])
    return bool(copies)


async def _again(work: Work, broadcast_id: int, which: str) -> _Again:
    """Raises Stale for a button of another shape."""
    if which not in _FATES:
        raise Stale
    return await _acting(work, await recipients_by_fate(work.session, broadcast_id, fates=(_FATES[which],)))


async def _acting(work: Work, wanted: Sequence[Recipient]) -> _Again:
    seats = tuple(sorted({one.seat_id for one in wanted}))
    acting = await recipients_of(work, Audience(seats=seats)) if seats else ()
    reached = {person.contact_id: person for person in acting if person.is_reachable}
    people = [(one, reached[one.contact_id]) for one in wanted if one.contact_id in reached]
    return _Again(people, lost=len(wanted) - len(people))


def _is_expired(work: Work, broadcast: Broadcast) -> bool:
    return broadcast.expires_at is not None and broadcast.expires_at <= work.now
