"""/mengapa: for officials why they received a message, for staff why a region received one or none."""

from __future__ import annotations

from telegram import Update

from bot.actions import explanations, own_explanations
from bot.context import Context
from bot.rules.access import Action, may
from bot.rules.explanations import read_asked
from handlers.guards import MenuItem, argument, command, press, pressed

MENU = (
    MenuItem("mengapa", "Mengapa pesan rapat dikirim atau tidak", Action.READ_SCHEDULE, plain=("mengapa",)),
)


async def explain(update: Update, context: Context) -> None:
    """Staff name a region; whoever names none and holds a seat reads about the own, or about the message
    he replies to. Raises NotRegistered."""
    typed = argument(context)
    message = update.effective_message
    answered = message.reply_to_message if message else None
    async with context.viewing() as work:
        if may(work.actor, Action.SEE_MEETINGS) and (typed or not work.actor.is_official):
            region, asked = read_asked(typed)
            text = await explanations.find(work, typed=region, asked=asked)
        else:
            text = await own_explanations.own(work, message_id=answered.message_id if answered else None)
    await context.show(text)


async def show_region(update: Update, context: Context) -> None:
    """A region chosen by button. Raises Forbidden, Stale."""
    (code,) = pressed(context, fields=1)
    async with context.viewing() as work:
        text = await explanations.of_region(work, region_code=code)
    await context.show(text)


HANDLERS = [command("mengapa", explain), press("mengapa_daerah", show_region)]
PLAIN_WORDS = {"mengapa": explain}
