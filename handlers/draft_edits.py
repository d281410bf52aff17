"""The buttons of a draft that change it piece by piece, and the answers they ask for."""

from __future__ import annotations

from telegram import Update

from bot.actions import draft_edits, drafts, letters, open_drafts
from bot.context import Context
from bot.messages import draft_edits as messages
from bot.rules.errors import Stale
from bot.rules.meeting_pieces import OF_MEETING, OF_SITTING, Piece
from handlers.guards import MenuItem, press, pressed, pressed_id, pressed_ids, typed_text

MENU: tuple[MenuItem, ...] = ()


async def show_draft(update: Update, context: Context) -> None:
    """Kembali: the draft card in the place of the sitting's."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        await open_drafts.still_open(work, meeting_id)
        text = await drafts.preview(work, meeting_id=meeting_id)
    await context.replace(text)


async def show_sitting(update: Update, context: Context) -> None:
    """Ubah sesi: its card in the place of the draft's."""
    (item,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await open_drafts.sitting_card(work, item=item)
    await context.replace(text)


async def ask(update: Update, context: Context) -> None:
    """Ubah judul, Ubah nomor surat, Lampirkan surat PDF, Tambah sesi."""
    word, meeting_id = pressed(context, fields=2)
    piece = _piece(word, OF_MEETING)
    async with context.work() as work:
        await draft_edits.ask(work, piece=piece, meeting_id=pressed_id(meeting_id))


async def ask_of_sitting(update: Update, context: Context) -> None:
    """Waktu, Daerah, Tautan, Susunan acara."""
    word, item = pressed(context, fields=2)
    piece = _piece(word, OF_SITTING)
    async with context.work() as work:
        await draft_edits.ask_of_sitting(work, piece=piece, item=pressed_id(item))


def _piece(word: str, offered: tuple[Piece, ...]) -> Piece:
    found = next((piece for piece in offered if piece == word), None)
    if found is None:
        raise Stale
    return found


async def hear(update: Update, context: Context, said: dict[str, object]) -> None:
    """The answer; one that cannot be used leaves the question open."""
    async with context.work() as work:
        await draft_edits.hear(
            work,
            piece=Piece(str(said["piece"])),
            meeting_id=int(str(said["meeting"])),
            item=int(str(said["item"])),
            typed=typed_text(context),
        )


async def hear_instead(update: Update, context: Context, said: dict[str, object]) -> None:
    """Words where the file of the letter is awaited."""
    await context.show(messages.send_the_letter())


async def remove_letter(update: Update, context: Context) -> None:
    """Hapus surat PDF."""
    (meeting_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await letters.remove_letter(work, meeting_id=meeting_id)
    await context.clear_buttons()


async def ask_take_out(update: Update, context: Context) -> None:
    """Keluarkan sesi: what would go."""
    (item,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await open_drafts.take_out_preview(work, item=item)
    await context.replace(text)


async def take_out(update: Update, context: Context) -> None:
    """Ya, keluarkan."""
    (item,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await open_drafts.take_out(work, item=item)
    await context.clear_buttons()


HANDLERS = [
    press("konsep", show_draft),
    press("konsep_sesi", show_sitting),
    press("konsep_ubah", ask),
    press("konsep_isian", ask_of_sitting),
    press("konsep_tanpa_pdf", remove_letter),
    press("konsep_keluar", ask_take_out),
    press("konsep_keluar_ya", take_out),
]

STEPS = {draft_edits.STEP: hear, draft_edits.STEP_PDF: hear_instead}
