"""Nilai keliru: words and evidence of an official, and the decision of staff."""

from __future__ import annotations

from telegram import Message, Update

from bot.actions import dispute_cards as cards
from bot.actions import dispute_decisions as decisions
from bot.actions import disputes as actions
from bot.context import Context
from bot.rules.errors import Stale
from bot.rules.materials import File
from handlers.guards import MenuItem, Step, press, pressed_ids, typed_text

MENU: tuple[MenuItem, ...] = ()


async def choose(update: Update, context: Context) -> None:
    """Which value of several is wrong. Raises NotRegistered, Forbidden, Stale."""
    (alert_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await actions.ask_about(work, alert_id=alert_id)


async def send(update: Update, context: Context) -> None:
    """Kirim. Raises NotRegistered, Forbidden, Stale, ExplanationMissing."""
    (alert_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await actions.send(work, alert_id=alert_id)


async def hear_words(update: Update, context: Context, said: dict[str, object]) -> None:
    """What is wrong with the value. Raises NoteUnusable, Stale."""
    async with context.work() as work:
        await actions.hear_words(work, typed=typed_text(context))


async def is_awaited(context: Context) -> bool:
    """Whether a file that comes now is evidence."""
    async with context.reading() as work:
        return await actions.is_awaited(work)


async def receive(update: Update, context: Context) -> None:
    """A document or a photo where evidence is awaited. Raises EvidenceFull, NoteUnusable, Stale."""
    file, size = _file_of(context.incoming.effective_message)
    async with context.work() as work:
        await actions.hear_file(work, file, size=size, caption=typed_text(context))


def _file_of(message: Message | None) -> tuple[File, int]:
    """As Telegram describes it, with its bytes; of a photo the largest size. Raises Stale."""
    if message is not None and message.document:
        document = message.document
        size = document.file_size or 0
        return File(document.file_id, document.file_unique_id, document.file_name or ""), size
    if message is not None and message.photo:
        photo = message.photo[-1]
        return File(photo.file_id, photo.file_unique_id, "", is_photo=True), photo.file_size or 0
    raise Stale


async def show_card(update: Update, context: Context) -> None:
    """A dispute that waits, for staff. Raises Forbidden, Stale."""
    (response_id,) = pressed_ids(context, fields=1)
    async with context.viewing() as work:
        text = await cards.card(work, response_id=response_id)
    await context.show(text)


async def hand_out(update: Update, context: Context) -> None:
    """Lihat bukti. Raises Forbidden, Stale."""
    (response_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await cards.hand_out(work, response_id=response_id)


async def uphold(update: Update, context: Context) -> None:
    """Keliru, tarik. Raises Forbidden, Stale."""
    (response_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await decisions.uphold(work, response_id=response_id)


async def ask_reason(update: Update, context: Context) -> None:
    """Nilai benar. Raises Forbidden, Stale."""
    (response_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await decisions.ask_reason(work, response_id=response_id)


async def hear_reason(update: Update, context: Context, said: dict[str, object]) -> None:
    """Why the value is right. Raises NoteUnusable, Forbidden, Stale."""
    async with context.work() as work:
        response_id = int(str(said["response"]))
        await decisions.turn_down(work, response_id=response_id, typed=typed_text(context))


STEPS: dict[str, Step] = {actions.STEP: hear_words, decisions.STEP: hear_reason}
HANDLERS = [
    press("keliru_k", choose),
    press("keliru_kirim", send),
    press("sangkal", show_card),
    press("sangkal_b", hand_out),
    press("sangkal_y", uphold),
    press("sangkal_t", ask_reason),
]
