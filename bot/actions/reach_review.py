"""Who has been out of reach for a month: shown to staff on request, and told once."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col

from bot.actions.work import Work
from bot.messages import reach as messages
from bot.rules.access import Action, require, scope
from bot.rules.actors import Scope
from bot.rules.clocks import WIB
from bot.rules.outbox import MessageClass, Text
from bot.rules.working_days import in_working_hours, is_working_day
from db.queries.long_gone import LongGone, long_gone
from db.queries.people import Recipient, officers_of_region
from db.tables import Contact

#: After this somebody is no longer expected to come back by himself.
LONG = timedelta(days=30)


async def review(work: Work) -> Text:
    """Perlu ditinjau: who acts for a seat and has been out of reach for a month. Raises Forbidden."""
    require(work.actor, Action.SEE_COVERAGE)
    within = scope(work.actor, Action.SEE_COVERAGE)
    found = await long_gone(work.session, before=work.now - LONG, within=within)
    await work.audit("read_coverage", "review")
    return messages.review(found)


async def tell_of_the_long_gone(work: Work) -> None:
    """A chore, in working hours: each of them is told to the officers of the region once, in one message."""
    if not (is_working_day(work.now.astimezone(WIB).date()) and in_working_hours(work.now, zone=WIB)):
        return
    everywhere = Scope(everywhere=True)
    found = await long_gone(work.session, before=work.now - LONG, within=everywhere, is_untold=True)
    lines: dict[Recipient, list[LongGone]] = defaultdict(list)
    for gone in found:
        for officer in await officers_of_region(work.session, gone.region_code):
            lines[officer].append(gone)
    for officer, theirs in lines.items():
        await work.tell(
            officer,
            messages.review(theirs),
            key=f"tinjau:{max(gone.contact_id for gone in theirs)}:{work.now.date()}:{officer.staff_id}",
            message_class=MessageClass.REQUEST,
        )
    people = {gone.contact_id for gone in found}
    if people:
        await work.session.execute(
            update(Contact).where(col(Contact.id).in_(people)).values(review_told_at=work.now)
        )
