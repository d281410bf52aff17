"""A siaran before it leaves: as one person of each zone will read it, and who all of them are."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.broadcast_audiences import found
from bot.actions.broadcast_drafts import draft_view, own_draft
from bot.actions.broadcast_ways import as_read
from bot.actions.work import Work
from bot.messages import broadcast_previews as messages
from bot.messages.broadcasts import NO_CODE, letter
from bot.rules.access import Action, require
from bot.rules.audiences import Addressee, Found, audience_of
from bot.rules.broadcast_confirming import (
    BroadcastIncomplete,
    Difference,
    NobodyToReach,
    counted,
    fingerprint,
    one_of_each_zone,
)
from bot.rules.broadcasts import BroadcastOutdated
from bot.rules.outbox import MessageClass, Text
from db.engine import affected
from db.tables import Broadcast, BroadcastState

#: Before it leaves, whoever sends broadcasts may look at it; a draft is its author's alone.
_SHOWN = (BroadcastState.WAITING, BroadcastState.SCHEDULED)


async def preview(work: Work, *, number: int, version: int) -> None:
    """Pratinjau. Raises Forbidden, Stale, BroadcastIncomplete, NobodyToReach."""
    draft = await own_draft(work, number)
    if draft.version != version:
        raise BroadcastOutdated
    await show(work, draft, await whom(work, draft))


async def whom(work: Work, draft: Broadcast) -> Found:
    """Who would have it now. Raises BroadcastIncomplete, NobodyToReach."""
    if lacks := draft_view(draft).lacks:
        raise BroadcastIncomplete(lacks)
    people = await found(work, audience_of(draft.audience))
    if not people.reached:
        raise NobodyToReach
    return people


async def show(work: Work, draft: Broadcast, people: Found, changed: Difference | None = None) -> None:
    """The letters and the card with Konfirmasi, which stands for exactly these people. Raises Stale."""
    await dialogues.close(work)
    await _remember(work, draft, counted(people))
    for person in one_of_each_zone(people.reached):
        await send_sample(work, draft, person)
    await work.receipt(
        messages.preview(draft_view(draft), people, counted=fingerprint(counted(people)), changed=changed)
    )


async def send_sample(work: Work, row: Broadcast, person: Addressee) -> None:
    """To whoever acts: the very messages of one recipient; the code is none, the buttons do nothing."""
    await work.receipt(messages.sample(person))
    for part, text in letter(await as_read(work, row, person), to=person, code=NO_CODE):
        work.receipts += 1
        await work.tell(
            work.me,
            messages.harmless(text),
            key=f"re:{work.update_id}:{work.receipts}",
            message_class=MessageClass.RECEIPT,
            method=part.method,
            file_id=part.file_id,
        )


async def samples(work: Work, *, number: int) -> None:
    """Lihat seperti diterima, on a card of somebody else's. Raises Forbidden, Stale."""
    row = await shown(work, number)
    people = await found(work, audience_of(row.audience))
    for person in one_of_each_zone(people.reached):
        await send_sample(work, row, person)


async def names(work: Work, *, number: int, page: int) -> Text:
    """Everybody who would have it now, and whom it does not reach, in pages. Raises Forbidden, Stale."""
    row = await shown(work, number)
    people = await found(work, audience_of(row.audience))
    await work.audit("broadcast_names", "broadcast", number)
    return messages.names(number, people, page=page)


async def shown(work: Work, number: int) -> Broadcast:
    """An own draft, or anybody's that is confirmed and has not left. Raises Forbidden, Stale."""
    require(work.actor, Action.RUN_BROADCASTS)
    row: Broadcast | None = await work.session.scalar(select(Broadcast).where(col(Broadcast.id) == number))
    if row is None:
        raise BroadcastOutdated
    is_own_draft = row.state is BroadcastState.DRAFT and row.created_by_staff_id == work.actor.staff_id
    if not (is_own_draft or row.state in _SHOWN):
        raise BroadcastOutdated
    return row


async def _remember(work: Work, draft: Broadcast, contacts: list[int]) -> None:
    """Whom this preview counted, so that Konfirmasi can say what has changed since."""
    kept = await work.session.execute(
        update(Broadcast)
        .where(
            col(Broadcast.id) == draft.id,
            col(Broadcast.version) == draft.version,
            col(Broadcast.state) == BroadcastState.DRAFT,
        )
        .values(previewed=contacts)
        .execution_options(synchronize_session=False)
    )
    if affected(kept) != 1:
        raise BroadcastOutdated
