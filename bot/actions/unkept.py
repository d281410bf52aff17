"""What came in and is read by nobody: nothing of it is kept."""

from __future__ import annotations

from bot.actions.work import Work
from db.inbox import forget_words


async def forget(work: Work) -> None:
    """The stored update loses its words, what they describe and where it was: only its number stays."""
    await forget_words(work.session, work.update_id or 0)
