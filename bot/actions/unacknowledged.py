"""Which seats have not acknowledged a change within 24 hours: a list to telephone, kept up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select, update
from sqlmodel import col

from bot.actions.call_lists import EVERYWHERE, by_officer
from bot.actions.work import Work
from bot.messages import acknowledgements as messages
from bot.messages.changes import News
from bot.rules.acknowledgements import call_from
from bot.rules.calls import Call, in_order
from bot.rules.clocks import zone_named
from bot.rules.outbox import MessageClass
from bot.rules.sittings import MeetingView
from db.engine import affected
from db.inserting import insert_into
from db.queries.coverage import covered_seats
from db.queries.days_off import days_off
from db.queries.meetings import meeting_view
from db.tables import Acknowledgement, AgendaItem, OutboxMessage, Region, Seat

Place = tuple[int, int]  #: meeting, revision


@dataclass(frozen=True, slots=True)
class _Asked:
    """A stored request with the times of its sitting and the zone of its seat."""

    id: int
    place: Place
    item: int
    seat: int
    asked_at: datetime
    starts_at: datetime
    zone: ZoneInfo


async def ask(work: Work, meeting: MeetingView, several: Sequence[News]) -> None:
    """Keep which seats are asked to acknowledge this revision."""
    places = {(news.present.item, news.to.seat) for news in messages.urgent(several, now=work.now)}
    if not places:
        return
    rows = [
        {
            "agenda_item_id": item,
            "revision": meeting.revision,
            "seat_id": seat,
            "asked_at": work.now,
            "is_listed": False,
        }
        for item, seat in sorted(places)
    ]
    await work.session.execute(insert_into(work.session, Acknowledgement).on_conflict_do_nothing(), rows)


async def note_answered(work: Work, *, item: int, seat_id: int) -> None:
    """Whoever answers has read of the change, and so has whoever was heard on the telephone."""
    asked = (
        col(Acknowledgement.agenda_item_id) == item,
        col(Acknowledgement.seat_id) == seat_id,
        col(Acknowledgement.acknowledged_at).is_(None),
    )
    places = {each.place for each in await _open(work, *asked)}
    done = update(Acknowledgement).where(*asked)
    values = {"acknowledged_at": work.now, "contact_id": work.actor.contact_id}
    if affected(await work.session.execute(done.values(**values))):
        await refresh(work, places)


async def list_unacknowledged(work: Work) -> None:
    """Chore: staff hear which seats have not acknowledged a change in time, once for each."""
    waiting = await _open(
        work, col(Acknowledgement.acknowledged_at).is_(None), col(Acknowledgement.is_listed).is_(False)
    )
    if not waiting:
        return
    extra = await days_off(work.session)
    due: dict[Place, list[int]] = defaultdict(list)
    for each in waiting:
        if call_from(each.asked_at, starts_at=each.starts_at, zone=each.zone, extra=extra) <= work.now:
            due[each.place].append(each.id)
    for place, ids in due.items():
        listed = update(Acknowledgement).where(col(Acknowledgement.id).in_(ids))
        await work.session.execute(listed.values(is_listed=True))
        await _tell(work, place)


async def _open(work: Work, *which: ColumnElement[bool]) -> list[_Asked]:
    """These requests, of sittings that are not over."""
    found = await work.session.execute(
        select(
            col(Acknowledgement.id),
            col(AgendaItem.meeting_id),
            col(Acknowledgement.revision),
            col(Acknowledgement.agenda_item_id),
            col(Acknowledgement.seat_id),
            col(Acknowledgement.asked_at),
            col(AgendaItem.starts_at),
            col(Region.zone),
        )
        .join(AgendaItem, col(AgendaItem.id) == col(Acknowledgement.agenda_item_id))
        .join(Seat, col(Seat.id) == col(Acknowledgement.seat_id))
        .join(Region, col(Region.code) == col(Seat.region_code))
        .where(col(AgendaItem.ends_at) > work.now, *which)
        .order_by(col(Acknowledgement.id))
    )
    return [
        _Asked(row_id or 0, (meeting, revision), item, seat, asked_at, starts_at, zone_named(zone))
        for row_id, meeting, revision, item, seat, asked_at, starts_at, zone in found
    ]


async def _tell(work: Work, place: Place) -> None:
    """The list of one revision to each officer concerned; one who has it already sees it change."""
    meeting_id, revision = place
    meeting = await meeting_view(work.session, meeting_id)
    if meeting is None:
        return
    is_new = True
    for officer, calls in await by_officer(work, await _calls(work, meeting, revision)):
        key = f"ack:{meeting_id}:{revision}:{officer.staff_id}"
        text = messages.to_call(meeting, revision, in_order(calls))
        told = await work.tell(officer, text, key=key, message_class=MessageClass.REQUEST)
        is_new = is_new and told is not None
    if not is_new:
        await refresh(work, {place})


async def _calls(work: Work, meeting: MeetingView, revision: int, *, is_open: bool = True) -> list[Call]:
    """Listed seats of this revision that have not acknowledged it; or all that were ever listed."""
    which = [
        col(Acknowledgement.agenda_item_id).in_([sitting.item for sitting in meeting.sittings]),
        col(Acknowledgement.revision) == revision,
        col(Acknowledgement.is_listed).is_(True),
    ]
    if is_open:
        which.append(col(Acknowledgement.acknowledged_at).is_(None))
    rows = await _open(work, *which)
    seats = await covered_seats(work.session, {row.seat for row in rows}, within=EVERYWHERE, now=work.now)
    found = []
    for row in rows:
        sitting = meeting.sitting(row.item)
        if sitting is not None and row.seat in seats:
            found.append(Call(seats[row.seat], sitting))
    return found


async def refresh(work: Work, places: Collection[Place]) -> None:
    """Edit the lists that staff have, to what is still missing."""
    for meeting_id, revision in sorted(places):
        meeting = await meeting_view(work.session, meeting_id)
        if meeting is None:
            continue
        still = set(await _calls(work, meeting, revision))
        ever = await _calls(work, meeting, revision, is_open=False)
        for officer, calls in await by_officer(work, ever):
            key = f"ack:{meeting_id}:{revision}:{officer.staff_id}"
            card = await work.session.scalar(
                select(col(OutboxMessage.id)).where(col(OutboxMessage.key) == key)
            )
            if card is None:
                continue
            text = messages.to_call(meeting, revision, in_order([call for call in calls if call in still]))
            await work.tell(
                officer,
                text,
                key=f"{key}:{work.update_id or int(work.now.timestamp())}",
                message_class=MessageClass.RECEIPT,
                method="editMessageText",
                edits_outbox_id=card,
            )
