"""The two digests a day: what was answered since the one before."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import col

from bot.actions.tallies import tallies_of
from bot.actions.work import Work
from bot.messages import boards as messages
from bot.rules.actors import Role
from bot.rules.clocks import WIB, clock_time
from bot.rules.digests import last_slot, slot_before
from bot.rules.outbox import MessageClass
from bot.rules.sittings import MeetingView
from db.queries.meetings import meetings_ahead
from db.queries.people import staff_at_least
from db.tables import OutboxMessage

#: A digest that could not go at its hour is still worth sending this long.
DIGEST_LASTS = timedelta(hours=2)


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
