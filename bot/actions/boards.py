"""The living card of each officer, and the two digests a day."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlmodel import col

from bot.actions.telling import unreached_seats
from bot.actions.work import Work
from bot.messages import boards as messages
from bot.rules.actors import Role
from bot.rules.answers import Presence, standing
from bot.rules.clocks import WIB, clock_time
from bot.rules.digests import last_slot, slot_before
from bot.rules.outbox import MessageClass, Text
from bot.rules.sittings import Mark, MeetingView, SeatAnswer, Tally
from db.outbox import withdraw
from db.queries.answers import answers_of
from db.queries.meetings import meeting_view, meetings_ahead
from db.queries.people import Recipient, seats_by_id, staff_at_least
from db.tables import Attendance, LiveCard, OutboxMessage

#: A digest that could not go at its hour is still worth sending this long.
DIGEST_LASTS = timedelta(hours=2)


async def tallies_of(work: Work, meeting: MeetingView) -> list[Tally]:
    """The standing sittings with what each seat said to their present time."""
    items = [sitting.item for sitting in meeting.standing]
    seats = await seats_by_id(work.session, {seat for each in meeting.standing for seat in each.seats})
    answers = await answers_of(work.session, items)
    marks = await _marks(work, items)
    silent = await unreached_seats(work, seats)
    return [
        Tally(
            sitting,
            tuple(
                SeatAnswer(
                    seats[seat],
                    standing(answers.get((sitting.item, seat), []), time_revision=sitting.time_revision),
                    marks.get((sitting.item, seat)),
                    seat in silent,
                )
                for seat in sitting.seats
            ),
        )
        for sitting in meeting.standing
    ]


async def _marks(work: Work, items: Sequence[int]) -> dict[tuple[int, int], Mark]:
    rows = await work.session.execute(
        select(
            col(Attendance.agenda_item_id),
            col(Attendance.seat_id),
            col(Attendance.mark),
            col(Attendance.capacity),
        )
        .where(col(Attendance.agenda_item_id).in_(items))
        .order_by(col(Attendance.id))
    )
    return {(item, seat): Mark(Presence(mark.value), capacity) for item, seat, mark, capacity in rows}


async def show_board(work: Work, meeting: MeetingView) -> None:
    """Give every officer and admin the card of a newly published meeting."""
    text = messages.board(meeting, await tallies_of(work, meeting))
    for officer in await staff_at_least(work.session, Role.OFFICER):
        outbox_id = await work.tell(
            officer,
            text,
            key=f"card:{meeting.meeting}:{officer.chat_id}:0",
            message_class=MessageClass.RECEIPT,
        )
        work.session.add(
            LiveCard(
                meeting_id=meeting.meeting,
                chat_id=officer.chat_id,
                outbox_id=outbox_id,
                shown_hash=_hash(text),
            )
        )
    await work.session.flush()


async def refresh_boards(work: Work, *, meeting_id: int) -> None:
    """Edit the cards where they say something else now; an edit not yet sent gives way to the newer one."""
    meeting = await meeting_view(work.session, meeting_id)
    if meeting is None:
        return
    text = messages.board(meeting, await tallies_of(work, meeting))
    cards = await work.session.execute(
        select(LiveCard)
        .where(col(LiveCard.meeting_id) == meeting_id, col(LiveCard.shown_hash) != _hash(text))
        .order_by(col(LiveCard.id))
        .execution_options(populate_existing=True)
    )
    for card in cards.scalars().all():
        await _edit(work, card, text)


async def _edit(work: Work, card: LiveCard, text: Text) -> None:
    version = card.version + 1
    key = f"card:{card.meeting_id}:{card.chat_id}"
    if card.version:
        await withdraw(work.session, keys=[f"{key}:{card.version}"], reason="outdated", now=work.now)
    await work.tell(
        Recipient(chat_id=card.chat_id, name=""),
        text,
        key=f"{key}:{version}",
        message_class=MessageClass.RECEIPT,
        method="editMessageText",
        edits_outbox_id=card.outbox_id,
    )
    await work.session.execute(
        update(LiveCard).where(col(LiveCard.id) == card.id).values(version=version, shown_hash=_hash(text))
    )


def _hash(text: Text) -> str:
    return hashlib.sha256(text.html.encode()).hexdigest()


async def send_digests(work: Work) -> None:
    """Chore: at 09.00 and 15.00 WIB on working days, what was answered since the digest before."""
    slot = last_slot(work.now)
    if work.now - slot > DIGEST_LASTS or await _was_sent(work, slot):
        return
    parts = [
        part
        for meeting in await meetings_ahead(work.session, now=work.now)
        if meeting.is_published and (part := await _part(work, meeting, slot=slot))
    ]
    if not parts:
        return
    text = messages.digest(parts, hour=clock_time(slot, WIB))
    await work.audit("digest", "meeting", meetings=[part.meeting.meeting for part in parts])
    for officer in await staff_at_least(work.session, Role.OFFICER):
        await work.tell(
            officer,
            text,
            key=f"dig:{int(slot.timestamp())}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
            expires_at=slot + timedelta(hours=6),
        )


async def _was_sent(work: Work, slot: datetime) -> bool:
    sent = await work.session.execute(
        select(func.count())
        .select_from(OutboxMessage)
        .where(col(OutboxMessage.key).like(f"dig:{int(slot.timestamp())}:%"))
    )
    return bool(sent.scalar_one())


async def _part(work: Work, meeting: MeetingView, *, slot: datetime) -> messages.DigestPart | None:
    rows = [row for tally in await tallies_of(work, meeting) for row in tally.answers]
    since = slot_before(slot)
    news = [row for row in rows if row.answer and since < row.answer.given_at <= slot]
    if not news:
        return None
    return messages.DigestPart(
        meeting=meeting,
        answered=sum(1 for row in rows if row.answer),
        seats=len(rows),
        news=tuple(messages.digest_line(row) for row in news),
    )
