"""A confirmed siaran until it leaves: the card that says when, and what is said in its place later."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import col

from bot.actions.broadcast_drafts import draft_view
from bot.actions.cards import overwrite_cards
from bot.actions.work import Subject, Work
from bot.messages import broadcast_confirming as messages
from bot.rules.broadcasts import BroadcastOutdated
from bot.rules.outbox import MessageClass, Text
from db.engine import affected
from db.queries.people import Recipient
from db.tables import Broadcast, BroadcastState, Staff

#: Subject of the card with Batalkan, and of the card that asks a second officer.
GATE, REQUEST = "broadcast_gate", "broadcast_request"


async def announce(work: Work, row: Broadcast, *, to: Sequence[Recipient]) -> None:
    """When it leaves, with Batalkan."""
    text = messages.leaving(draft_view(row), people=row.recipient_count or 0)
    for person in to:
        await work.tell(
            person,
            text,
            key=f"siaran_gate:{row.id}:{row.version}:{person.staff_id}",
            message_class=MessageClass.RECEIPT,
            subject=Subject(GATE, row.id or 0),
        )


async def overwrite_requests(work: Work, number: int, text: Text) -> None:
    """Whoever was asked to agree reads what became of it."""
    await overwrite_cards(work, subject_type=REQUEST, subject_id=number, text=text)


async def author_of(work: Work, row: Broadcast) -> Recipient | None:
    """Who wrote it, while he is with us."""
    author = await work.session.get(Staff, row.created_by_staff_id)
    if author is None or not author.is_active:
        return None
    return Recipient(chat_id=author.telegram_id, name=author.name, staff_id=author.id)


async def turn(
    work: Work,
    row: Broadcast,
    before: Sequence[BroadcastState],
    after: BroadcastState,
    **values: object,
) -> None:
    """Another state, for whoever finds the row as it was read. Raises Stale."""
    changed = await work.session.execute(
        update(Broadcast)
        .where(
            col(Broadcast.id) == row.id,
            col(Broadcast.version) == row.version,
            col(Broadcast.state).in_(before),
        )
        .values(state=after, version=row.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if affected(changed) != 1:
        raise BroadcastOutdated
    await work.session.refresh(row)


async def back_to_draft(work: Work, row: Broadcast) -> None:
    """What waited is its author's again. Raises Stale."""
    await turn(
        work,
        row,
        [row.state],
        BroadcastState.DRAFT,
        confirmed_by_staff_id=None,
        confirmed_at=None,
        recipient_count=None,
    )


async def tell_author(work: Work, row: Broadcast, text: Text) -> None:
    """In the place of the card with Batalkan, and as a message of its own."""
    number = row.id or 0
    await overwrite_cards(work, subject_type=GATE, subject_id=number, text=Text(text.html))
    if author := await author_of(work, row):
        await work.tell(
            author,
            text,
            key=f"siaran_back:{number}:{row.version}",
            message_class=MessageClass.REQUEST,
        )
