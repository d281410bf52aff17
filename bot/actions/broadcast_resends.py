"""Kirim ulang: once more to those whom it did not reach, or perhaps did not.

Never of a siaran that was corrected: its text is withdrawn, and its newest correction reaches the same
people, also those who never got the first. Never of one that was stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.actions import broadcast_corrections as corrected
from bot.actions.broadcast_audiences import recipients_of
from bot.actions.broadcast_bodies import content_of, parts_of
from bot.actions.broadcast_cards import broadcast_of_staff, outline, rewrite_cards
from bot.actions.broadcast_reports import named
from bot.actions.broadcast_rows import Target, outgoing, put, store_body
from bot.actions.broadcast_running import turn
from bot.actions.broadcast_standing import without_earlier
from bot.actions.work import Work
from bot.messages import broadcast_names as messages
from bot.messages.broadcasts import salutation_of
from bot.rules.audiences import Addressee, Audience
from bot.rules.broadcast_progress import Fate
from bot.rules.broadcast_repeats import BroadcastCorrected, BroadcastStopped
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from db.queries.broadcast_chains import newest_correction
from db.queries.broadcasts import Recipient, newest_copies, recipients_by_fate
from db.tables import Broadcast, BroadcastState

#: As buttons carry it.
FAILED, DOUBTFUL = "f", "u"
_FATES = {FAILED: Fate.UNREACHABLE, DOUBTFUL: Fate.UNCERTAIN}


@dataclass(frozen=True, slots=True)
class _Again:
    """Those who can be written to once more, as they hold their seats now; ``lost`` cannot."""

    people: Sequence[tuple[Recipient, Addressee]]
    lost: int


async def ask(work: Work, *, broadcast_id: int, version: int, which: str) -> Text:
    """Count and names before it is done. Raises Forbidden, Stale, BroadcastCorrected, BroadcastStopped."""
    broadcast = await _repeatable(work, broadcast_id)
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
    """Another attempt at the same recipients. Raises what ``ask`` raises."""
    before = await _repeatable(work, broadcast_id)
    if before.finished_at is None or _is_expired(work, before):
        raise Stale
    over = (BroadcastState.FINISHED,)
    broadcast = await turn(work, broadcast_id, version, over, state=BroadcastState.SENDING, finished_at=None)
    total = await _put_again(work, broadcast, await _again(work, broadcast_id, which), which)
    await work.audit(
        "broadcast_resent", "broadcast", broadcast_id, recipients=total, doubtful=which == DOUBTFUL
    )
    await work.receipt(messages.resent(outline(broadcast), total=total))
    await rewrite_cards(work, broadcast)


async def refuse_corrected(work: Work, broadcast: Broadcast) -> None:
    """Raises BroadcastCorrected, with the siaran that says what holds now."""
    number = await newest_correction(work.session, broadcast)
    if number is not None:
        raise BroadcastCorrected(number)


async def _repeatable(work: Work, broadcast_id: int) -> Broadcast:
    broadcast = await broadcast_of_staff(work, broadcast_id)
    await refuse_corrected(work, broadcast)
    if broadcast.state is BroadcastState.STOPPED:
        raise BroadcastStopped
    return broadcast


async def _put_again(work: Work, broadcast: Broadcast, again: _Again, which: str) -> int:
    """Of a correction a RALAT to those who have the earlier text, and the text itself to the others."""
    targets = [target for one, person in again.people if (target := _target(one, person, which))]
    anew = await corrected.anew(work, broadcast)
    new = await without_earlier(work, broadcast, {target.contact_id for target in targets})
    plain = parts_of(content_of(broadcast))
    body_id = await store_body(work, plain) if new else None
    copies = [
        outgoing(broadcast, replace(target, body_id=body_id), plain)
        if target.contact_id in new
        else outgoing(broadcast, replace(target, title=anew.title), anew.parts, first=anew.first)
        for target in targets
    ]
    await put(work, [one for copy in copies for one in copy])
    return len(targets)


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
    is_due = broadcast.corrects_id is not None and broadcast.corrected_at is None
    if not is_due or broadcast.state is not BroadcastState.SENDING:
        return False
    failed = await recipients_by_fate(work.session, broadcast.id or 0, fates=(Fate.UNREACHABLE,))
    edits = await newest_copies(work.session, broadcast.id or 0)
    wanted = [one for one in failed if one.contact_id in edits and edits[one.contact_id].edits_outbox_id]
    return bool(await _put_again(work, broadcast, await _acting(work, wanted), FAILED))


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
