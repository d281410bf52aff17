"""When something goes wrong: a mistake is answered with what to do, a fault with an apology and a code."""

from __future__ import annotations

import logging

from bot.context import AlreadyDone, Context
from bot.logs import reference_code
from bot.messages import system
from bot.messages.render import mistake
from bot.rules.errors import Forbidden, Stale, UserMistake
from bot.rules.outbox import Text
from db.engine import DATABASE_AWAY
from db.inbox import forget_words, mark_done, mark_failed

log = logging.getLogger(__name__)


async def on_error(update: object, context: Context) -> None:
    """Called by PTB with whatever a handler raised. Its transaction is rolled back already."""
    error = context.error
    if isinstance(error, AlreadyDone):
        return
    if isinstance(error, DATABASE_AWAY):  # the inbox hands it out again
        context.house.away[context.incoming.update_id] = error
        return
    if isinstance(error, UserMistake):
        await context.show(Text(mistake(_as_answered(error, context))))
        await _mark(context, failed=False)
        return
    if context.house.is_abandoned:
        return  # whoever has taken this update over answers it
    reference = reference_code()
    log.error("Fault %s in update %s", reference, context.incoming.update_id, exc_info=error)
    await context.show(system.apology(reference))  # first: the fault may be the database's
    if not context.house.is_abandoned:
        await _mark(context, failed=True)


def _as_answered(error: UserMistake, context: Context) -> UserMistake:
    """Behind a button, what is not allowed is answered like what is no longer there."""
    is_press = context.incoming.callback_query is not None
    return Stale() if is_press and isinstance(error, Forbidden) else error


async def _mark(context: Context, *, failed: bool) -> None:
    house = context.house
    mark = mark_failed if failed else mark_done
    async with house.sessions.writing() as session:
        await mark(session, context.incoming.update_id, now=house.now())
        if not failed:  # nothing came of it; a late reply or press may quote what is gone by now
            await forget_words(session, context.incoming.update_id)
