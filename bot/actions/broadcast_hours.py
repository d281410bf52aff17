"""When a siaran would arrive: is anybody at work there then, and has its hour passed?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.actions import dialogues
from bot.actions.broadcast_drafts import draft_view
from bot.actions.work import Work
from bot.messages import broadcast_drafts as messages
from bot.rules.audiences import Found
from bot.rules.broadcast_confirming import leaves_at, zones_of
from bot.rules.broadcasts import STEP, Piece
from bot.rules.clocks import Clock, both_clocks
from bot.rules.working_days import in_working_hours, is_working_day
from db.queries.days_off import days_off
from db.tables import Broadcast


async def resting(work: Work, people: Found, at: datetime) -> Sequence[Clock]:
    """The clocks of zones where nobody is at work then."""
    extra = await days_off(work.session)
    return [
        both_clocks(at, reader=zone).local
        for zone in zones_of(people)
        if not (in_working_hours(at, zone=zone) and is_working_day(at.astimezone(zone).date(), extra=extra))
    ]


def over(row: Broadcast, *, now: datetime) -> Piece | None:
    """Which of its hours has passed: the one to leave, or the last one."""
    if row.starts_at is not None and row.starts_at <= now:
        return Piece.WHEN
    ends_too_soon = row.expires_at is not None and row.expires_at <= leaves_at(row.starts_at, now=now)
    return Piece.UNTIL if ends_too_soon else None


async def ask_another_hour(work: Work, draft: Broadcast, piece: Piece) -> None:
    """What is typed now is taken for the new hour."""
    await dialogues.ask(work, STEP, broadcast=draft.id, piece=piece.value)
    await work.receipt(messages.hour_over(draft_view(draft), piece, now=work.now))
