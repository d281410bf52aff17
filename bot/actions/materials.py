"""Bahan of a sitting: officers add and remove files, invited seats get them on request."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.answers import sitting_of
from bot.actions.work import Work
from bot.messages import materials as messages
from bot.messages import system
from bot.rules.access import Action, may, require, require_seat
from bot.rules.errors import Stale
from bot.rules.materials import AWAITED, HANDED_OUT, MOST, File, MaterialsFull, file_name
from bot.rules.meeting_mistakes import NotInvited
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import MeetingView, SittingView, addressee
from db.engine import affected
from db.queries.materials import materials_of
from db.queries.meetings import meetings_of_seats, sitting_view
from db.tables import AgendaItem, Material

#: A file is awaited for a sitting.
STEP = "material"


async def card(work: Work, *, item: int) -> Text:
    """Bahan on the card of a sitting. Raises Forbidden, Stale."""
    require(work.actor, Action.SEE_MEETINGS)
    meeting, sitting = await published_sitting(work, item)
    found = (await materials_of(work.session, [item])).get(item, [])
    may_set = may(work.actor, Action.ARRANGE_MEETINGS)
    is_over = sitting.ends_at <= work.now
    return messages.card(meeting, sitting, found, may_set=may_set, is_over=is_over)


async def ask(work: Work, *, item: int) -> None:
    """Tambah bahan: what is sent next is a file of this sitting. Raises Forbidden, Stale, MaterialsFull."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    meeting, sitting = await published_sitting(work, item)
    if len((await materials_of(work.session, [item])).get(item, [])) >= MOST:
        raise MaterialsFull
    await _await_more(work, item)
    await work.receipt(messages.ask(meeting, sitting))


async def is_awaited(work: Work) -> bool:
    """Whether the next file of this person is for a sitting."""
    question = await dialogues.open_question(work)
    if question is None or question.step != STEP:
        return False
    return work.now <= datetime.fromisoformat(str(question.said["until"]))


async def _await_more(work: Work, item: int) -> None:
    """For half an hour: a letter sent in the afternoon must not become material of the morning's sitting."""
    await dialogues.ask(work, STEP, item=item, until=(work.now + AWAITED).isoformat())


async def over_or_words(work: Work, *, item: int) -> None:
    """Words where a file is awaited; long after the last file the question is over."""
    if await is_awaited(work):
        await work.receipt(messages.use_a_file(item))
        return
    await dialogues.close(work)
    await work.receipt(system.dialogue_expired())


async def add(work: Work, file: File) -> None:
    """The file; the question stays open for more. Raises Forbidden, Stale, MaterialsFull."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    question = await dialogues.open_question(work)
    if question is None or question.step != STEP:
        raise Stale
    item = int(str(question.said["item"]))
    _meeting, sitting = await published_sitting(work, item)
    # one at a time: two files of an album come together
    await work.session.execute(select(col(AgendaItem.id)).where(col(AgendaItem.id) == item).with_for_update())
    known = (await materials_of(work.session, [item])).get(item, [])
    if len(known) >= MOST:
        raise MaterialsFull
    row = Material(
        agenda_item_id=item,
        file_id=file.file_id,
        file_unique_id=file.unique_id,
        filename=file_name(file.name, is_photo=file.is_photo, number=len(known) + 1),
        is_photo=file.is_photo,
        added_by_staff_id=work.actor.staff_id or 0,
        added_at=work.now,
    )
    await _await_more(work, item)
    if await _is_there(work, row):
        await work.receipt(messages.there_already(sitting, row.filename))
        return
    work.session.add(row)
    await work.session.flush()
    await work.audit("material_added", "agenda_item", item, material=row.id)
    await work.receipt(messages.added(sitting, row.filename, count=len(known) + 1))


async def _is_there(work: Work, row: Material) -> bool:
    same = select(col(Material.id)).where(
        col(Material.agenda_item_id) == row.agenda_item_id,
        col(Material.file_unique_id) == row.file_unique_id,
        col(Material.removed_at).is_(None),
    )
    return (await work.session.execute(same.limit(1))).first() is not None


async def enough(work: Work, *, item: int) -> None:
    """Selesai: no more files are awaited. Raises Forbidden, Stale."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    if await is_awaited(work):
        await dialogues.close(work)
    await work.receipt(await card(work, item=item))


async def remove(work: Work, *, material_id: int) -> None:
    """Hapus: it is handed out no more. Raises Forbidden, Stale."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    gone = await work.session.execute(
        update(Material)
        .where(col(Material.id) == material_id, col(Material.removed_at).is_(None))
        .values(removed_at=work.now)
    )
    row = await work.session.get(Material, material_id)
    if affected(gone) != 1 or row is None:
        raise Stale
    await work.audit("material_removed", "agenda_item", row.agenda_item_id, material=material_id)
    await work.receipt(messages.removed(row.filename))


async def hand_out(work: Work, *, item: int, seat_id: int) -> None:
    """Bahan, for an own seat that is invited. Raises NotRegistered, Forbidden, NotInvited."""
    seat = require_seat(work.actor, seat_id, Action.READ_SCHEDULE)
    meeting, sitting = await sitting_of(work, item=item, seat_id=seat_id)
    if seat_id not in sitting.seats:
        raise NotInvited
    found = (await materials_of(work.session, [item])).get(item, [])
    to = addressee(seat, name=work.actor.name)
    await work.receipt(messages.handed_out(meeting, sitting, to=to, count=len(found)))
    for one in found:
        await work.tell(
            work.me,
            messages.caption(sitting, one, to=to),
            key=f"re:{work.update_id}:file:{one.material}",
            message_class=MessageClass.DOCUMENT,
            method="sendPhoto" if one.is_photo else "sendDocument",
            file_id=one.file_id,
        )


async def own(work: Work) -> Text:
    """/bahan: the own sittings of the last months that have files. Raises NotRegistered."""
    require(work.actor, Action.READ_SCHEDULE)
    if not work.actor.is_official:
        return messages.for_staff()
    seats = {seat.seat_id: seat for seat in work.actor.seats}
    meetings = await meetings_of_seats(work.session, seats, now=work.now - HANDED_OUT)
    since = work.now - HANDED_OUT
    mine = [
        (meeting, sitting, addressee(seats[seat_id], name=work.actor.name))
        for meeting in meetings
        for sitting in meeting.standing
        for seat_id in sitting.seats
        if seat_id in seats and sitting.ends_at > since
    ]
    files = await materials_of(work.session, {sitting.item for _, sitting, _ in mine})
    rows = [messages.Own(*one, len(files[one[1].item])) for one in mine if one[1].item in files]
    return messages.own(sorted(rows, key=lambda row: row.sitting.starts_at, reverse=True))


async def published_sitting(work: Work, item: int) -> tuple[MeetingView, SittingView]:
    """The sitting of a published meeting, for staff. Raises Stale."""
    found = await sitting_view(work.session, item)
    if found is None or not found[0].is_published or found[1].is_cancelled:
        raise Stale
    return found
