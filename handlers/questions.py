"""Tanya for officials: /tanya, words nobody asked for, replies to our messages, and files."""

from __future__ import annotations

from telegram import Update

from bot.actions import question_answers as answers
from bot.actions import question_awaited as awaited
from bot.actions import question_drafts as drafts
from bot.actions import question_lists as lists
from bot.actions import question_threads as threads
from bot.actions.question_replies import Place, place_of
from bot.context import Context
from bot.rules.access import Action, may
from bot.rules.questions import Said, typed
from db.question_traces import ANSWER
from handlers import question_desk
from handlers.guards import MenuItem, Step, argument, bare, command, press, pressed_ids
from handlers.said import album_of, asked_in, number_of, said_in

MENU = (MenuItem("tanya", "Pertanyaan kepada Dit. Permas", Action.ASK, plain=("tanya",)),)


async def ask(update: Update, context: Context) -> None:
    """/tanya: officials ask, with words at once; officers read what waits.

    Raises NotRegistered, NotApprovedYet, Forbidden, TooManyQuestions, QuestionFull.
    """
    words = argument(context)
    async with context.work() as work:
        if may(work.actor, Action.ANSWER_QUESTIONS) and not (words and work.actor.is_official):
            await work.receipt(await lists.page(work, 0))
        elif words:
            await drafts.ask_at_once(work, Said(typed(words), message_id=number_of(context)))
        else:
            await drafts.begin(work)


async def hear_words(update: Update, context: Context, said: dict[str, object]) -> None:
    """The question that was awaited. Raises WordsMissing, Forbidden, TooManyQuestions, QuestionFull."""
    async with context.work() as work:
        await drafts.hear_words(work, said_in(context), seat_id=int(str(said["seat"])))


async def hear_more(update: Update, context: Context, said: dict[str, object]) -> None:
    """Further words while Kirim or a seat is awaited. Raises WordsMissing, QuestionFull."""
    async with context.work() as work:
        await drafts.hear_more(work, asked_in(context))


async def hear_free(update: Update, context: Context) -> None:
    """Words, or a file, that nobody asked for. Raises WordsMissing, Forbidden, QuestionFull."""
    async with context.work() as work:
        await drafts.hear_free(work, asked_in(context))


async def heard_as_reply(update: Update, context: Context) -> bool:
    """Telegram's reply to a message of a thread goes into it, whatever else is open; whether it was one.

    Raises what answering and asking raise.
    """
    message = update.effective_message
    answered = message.reply_to_message if message else None
    if answered is None:
        return False
    async with context.reading() as work:
        found = await place_of(work, message_id=answered.message_id)
    if found is None:
        return False
    place, question_id = found
    said = said_in(context)
    async with context.work() as work:
        if place is Place.DESK:
            await answers.answer(work, said, question_id=question_id)
        else:
            await threads.reply(work, said, question_id=question_id)
    return True


async def took_file(update: Update, context: Context) -> bool:
    """A document or photo that belongs to a question: a reply, an answer, words awaited; whether it did."""
    if await heard_as_reply(update, context):
        return True
    async with context.reading() as work:
        step, said = await awaited.awaited_step(work)
    if step == awaited.ALBUM and said["group"] == album_of(context):
        await hear_rest(update, context, said)
        return True
    if step in _WITH_FILES:
        await _WITH_FILES[step](update, context, said)
    return step in _WITH_FILES


async def may_bring_files(context: Context) -> bool:
    """Whether a file nobody asked for may be meant as a question."""
    async with context.reading() as work:
        return work.actor.is_official and not work.actor.is_staff


async def hear_answer(update: Update, context: Context, said: dict[str, object]) -> None:
    """The answer of staff after Jawab. Raises WordsMissing, Forbidden, Stale."""
    question_id, heard = int(str(said["question"])), said_in(context)
    async with context.work() as work:
        await answers.hear_answer(work, heard, question_id=question_id)
        if album := album_of(context):
            await awaited.expect_album(work, album, question_id=question_id)


async def hear_rest(update: Update, context: Context, said: dict[str, object]) -> None:
    """Another file of the album that was the answer. Raises Forbidden, Stale."""
    async with context.work() as work:
        await answers.answer(work, said_in(context), question_id=int(str(said["question"])))


async def send(update: Update, context: Context) -> None:
    """Kirim. Raises NotRegistered, Forbidden, Stale, TooManyQuestions, QuestionFull."""
    async with context.work() as work:
        await drafts.send(work)
    await context.clear_buttons()


async def drop(update: Update, context: Context) -> None:
    """Batal. Raises Stale."""
    async with context.work() as work:
        await drafts.drop(work)
    await context.clear_buttons()


async def choose(update: Update, context: Context) -> None:
    """The seat that asks. Raises NotRegistered, Forbidden, Stale, TooManyQuestions, QuestionFull."""
    (seat_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await drafts.choose(work, seat_id=seat_id)
    await context.clear_buttons()


STEPS: dict[str, Step] = {
    drafts.WORDS: hear_words,
    drafts.OFFER: hear_more,
    ANSWER: hear_answer,
}
#: Where a file may come as well as words.
_WITH_FILES = STEPS | question_desk.STEPS | question_desk.AFTERWARDS
HANDLERS = [
    command("tanya", ask),
    bare("tanya_kirim", send),
    bare("tanya_batal", drop),
    press("tanya_jabatan", choose),
]
PLAIN_WORDS = {"tanya": ask}
