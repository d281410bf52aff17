"""Whatever is no command: an answer to an open question, plain words, a file, or something we cannot read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Update
from telegram.ext import MessageHandler, TypeHandler, filters

from bot.actions import dialogues
from bot.actions import question_awaited as awaited
from bot.actions.question_drafts import OFFER, WORDS
from bot.context import Context
from bot.messages import system
from bot.rules.access import Action
from bot.rules.actors import Actor
from bot.rules.codes import code_in_free_text
from bot.rules.errors import Forbidden
from handlers import check, unread
from handlers.check import Checked
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
from handlers.question_desk import AFTERWARDS, hear_gone, hear_late, use_the_buttons
from handlers.questions import hear_answer, hear_free, hear_more, heard_as_reply
from handlers.spinner import stop_spinner
from handlers.start import hear_unexpected, open_with_code

#: "status kabupaten manggarai barat" is a command; anything longer is a sentence.
MOST_PLAIN_WORDS = 4

#: Where a button is awaited words are no answer.
_GIVE_WAY = (hear_unexpected, hear_more)
#: The next words are sent as they are, "rapat dilaksanakan Kamis" too: only one word alone is a command.
_AS_THEY_ARE = (hear_answer, use_the_buttons, hear_late, hear_gone)
#: Of a question asked long ago only the asking is over: what comes now is offered to be sent anew.
_FORGOTTEN = (WORDS, OFFER, awaited.ALBUM)

MENU = (
    MenuItem(
        "batal",
        "Menghentikan percakapan yang sedang berjalan",
        Action.BEGIN,
        plain=("batal",),
        takes_argument=False,
        is_shown=False,
    ),
)


async def cancel(update: Update, context: Context) -> None:
    """/batal: close the open question, whatever it is."""
    async with context.work() as work:
        was_open = await dialogues.end(work)
        await work.receipt(system.dialogue_closed() if was_open else system.nothing_open())


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
        self._steps = {**steps, **AFTERWARDS}
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
        step = self._steps.get(awaited.step_of(question)) if question else None
        awaits_words = bool(question and step) and step is not hear_unexpected
        checked = await check.heard(update, context, words_awaited=awaits_words)
        if checked is Checked.PARTLY and actor.is_official and not actor.is_staff:
            return await hear_free(update, context)
        if checked is not Checked.NOT:
            return None
        meant = self._meant(typed_text(context), actor)
        if step in _AS_THEY_ARE:
            meant = self._alone(typed_text(context), actor)
        gives_way = step in _GIVE_WAY or step in _AS_THEY_ARE
        if question and step and not (meant and gives_way):
            return await step(update, context, question.said)
        if meant is not None:
            await meant(update, context)
            return await say_what_waits(update, context)
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
        if alone := self._alone(text, actor):
            return alone
        found = self._plain_words.get(words[0])
        if found is None or not found.item.takes_argument or not found.item.is_for(actor):
            return None
        if len(words) > MOST_PLAIN_WORDS and not actor.is_staff:
            return None
        needs_slash = found.item.slash_to_change and not words[1].isdecimal()
        return _ask_for_slash(found.item.command) if needs_slash else found.coroutine

    def _alone(self, text: str, actor: Actor) -> Coroutine | None:
        """The command whose words are all that was typed."""
        found = self._plain_words.get(" ".join(text.casefold().split()))
        return found.coroutine if found and found.item.is_for(actor) else None


def _ask_for_slash(name: str) -> Coroutine:
    """What a command would change is not changed by what may be a sentence."""

    async def ask(update: Update, context: Context) -> None:
        await context.show(system.needs_slash(name))

    return ask


async def say_what_waits(update: Update, context: Context) -> None:
    """After a command between Jawab and the answer: that the answer is still awaited."""
    async with context.reading() as work:
        text = await awaited.still_awaited(work)
    if text is not None:
        await context.show(text)


async def unknown_command(update: Update, context: Context) -> None:
    """A command nobody has is answered like one that is not this person's. Raises Forbidden."""
    raise Forbidden


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
        MessageHandler(PRIVATE_MESSAGE, unread.unsupported),
        PrivatePress(stale_press),
    ]


PLAIN_WORDS = {"batal": cancel}
FIRST: list[Handler] = [TypeHandler(Update, stop_spinner)]
LAST: list[Handler] = [
    MessageHandler(PRIVATE_MESSAGE & filters.COMMAND, say_what_waits),
    MessageHandler(filters.UpdateType.EDITED_MESSAGE, unread.edited),
]
