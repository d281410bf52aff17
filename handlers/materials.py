"""Bahan of a sitting: files that officers send for it and invited seats fetch."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.actions import materials
from bot.context import Context
from bot.rules.access import Action
from bot.rules.errors import Stale
from bot.rules.materials import File
from handlers import broadcasts, check, disputes, questions, unread
from handlers.guards import PRIVATE_MESSAGE, MenuItem, command, press, pressed_ids

MENU = (
    MenuItem(
        "bahan",
        "Bahan rapat Bapak/Ibu",
        Action.READ_SCHEDULE,
        plain=("bahan",),
        is_shown=False,
        takes_argument=False,
    ),
)


async def show_own(update: Update, context: Context) -> None:
    """The own sittings that have files. Raises NotRegistered."""
    async with context.reading() as work:
        text = await materials.own(work)
    await context.show(text)


async def hand_out(update: Update, context: Context) -> None:
    """Bahan, for an own seat. Raises NotRegistered, Forbidden, NotInvited."""
    item, seat_id = pressed_ids(context, fields=2)
    async with context.work() as work:
        await materials.hand_out(work, item=item, seat_id=seat_id)


async def show_card(update: Update, context: Context) -> None:
    """Bahan on the card of a sitting. Raises Forbidden, Stale."""
    (item,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await materials.card(work, item=item)
    await context.replace(text)


async def ask(update: Update, context: Context) -> None:
    """Tambah bahan. Raises Forbidden, Stale, MaterialsFull."""
    (item,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await materials.ask(work, item=item)


async def enough(update: Update, context: Context) -> None:
    """Selesai. Raises Forbidden, Stale."""
    (item,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await materials.enough(work, item=item)


async def remove(update: Update, context: Context) -> None:
    """Hapus. Raises Forbidden, Stale."""
    (material,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await materials.remove(work, material_id=material)
    await context.clear_buttons()


async def hear_words(update: Update, context: Context, said: dict[str, object]) -> None:
    """Words where a file is awaited."""
    async with context.work() as work:
        await materials.over_or_words(work, item=int(str(said["item"])))


async def is_awaited(context: Context) -> bool:
    """Whether a file that comes now is for a sitting."""
    async with context.reading() as work:
        return await materials.is_awaited(work)


async def receive(update: Update, context: Context) -> None:
    """A file where one is awaited. Raises Forbidden, Stale, MaterialsFull."""
    file = _file_of(context.incoming.effective_message)
    if file is None:
        raise Stale
    async with context.work() as work:
        await materials.add(work, file)


async def receive_photo(update: Update, context: Context) -> None:
    """A picture: taken where one is awaited, otherwise not read."""
    if await disputes.is_awaited(context):  # evidence of an official
        await disputes.receive(update, context)
    elif await questions.took_file(update, context):
        return
    elif await is_awaited(context):
        await receive(update, context)
    elif await broadcasts.is_awaited(context):
        await broadcasts.receive(update, context)
    elif await check.file_checked(update, context):
        return
    elif await questions.may_bring_files(context):
        await questions.hear_free(update, context)
    else:
        await unread.not_taken(update, context)


def _file_of(message: Message | None) -> File | None:
    """As Telegram describes it; of a picture the largest size."""
    if message is None:
        return None
    if message.document:
        document = message.document
        return File(document.file_id, document.file_unique_id, document.file_name or "")
    if message.photo:
        return File(message.photo[-1].file_id, message.photo[-1].file_unique_id, "", is_photo=True)
    return None


HANDLERS = [
    command("bahan", show_own),
    press("bahan", show_card),
    press("bahan_ambil", hand_out),
    press("bahan_baru", ask),
    press("bahan_selesai", enough),
    press("bahan_hapus", remove),
    MessageHandler(PRIVATE_MESSAGE & filters.PHOTO, receive_photo),
]
STEPS = {materials.STEP: hear_words}
PLAIN_WORDS = {"bahan": show_own}
