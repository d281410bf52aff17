"""Whoever blocked the bot and came back gets what still matters, not the backlog."""

from __future__ import annotations

from bot.actions.action_point_telling import tell_who_came_back
from bot.actions.newcomers import tell_what_still_matters
from bot.actions.work import Work
from db.reach import back_again, greeted


async def welcome_back(work: Work) -> None:
    """A chore: people who can be written to again."""
    for contact_id in await back_again(work.session):
        await tell_what_still_matters(work, contact_id)
        await tell_who_came_back(work, contact_id)
        await greeted(work.session, contact_id)
        await work.audit("came_back", "contact", contact_id)
