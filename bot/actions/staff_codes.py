"""Codes that make somebody staff, behind the same /start as codes for seats."""

from __future__ import annotations

from bot.actions.bootstrap import become_first_admin
from bot.actions.staff_invitations import open_invitation
from bot.actions.work import Work
from bot.rules.outbox import Text


async def open_staff_code(work: Work, code: str, *, name: str) -> Text | None:
    """The answer to the first admin's code or to a colleague's link; None where it is neither."""
    return await become_first_admin(work, code, name=name) or await open_invitation(work, code)
