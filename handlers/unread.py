"""What is read by nobody: voice, video, stickers, places, and changes of what was said before."""

from __future__ import annotations

from telegram import Update

from bot.actions import broadcast_pieces, question_edits, unkept
from bot.context import Context
from bot.messages import questions, system
from bot.rules.access import Action, may
from bot.rules.outbox import Text
from handlers import check


async def unsupported(update: Update, context: Context) -> None:
    """A sticker, a voice message, a place: nothing of it is read or kept."""
    async with context.work() as work:
        await unkept.forget(work)
        actor, of_a_siaran = work.actor, await broadcast_pieces.not_attached(work)
    known = actor.is_official or may(actor, Action.ANSWER_QUESTIONS)
    usual = questions.unsupported(is_staff=actor.is_staff) if known else _no_use(context)
    await context.show(of_a_siaran or usual)


async def not_taken(update: Update, context: Context, why: Text | None = None) -> None:
    """A picture or a file nobody awaits or can read: not kept either."""
    async with context.work() as work:
        await unkept.forget(work)
        of_a_siaran = await broadcast_pieces.not_attached(work)
    await context.show(why or of_a_siaran or _no_use(context))


async def edited(update: Update, context: Context) -> None:
    """A message was changed after it was sent: what it says now is not kept, and goes nowhere."""
    message, chat = update.edited_message, update.effective_chat
    async with context.work() as work:
        await unkept.forget(work)
        if message is not None and chat is not None and chat.type == "private":
            await question_edits.tell(work, message_id=message.message_id)


def _no_use(context: Context) -> Text:
    """Passed on by somebody, it is perhaps shown to us because it looks like ours."""
    return check.unread(context) or system.unsupported()
