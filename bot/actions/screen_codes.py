"""Kode layar: staff switch the code of a sitting on and off, and see the present one."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col

from bot.actions.boards import refresh_boards
from bot.actions.sitting_boards import refuse_unless_standing, sitting_of_staff
from bot.actions.work import Work
from bot.messages import screen_codes as messages
from bot.rules.attendance import LATEST
from bot.rules.errors import Stale
from bot.rules.meeting_mistakes import SittingOver
from bot.rules.outbox import Text
from bot.rules.screen_codes import code_at, new_key, renewed_at
from db.engine import affected
from db.queries.attendance import check_in_key
from db.tables import AgendaItem


async def code_card(work: Work, *, item: int) -> Text:
    """The present code, or how to switch it on. Never kept in the outbox. Raises Forbidden."""
    _meeting, sitting = await sitting_of_staff(work, item=item)
    key = await check_in_key(work.session, item)
    if key is None:
        return messages.off(sitting)
    return messages.on(sitting, code_at(key, item=item, at=work.now), until=renewed_at(work.now))


async def switch(work: Work, *, item: int, is_on: bool) -> Text:
    """Nyalakan kode, Matikan kode; the card as it is then.

    Raises Forbidden, SittingCancelled, SittingOver; Stale where it is so already.
    """
    meeting, sitting = await sitting_of_staff(work, item=item)
    refuse_unless_standing(sitting)
    if is_on and work.now >= sitting.ends_at + LATEST:
        raise SittingOver
    has_none = col(AgendaItem.check_in_key).is_(None)
    change = update(AgendaItem).where(col(AgendaItem.id) == item, has_none if is_on else ~has_none)
    changed = await work.session.execute(change.values(check_in_key=new_key() if is_on else None))
    if not affected(changed):
        raise Stale
    await work.audit("check_in_on" if is_on else "check_in_off", "agenda_item", item)
    await work.receipt(messages.switched(sitting, is_on=is_on))
    await refresh_boards(work, meeting_id=meeting.meeting)
    return await code_card(work, item=item)
