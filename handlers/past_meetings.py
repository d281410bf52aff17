"""Rapat lampau: what was held, page by page, and a copy of it as a draft."""

from __future__ import annotations

from telegram import Update

from bot.actions import cloning
from bot.context import Context
from bot.messages import past_meetings as messages
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from db.queries.past_meetings import meetings_past
from handlers.guards import MenuItem, press, pressed_ids

MENU: tuple[MenuItem, ...] = ()

_A_PAGE = 8


async def show_past(context: Context, page: int = 0) -> None:
    """One page of the meetings that lie behind, the newest first."""
    async with context.reading() as work:
        require(work.actor, Action.SEE_MEETINGS)
        found = await meetings_past(work.session, now=work.now, skip=page * _A_PAGE, most=_A_PAGE + 1)
    await context.replace(messages.listed(found[:_A_PAGE], page=page, has_older=len(found) > _A_PAGE))


async def turn(update: Update, context: Context) -> None:
    """Rapat lampau, Lebih lama, Lebih baru."""
    (page,) = pressed_ids(context, fields=1)
    if not 0 <= page < 10_000:
        raise Stale
    await show_past(context, page)


async def copy(update: Update, context: Context) -> None:
    """Salin sebagai konsep."""
    meeting_id, revision = pressed_ids(context, fields=2)
    async with context.work() as work:
        await cloning.copy(work, meeting_id=meeting_id, revision=revision)


HANDLERS = [press("rapat_lampau", turn), press("rapat_salin", copy)]
