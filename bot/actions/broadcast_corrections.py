"""A correction on its way: what stands in the chats is edited, or a new message begins with RALAT.

A correction is a broadcast of its own that names the first one of its chain, so everything one can do
with a broadcast can be done with it: pause, stop, report, once more, Sudah dibaca.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.broadcast_bodies import content_of, parts_of
from bot.actions.broadcast_cards import rewrite_cards
from bot.actions.broadcast_rows import Part, Target, outgoing
from bot.actions.broadcast_standing import never_told, standing_messages
from bot.actions.broadcast_starts import begin, leave
from bot.actions.broadcast_ways import ANEW, Ways, title_of, ways_of
from bot.actions.work import Work
from bot.messages.broadcasts import salutation_of
from bot.rules.audiences import Addressee
from db.outbox import Outgoing
from db.queries.broadcast_chains import chain_of, mark_corrected
from db.tables import Broadcast, OutboxMessage


@dataclass(frozen=True, slots=True)
class Anew:
    """What is sent as a new message, its title, and at which place of the shared text it begins."""

    parts: Sequence[Part]
    first: int = 0
    title: str = ""


async def start_correction(work: Work, broadcast: Broadcast, people: Sequence[Addressee]) -> None:
    """Freeze those who have the earlier text, and enqueue an edit or a RALAT for each.

    Whoever was to have it and never got it is frozen too: the card offers to send him the newest text.
    """
    root = await work.session.get(Broadcast, broadcast.corrects_id)
    if root is None:
        return
    ways = await ways_of(work, root, broadcast)
    if not await begin(work, broadcast, ways.all):
        return
    await mark_corrected(work.session, broadcast)
    standing = await standing_messages(work, root.id or 0)
    told = [person for person in people if person.contact_id in standing]
    rows = [
        one
        for person in told
        if person.is_reachable and person.chat_id is not None
        for one in _messages(broadcast, person, person.chat_id, standing[person.contact_id], ways)
    ]
    await leave(work, broadcast, [*told, *await never_told(work, root, standing)], rows)
    await _rewrite_cards_of_chain(work, broadcast)


async def _rewrite_cards_of_chain(work: Work, broadcast: Broadcast) -> None:
    """The cards of the earlier ones say that they were corrected, and offer no resend any more."""
    for number in await work.session.scalars(chain_of(broadcast.corrects_id or 0)):
        earlier = await work.session.get(Broadcast, number, populate_existing=True)
        if earlier is not None and earlier.corrected_at is not None:
            await rewrite_cards(work, earlier)


def _messages(
    broadcast: Broadcast, person: Addressee, chat_id: int, stands: OutboxMessage, ways: Ways
) -> list[Outgoing]:
    """One edit where it is possible, else a new message."""
    address, edit = salutation_of(person), ways.edit_of(stands, chat_id)
    if edit is None:
        target = Target(person.contact_id, person.seat_id, chat_id, address, title=title_of(broadcast))
        return outgoing(broadcast, target, ways.anew, first=ANEW)
    title = title_of(broadcast) if edit[1] >= ANEW else ""
    target = Target(
        person.contact_id, person.seat_id, chat_id, address, edits_outbox_id=stands.id, title=title
    )
    return outgoing(broadcast, target, [edit[0]], first=edit[1])


async def anew(work: Work, broadcast: Broadcast) -> Anew:
    """What is sent to somebody once more; of a correction, to whoever has the earlier text."""
    if broadcast.corrects_id is None:
        return Anew(parts_of(content_of(broadcast)))
    root = await work.session.get(Broadcast, broadcast.corrects_id)
    parts = (await ways_of(work, root, broadcast)).anew if root else ()
    return Anew(parts, ANEW, title_of(broadcast))
