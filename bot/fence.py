"""Before the first message leaves: is this the database, and the hour, that the last process left?"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.actions.fences import settle_in, why_fence
from bot.actions.work import SYSTEM, Work
from bot.house import House
from bot.rules.fences import FenceReason
from db.installations import identity_of

log = logging.getLogger(__name__)


async def may_pass(house: House) -> bool:
    """Whether nothing has to be held first; where several processes start, that is for the one that leads."""
    return await _reason(house) is None


async def _reason(house: House) -> FenceReason | None:
    identity = await identity_of(house.sessions)
    async with house.sessions.writing() as session:
        return await why_fence(Work(session, house.now(), SYSTEM), identity=identity)


async def stand_at_the_fence(house: House, chores: Callable[[], Awaitable[None]]) -> None:
    """Hold what is overdue where the database was copied, restored or asleep; else only note that we are
    here.

    ``chores`` is one round of them: what they find due after a long sleep is then held as well, and
    nothing of it is sent before.
    """
    identity, since = await identity_of(house.sessions), house.now()
    reason = await _reason(house)
    if reason is not None:
        await chores()
    async with house.sessions.writing() as session:
        held = await settle_in(
            Work(session, house.now(), SYSTEM, bot_username=house.bot_username),
            identity=identity,
            since=since,
        )
    if held:
        log.warning("The database is %s: %d messages are held until an admin decides", reason, held)
