"""Before the first message leaves: is this the database, and the hour, that the last process left?"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.actions.fences import missed, settle_in, why_fence
from bot.actions.work import SYSTEM, Work
from bot.house import House
from bot.rules.fences import FenceReason
from db.fences import newest_message
from db.installations import identity_of

log = logging.getLogger(__name__)

#: One round of all chores as of now, after those that keep working hours, as of these earlier moments.
Chores = Callable[[Sequence[datetime]], Awaitable[None]]
#: Thousands of reminders and many broadcasts take fewer; a chore that never ends must not keep us here.
_MOST_ROUNDS = 100


async def may_pass(house: House) -> bool:
    """Whether nothing has to be held first; where several processes start, that is for the one that leads."""
    return await _reason(house) is None


async def _reason(house: House) -> FenceReason | None:
    identity = await identity_of(house.sessions)
    async with house.sessions.writing() as session:
        return await why_fence(Work(session, house.now(), SYSTEM), identity=identity)


async def stand_at_the_fence(house: House, chores: Chores) -> None:
    """Hold what is overdue where the database was copied, restored or asleep; else only note that we are
    here.

    ``chores`` are looked at first: what they find due after a long sleep is then held as well, and nothing
    of it is sent before.
    """
    identity, since = await identity_of(house.sessions), house.now()
    reason = await _reason(house)
    if reason is not None:
        await _find_what_is_due(house, chores)
    async with house.sessions.writing() as session:
        held = await settle_in(
            Work(session, house.now(), SYSTEM, bot_username=house.bot_username),
            identity=identity,
            since=since,
        )
    if held:
        log.warning("The database is %s: %d messages are held until an admin decides", reason, held)


async def _find_what_is_due(house: House, chores: Chores) -> None:
    """Until they find no more: some take only so much at once."""
    async with house.sessions.writing() as session:
        ends = await missed(Work(session, house.now(), SYSTEM))
    last = await _newest(house)
    await chores(ends)
    for _ in range(_MOST_ROUNDS):
        newest = await _newest(house)
        if newest == last:
            return
        last = newest
        await chores(())


async def _newest(house: House) -> int:
    async with house.sessions.reading() as session:
        return await newest_message(session)
