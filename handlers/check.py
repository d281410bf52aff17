"""/cek: whether an official message is genuine. Open to everybody."""

from __future__ import annotations

import re
from enum import Enum, auto

from telegram import Message, MessageEntity, MessageOriginUser, Update
from telegram.ext import MessageHandler, filters

from bot.actions.proofs import Proof, count_unknown, may_check, prove
from bot.actions.work import Work
from bot.context import Context
from bot.messages import proofs
from bot.rules.access import Action
from bot.rules.codes import NAMED_CODE, Numbers, numbers_in
from bot.rules.outbox import Text
from bot.rules.same_words import Came, only_asks
from handlers.guards import PRIVATE_MESSAGE, MenuItem, argument, command, typed_text

#: The number as an official message ends with it; one that was sent again in doubt may say so behind it.
AT_THE_END = re.compile(r"/cek_(\w{1,64})(?:\s+Pesan ini mungkin [^\n]+)?\s*\Z", re.IGNORECASE)

MENU = (MenuItem("cek", "Memeriksa keaslian pesan", Action.CHECK_PROOF, plain=("cek",)),)


class Checked(Enum):
    """What became of a text that may be one to check."""

    NOT = auto()
    WHOLLY = auto()
    PARTLY = auto()  #: it is also something of his own, which an official may want to ask


async def check_tapped(update: Update, context: Context) -> None:
    """/cek_k7m2q9x4pa, one tap."""
    await _check_asked(context, typed_text(context))


async def check_typed(update: Update, context: Context) -> None:
    """/cek CODE, or "cek CODE", or the whole message behind it."""
    typed = argument(context)
    if not typed:
        return await context.show(proofs.how_to_check())
    return await _check_asked(context, typed)


async def check_forwarded(update: Update, context: Context) -> None:
    """A message somebody passed on, with its number: is it ours?"""
    await heard(update, context)


async def heard(update: Update, context: Context, *, words_awaited: bool = False) -> Checked:
    """Check what came by itself: a number, our message pasted, or any message passed on.

    ``words_awaited``: a question of ours is open, so only what does nothing but name a number is no answer.
    """
    text = typed_text(context)
    numbers = numbers_in(text, is_asked=False)
    if words_awaited and not (numbers.is_named and only_asks(NAMED_CODE.sub("", text))):
        return Checked.NOT
    came = _came(context, text)
    answer, proof = await _answer(context, numbers, came)
    is_forwarded = _origin(context) is not None
    if answer is None and not is_forwarded:
        return Checked.NOT
    if answer is not None:
        await context.show(answer)
        is_own = proof is not None and proof.is_written_about and not is_forwarded
        return Checked.PARTLY if is_own else Checked.WHOLLY
    await context.show(proofs.forwarded_from_us() if came.is_from_us else proofs.no_number_forwarded())
    return Checked.WHOLLY if came.is_from_us else Checked.PARTLY


async def file_checked(update: Update, context: Context) -> bool:
    """A file for which nothing waits, passed on with a number under it; whether it was one."""
    if _origin(context) is None or not NAMED_CODE.search(typed_text(context)):
        return False
    return await heard(update, context) is not Checked.NOT


def unread(context: Context) -> Text | None:
    """Of what is not read but was passed on, the verdict is that it has no number; None if it was not."""
    return proofs.no_number_forwarded() if _origin(context) is not None else None


async def _check_asked(context: Context, text: str) -> None:
    answer, _ = await _answer(context, numbers_in(text, is_asked=True), _came(context, text))
    await context.show(answer or proofs.not_a_number())


async def _answer(context: Context, numbers: Numbers, came: Came) -> tuple[Text | None, Proof | None]:
    """The verdict, or None where there was no number."""
    if numbers.is_sample:
        return proofs.only_a_sample(), None
    codes = [code for code in (numbers.meant, *numbers.perhaps) if code]
    if not codes:
        return None, None
    async with context.reading() as work:
        is_over = not await may_check(work)
        proof = None if is_over else await _first(work, codes, came)
        is_known = work.actor.is_official or work.actor.is_staff
    if proof is not None:
        return _genuine(proof, is_known=is_known), proof
    if is_over or not numbers.meant:
        return (proofs.too_many() if numbers.meant else None), None
    async with context.work() as work:
        await count_unknown(work)
    return proofs.not_recorded(), None


async def _first(work: Work, codes: list[str], came: Came) -> Proof | None:
    for code in codes:
        if proof := await prove(work, code, came):
            return proof
    return None


def _genuine(proof: Proof, *, is_known: bool) -> Text:
    return proofs.genuine(
        title=proof.title,
        sent_at=proof.sent_at,
        original=proof.original,
        is_overtaken=proof.is_overtaken,
        kind=proof.kind,
        may_read=proof.may_read,
        is_known=is_known,
        likeness=proof.likeness,
    )


def _came(context: Context, words: str) -> Came:
    message, origin = context.incoming.effective_message, _origin(context)
    sender = origin.sender_user if isinstance(origin, MessageOriginUser) else None
    is_from_us = sender is not None and sender.id == context.bot.id
    return Came(
        words,
        links=_links(message) if message else (),
        has_file=message is not None and message.effective_attachment is not None,
        is_from_us=is_from_us,
        is_from_another_bot=sender is not None and sender.is_bot and not is_from_us,
    )


def _origin(context: Context) -> object | None:
    message = context.incoming.effective_message
    return message.forward_origin if message else None


def _links(message: Message) -> tuple[str, ...]:
    found = (*message.entities, *message.caption_entities)
    return tuple(one.url for one in found if one.type == MessageEntity.TEXT_LINK and one.url)


#: Files are heard where files are; what is left has a number under it.
_FORWARDED = filters.FORWARDED & (
    filters.Regex(NAMED_CODE) | (filters.CaptionRegex(NAMED_CODE) & ~filters.Document.ALL & ~filters.PHOTO)
)
HANDLERS = [
    MessageHandler(PRIVATE_MESSAGE & _FORWARDED, check_forwarded),
    MessageHandler(PRIVATE_MESSAGE & filters.Regex(r"(?i)^/cek_"), check_tapped),
    MessageHandler(PRIVATE_MESSAGE & filters.Regex(r"(?i)^/cek[^\w\s]"), check_typed),
    command("cek", check_typed),
]
PLAIN_WORDS = {"cek": check_typed}
