"""/siaran: one text for many, put together piece by piece; its recipients by buttons or by typing."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions import (
    broadcast_choosing,
    broadcast_drafts,
    broadcast_pieces,
    broadcast_views,
    saved_audiences,
)
from bot.context import Context
from bot.rules.access import Action
from bot.rules.broadcasts import STEP, Piece
from bot.rules.errors import Stale
from handlers.broadcast_writing import written_of
from handlers.guards import (
    MenuItem,
    argument,
    bare,
    command,
    press,
    pressed,
    pressed_id,
    pressed_ids,
    typed_text,
)

MENU = (
    MenuItem(
        "siaran",
        "Siaran untuk banyak pejabat sekaligus",
        Action.RUN_BROADCASTS,
        plain=("siaran",),
        slash_to_change=True,
    ),
)


async def start(update: Update, context: Context) -> None:
    """The list; one by its number; with a text at once a draft.

    Raises Forbidden, BroadcastUnknown, BroadcastTextUnusable.
    """
    words = argument(context)
    if not words:
        async with context.reading() as work:
            text = await broadcast_drafts.listed(work)
        await context.show(text)
        return
    if re.fullmatch(r"[0-9]{1,9}", words):
        async with context.work() as work:
            await broadcast_views.open_one(work, number=int(words))
        return
    written = written_of(context.incoming.effective_message, words)
    async with context.work() as work:
        await broadcast_pieces.begin(work, written)


async def write(update: Update, context: Context) -> None:
    """Tulis siaran. Raises Forbidden."""
    async with context.work() as work:
        await broadcast_pieces.begin(work)


async def hear(update: Update, context: Context, said: dict[str, object]) -> None:
    """An answer to any of the questions. What cannot be used leaves the question open."""
    number, piece = int(str(said["broadcast"])), Piece(str(said["piece"]))
    typed = typed_text(context)
    async with context.work() as work:
        if piece is Piece.WHO:
            await broadcast_choosing.hear(work, number=number, typed=typed)
        elif piece is Piece.NAME:
            await saved_audiences.keep(work, number=number, typed=typed)
        else:
            written = written_of(context.incoming.effective_message, typed)
            await broadcast_pieces.hear(work, number=number, piece=piece, written=written)


async def is_awaited(context: Context) -> bool:
    """Whether a photo or document that comes now is for a siaran: by an open question, or by its caption."""
    if _begins_one(context):
        return True
    async with context.reading() as work:
        return await broadcast_pieces.is_awaited(work)


def _begins_one(context: Context) -> bool:
    return re.match(r"/siaran\b", typed_text(context), re.IGNORECASE) is not None


async def receive(update: Update, context: Context) -> None:
    """A photo or a document where one is awaited, its caption as the text; /siaran before it begins anew."""
    begins = _begins_one(context)
    words = argument(context) if begins else typed_text(context)
    written = written_of(context.incoming.effective_message, words)
    async with context.work() as work:
        if begins:
            await broadcast_pieces.begin(work, written)
        else:
            await broadcast_pieces.hear_file(work, written)


async def show_card(update: Update, context: Context) -> None:
    """One siaran that has not begun to leave. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.reading() as work:
        text = await broadcast_views.view(work, number=number)
    await context.show(text)


async def ask(update: Update, context: Context) -> None:
    """Ubah isi, Judul, Berkas, … Raises Forbidden, Stale."""
    number, version, piece = _piece(context)
    async with context.work() as work:
        await broadcast_pieces.ask(work, number=number, version=version, piece=piece)


async def clear(update: Update, context: Context) -> None:
    """Tanpa berkas, Kirim segera, … Raises Forbidden, Stale."""
    number, version, piece = _piece(context)
    async with context.work() as work:
        await broadcast_pieces.clear(work, number=number, version=version, piece=piece)
    await context.clear_buttons()


def _piece(context: Context) -> tuple[int, int, Piece]:
    number, version, piece = pressed(context, fields=3)
    if piece not in list(Piece):
        raise Stale
    return pressed_id(number), pressed_id(version), Piece(piece)


async def switch_read(update: Update, context: Context) -> None:
    """Sudah dibaca: on or off, in the same place. Raises Forbidden, Stale."""
    number, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        text = await broadcast_pieces.switch_read(work, number=number, version=version)
    await context.replace(text)


async def go_on(update: Update, context: Context) -> None:
    """Selesai, Sudah lengkap: what is missing next, or the card. Raises Forbidden, Stale."""
    (number,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await broadcast_pieces.go_on_pressed(work, number=number)
    await context.clear_buttons()


async def discard(update: Update, context: Context) -> None:
    """Buang konsep. Raises Forbidden, Stale."""
    number, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_drafts.discard(work, number=number, version=version)
    await context.clear_buttons()


async def restore(update: Update, context: Context) -> None:
    """Kembalikan. Raises Forbidden, Stale."""
    number, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await broadcast_drafts.restore(work, number=number, version=version)
    await context.clear_buttons()


HANDLERS = [
    command("siaran", start),
    bare("siaran_tulis", write),
    press("siaran_kartu", show_card),
    press("siaran_isi", ask),
    press("siaran_tanpa", clear),
    press("siaran_baca", switch_read),
    press("siaran_lanjut", go_on),
    press("siaran_buang", discard),
    press("siaran_pulih", restore),
]
STEPS = {STEP: hear}
PLAIN_WORDS = {"siaran": start}
