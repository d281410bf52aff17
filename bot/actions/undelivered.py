"""An invitation or a change that came back: the region's officers hear of it once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from bot.actions.boards import refresh_boards
from bot.actions.telling import ITEM, ITEM_GONE
from bot.actions.work import Work
from bot.messages import undelivered as messages
from bot.rules.outbox import MessageClass, OutboxState
from bot.rules.sittings import MeetingView, SittingView, addressee
from db.queries.meetings import meetings_of_items
from db.queries.people import Recipient, officers_of_region, seats_by_id
from db.tables import AgendaItem, AuditEntry, OutboxMessage, ToldSitting

_REPORTED = "undelivered"


async def report_undelivered(work: Work) -> None:
    """Chore: tell officers whom an invitation or a correction about a coming sitting did not reach."""
    rows = await _came_back(work)
    if not rows:
        return
    meetings = await meetings_of_items(work.session, {row.item for row in rows})
    seats = await seats_by_id(work.session, {row.seat for row in rows})
    lines: dict[Recipient, list[messages.Lost]] = defaultdict(list)
    for outbox_id in dict.fromkeys(row.outbox_id for row in rows):
        await work.audit(_REPORTED, "outbox", outbox_id)
    for row in rows:
        found, seat = _sitting(meetings, row.item), seats.get(row.seat)
        if found is None or seat is None:
            continue
        lost = messages.Lost(addressee(seat).post, row.kind, *found)
        for officer in await officers_of_region(work.session, seat.region_code):
            lines[officer].append(lost)
    newest = rows[-1].outbox_id
    for officer, losses in lines.items():
        await work.tell(
            officer,
            messages.came_back(losses),
            key=f"tak:{newest}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
        )
    for meeting_id in sorted({meeting.meeting for meeting in meetings.values()}):
        await refresh_boards(work, meeting_id=meeting_id)


@dataclass(frozen=True, slots=True)
class _Row:
    """One sitting and seat of a message that came back; ``kind`` is how its key begins."""

    outbox_id: int
    item: int
    seat: int
    kind: str


async def _came_back(work: Work) -> list[_Row]:
    """What nobody has been told of; edits count for nothing."""
    ahead = (
        await work.session.scalars(select(col(AgendaItem.id)).where(col(AgendaItem.ends_at) > work.now))
    ).all()
    if not ahead:
        return []
    single = select(
        col(OutboxMessage.id),
        col(OutboxMessage.subject_id),
        col(OutboxMessage.seat_id),
        col(OutboxMessage.key),
    ).where(col(OutboxMessage.subject_type).in_([ITEM, ITEM_GONE]), col(OutboxMessage.subject_id).in_(ahead))
    shared = (
        select(
            col(OutboxMessage.id),
            col(ToldSitting.agenda_item_id),
            col(ToldSitting.seat_id),
            col(OutboxMessage.key),
        )
        .join(ToldSitting, col(ToldSitting.outbox_id) == col(OutboxMessage.id))
        .where(col(ToldSitting.agenda_item_id).in_(ahead))
    )
    lost = (
        col(OutboxMessage.state) == OutboxState.UNDELIVERABLE,
        col(OutboxMessage.message_class).in_([MessageClass.CORRECTION, MessageClass.INVITATION]),
        col(OutboxMessage.method) != "editMessageText",
    )
    rows = [row for each in (single, shared) for row in await work.session.execute(each.where(*lost))]
    found = [
        _Row(outbox_id, item, seat, key.partition(":")[0])
        for outbox_id, item, seat, key in sorted(rows, key=lambda row: row[0] or 0)
        if outbox_id and item and seat
    ]
    reported = await _reported(work, [row.outbox_id for row in found]) if found else set()
    return [row for row in found if str(row.outbox_id) not in reported]


async def _reported(work: Work, outbox_ids: Collection[int]) -> set[str]:
    known = await work.session.scalars(
        select(col(AuditEntry.object_id)).where(
            col(AuditEntry.object_type) == "outbox",
            col(AuditEntry.object_id).in_([str(outbox_id) for outbox_id in outbox_ids]),
            col(AuditEntry.action) == _REPORTED,
        )
    )
    return set(known)


def _sitting(meetings: dict[int, MeetingView], item: int) -> tuple[MeetingView, SittingView] | None:
    meeting = meetings.get(item)
    sitting = meeting.sitting(item) if meeting else None
    return (meeting, sitting) if meeting and sitting else None
