"""Whatever is no command: an answer to an open question, plain words, a file, or something we cannot read."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import MessageHandler, TypeHandler, filters

from bot.actions import dialogues
from bot.actions.question_drafts import OFFER, WORDS
from bot.context import Context
from bot.messages import questions, system
from bot.rules.access import Action, may
from bot.rules.actors import Actor
from bot.rules.codes import code_in_free_text
from bot.rules.errors import Forbidden
from handlers.guards import (
    PRIVATE_MESSAGE,
    Coroutine,
    Handler,
    MenuItem,
    PrivatePress,
    Step,
    bare,
    command,
    typed_text,
)
from handlers.questions import hear_answer, hear_free, hear_more, heard_as_reply
from handlers.start import hear_unexpected, open_with_code

log = logging.getLogger(__name__)

#: "status kabupaten manggarai barat" is a command; anything longer is a sentence.
MOST_PLAIN_WORDS = 4

#: Where a button is awaited words are no answer; and "status maros" is not meant for an official to read.
_GIVE_WAY = (hear_unexpected, hear_more, hear_answer)
#: Of a question asked long ago only the asking is over: what comes now is offered to be sent anew.
_FORGOTTEN = (WORDS, OFFER)

MENU = (
    MenuItem(
        "batal",
        "Menghentikan percakapan yang sedang berjalan",
        Action.BEGIN,
        plain=("batal",),
        is_shown=False,
    ),
)


async def cancel(update: Update, context: Context) -> None:
    """/batal: close the open question, whatever it is."""
    async with context.work() as work:
        was_open = await dialogues.close(work)
        await work.receipt(system.dialogue_closed() if was_open else system.nothing_open())


async def stop_spinner(update: Update, context: Context) -> None:
    """Answer every press at once, before any work: Telegram shows a spinner until then."""
    if update.callback_query is not None:
        context.house.spawn(_answer(update))


async def _answer(update: Update) -> None:
    query = update.callback_query
    if query is None:
        return
    try:
        await query.answer()
    except TelegramError as error:  # too late, or a bad network: the press takes effect all the same
        log.debug("A press was not answered: %s", error)


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A word that means a command of the menu, and who is asked."""

    item: MenuItem
    coroutine: Coroutine


class FreeText:
    """The catch-all for text: finds the open question and hands the answer to the module that asked."""

    def __init__(
        self,
        steps: Mapping[str, Step],
        plain_words: Mapping[str, PlainWord],
        keys: Mapping[str, Coroutine],
    ) -> None:
        self._steps = steps
        self._plain_words = plain_words
        self._keys = keys

    async def hear(self, update: Update, context: Context) -> None:
        if key := self._keys.get(typed_text(context)):  # may be pressed long after another question came
            return await key(update, context)
        if await heard_as_reply(update, context):
            return None
        async with context.reading() as work:
            question = await dialogues.open_question(work)
            actor = work.actor
        step = self._steps.get(question.step) if question else None
        meant = self._meant(typed_text(context), actor)
        gives_way = step in _GIVE_WAY  # to words that mean a command
        if question and step and not question.is_expired and not (meant and gives_way):
            return await step(update, context, question.said)
        if meant is not None:
            return await meant(update, context)
        if code_in_free_text(typed_text(context)):
            return await open_with_code(update, context, typed_text(context))
        if question and question.step not in _FORGOTTEN:
            async with context.work() as work:
                await dialogues.close(work)
                await work.receipt(system.dialogue_expired())
            return None
        if actor.is_official and not actor.is_staff:
            return await hear_free(update, context)
        return await context.show(system.free_text(is_staff=actor.is_staff, is_pending=actor.is_pending))

    def _meant(self, text: str, actor: Actor) -> Coroutine | None:
        """The command a few plain words mean ("status maros"); a sentence or a question means none."""
        words = text.casefold().split()
        if not words or text[-1] in "?!.":
            return None
        whole = self._plain_words.get(" ".join(words))
        found = whole or self._plain_words.get(words[0])
        if found is None or not found.item.is_for(actor):
            return None
        if whole:
            return whole.coroutine
        most = MOST_PLAIN_WORDS if found.item.takes_argument else 1
        return found.coroutine if len(words) <= most or actor.is_staff else None


async def unknown_command(update: Update, context: Context) -> None:
    """A command nobody has is answered like one that is not this person's. Raises Forbidden."""
    raise Forbidden


async def unsupported(update: Update, context: Context) -> None:
    """A sticker, a voice message, a place: nothing of it is read or stored."""
    async with context.reading() as work:
        actor = work.actor
    known = actor.is_official or may(actor, Action.ANSWER_QUESTIONS)
    await context.show(questions.unsupported(is_staff=actor.is_staff) if known else system.unsupported())


async def stale_press(update: Update, context: Context) -> None:
    """A button we no longer have."""
    await context.show(system.nothing_open())


def handlers(
    steps: Mapping[str, Step], plain_words: Mapping[str, PlainWord], keys: Mapping[str, Coroutine]
) -> list[Handler]:
    """The handlers that come after all others."""
    free_text = FreeText(steps, plain_words, keys)
    return [
        command("batal", cancel),
        bare("batal", cancel),
        MessageHandler(PRIVATE_MESSAGE & filters.COMMAND, unknown_command),
        MessageHandler(PRIVATE_MESSAGE & filters.TEXT, free_text.hear),
        MessageHandler(PRIVATE_MESSAGE, unsupported),
        PrivatePress(stale_press),
    ]


PLAIN_WORDS = {"batal": cancel}
FIRST: list[Handler] = [TypeHandler(Update, stop_spinner)]
