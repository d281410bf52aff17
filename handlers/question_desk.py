"""Tanya for staff: the list, the cards, and what becomes of a thread."""

from __future__ import annotations

from telegram import Update

from bot.actions import question_answers as answers
from bot.actions import question_awaited as awaited
from bot.actions import question_handling as handling
from bot.actions import question_lists as lists
from bot.actions import question_purges as purges
from bot.context import Context
from db.question_traces import AGAIN, GONE
from handlers.guards import MenuItem, Step, press, pressed_ids

MENU: tuple[MenuItem, ...] = ()


async def show_page(update: Update, context: Context) -> None:
    """Another page of the list. Raises Forbidden."""
    (number,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await work.receipt(await lists.page(work, number))


async def open_card(update: Update, context: Context) -> None:
    """A thread as it stands. Raises Forbidden, Stale."""
    (question_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await handling.open_card(work, question_id=question_id)


async def history(update: Update, context: Context) -> None:
    """Riwayat. Raises Forbidden, Stale."""
    (question_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await handling.history(work, question_id=question_id)


async def hand_out(update: Update, context: Context) -> None:
    """Lihat berkas. Raises Forbidden, Stale."""
    (question_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await handling.hand_out(work, question_id=question_id)


async def ask_answer(update: Update, context: Context) -> None:
    """Jawab. Raises Forbidden, Stale."""
    (question_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await answers.ask_answer(work, question_id=question_id)


async def answer_again(update: Update, context: Context) -> None:
    """Kirim juga. Raises Forbidden, Stale."""
    (question_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await answers.answer_again(work, question_id=question_id)


async def drop_answer(update: Update, context: Context) -> None:
    """Jangan kirim. Raises Forbidden, Stale."""
    (question_id,) = pressed_ids(context, fields=1)
    async with context.work() as work:
        await answers.drop(work, question_id=question_id)


async def take(update: Update, context: Context) -> None:
    """Ambil. Raises Forbidden, Stale."""
    question_id, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await handling.take(work, question_id=question_id, version=version)


async def choose_hand(update: Update, context: Context) -> None:
    """Serahkan. Raises Forbidden, Stale."""
    question_id, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await handling.choose_hand(work, question_id=question_id, version=version)


async def hand(update: Update, context: Context) -> None:
    """Serahkan kepada a colleague. Raises Forbidden, Stale."""
    question_id, version, staff_id = pressed_ids(context, fields=3)
    async with context.work() as work:
        await handling.hand(work, question_id=question_id, staff_id=staff_id, version=version)


async def close(update: Update, context: Context) -> None:
    """Selesai. Raises Forbidden, Stale."""
    question_id, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await handling.close(work, question_id=question_id, version=version)


async def ask_complaint(update: Update, context: Context) -> None:
    """Ini pengaduan. Raises Forbidden, Stale."""
    question_id, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await purges.ask(work, question_id=question_id, version=version)


async def refer(update: Update, context: Context) -> None:
    """Ya, ini pengaduan. Raises Forbidden, Stale."""
    question_id, version = pressed_ids(context, fields=2)
    async with context.work() as work:
        await purges.refer(work, question_id=question_id, version=version)
    await context.clear_buttons()


async def use_the_buttons(update: Update, context: Context, said: dict[str, object]) -> None:
    """Something typed or sent while a second answer waits for a button. Raises Forbidden, Stale."""
    async with context.work() as work:
        await awaited.say_again(work, question_id=int(str(said["question"])))


async def hear_late(update: Update, context: Context, said: dict[str, object]) -> None:
    """An answer more than a day after Jawab. Raises Forbidden."""
    async with context.work() as work:
        await awaited.hear_late(work, question_id=int(str(said["question"])))


async def hear_gone(update: Update, context: Context, said: dict[str, object]) -> None:
    """An answer to what is a complaint, or erased, since Jawab. Raises Forbidden."""
    async with context.work() as work:
        await awaited.hear_gone(work, question_id=int(str(said["question"])))


STEPS: dict[str, Step] = {AGAIN: use_the_buttons}
#: Nobody is asked these: it is what Jawab has become meanwhile.
AFTERWARDS: dict[str, Step] = {awaited.LATE: hear_late, GONE: hear_gone}
HANDLERS = [
    press("tanya_hal", show_page),
    press("tanya_buka", open_card),
    press("tanya_riwayat", history),
    press("tanya_berkas", hand_out),
    press("tanya_jawab", ask_answer),
    press("tanya_juga", answer_again),
    press("tanya_jangan", drop_answer),
    press("tanya_ambil", take),
    press("tanya_serah", choose_hand),
    press("tanya_serah_ke", hand),
    press("tanya_selesai", close),
    press("tanya_aduan", ask_complaint),
    press("tanya_aduan_ya", refer),
]
