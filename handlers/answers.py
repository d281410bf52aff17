"""Hadir, Diwakilkan, Tidak hadir, Menunggu arahan; and on the day Sudah bergabung, Terkendala masuk."""

from __future__ import annotations

import re

from telegram import Update

from bot.actions import answers, attendance, check_in, marks
from bot.context import Context
from bot.messages.answers import REASONS
from bot.rules.answers import Choice, Presence
from bot.rules.attendance import PRESSED
from bot.rules.errors import Stale
from handlers.guards import press, pressed, pressed_ids, typed_text


async def answer(update: Update, context: Context) -> None:
    """One of the four buttons."""
    word, item, time_revision, seat_id = _word_and_ids(context)
    if word not in set(Choice):
        raise Stale
    async with context.work() as work:
        await answers.answer(
            work, item=item, time_revision=time_revision, seat_id=seat_id, choice=Choice(word)
        )


async def answer_again(update: Update, context: Context) -> None:
    """Ubah jawaban, or Jawab in /jadwal: the four buttons once more."""
    item, seat_id = pressed_ids(context, fields=2)
    async with context.reading() as work:
        text = await answers.answer_card(work, item=item, seat_id=seat_id)
    await context.show(text)


async def give_reason(update: Update, context: Context) -> None:
    """One of the offered reasons for Tidak hadir."""
    number, item, time_revision, seat_id = pressed_ids(context, fields=4)
    if number not in range(len(REASONS)):
        raise Stale
    async with context.work() as work:
        await answers.add_note(
            work,
            item=item,
            time_revision=time_revision,
            seat_id=seat_id,
            choice=Choice.TIDAK_HADIR,
            note=REASONS[number],
        )


async def hear_substitute(update: Update, context: Context, said: dict[str, object]) -> None:
    """Name and post of whoever comes instead."""
    await _hear_note(context, said, Choice.DIWAKILKAN)


async def hear_reason(update: Update, context: Context, said: dict[str, object]) -> None:
    """A reason in the person's own words."""
    await _hear_note(context, said, Choice.TIDAK_HADIR)


async def _hear_note(context: Context, said: dict[str, object], choice: Choice) -> None:
    async with context.work() as work:
        await answers.hear_note(
            work,
            item=int(str(said["item"])),
            time_revision=int(str(said["time_revision"])),
            seat_id=int(str(said["seat"])),
            choice=choice,
            note=typed_text(context),
        )


async def mark(update: Update, context: Context) -> None:
    """Sudah bergabung or Terkendala masuk."""
    word, item, time_revision, seat_id = _word_and_ids(context)
    if word not in PRESSED:
        raise Stale
    async with context.work() as work:
        await attendance.mark(
            work, item=item, time_revision=time_revision, seat_id=seat_id, presence=Presence(word)
        )


async def hear_code(update: Update, context: Context, said: dict[str, object]) -> None:
    """The code on the shared screen. Raises ScreenCodeUnreadable."""
    async with context.work() as work:
        await check_in.hear_code(
            work,
            item=int(str(said["item"])),
            time_revision=int(str(said["time_revision"])),
            seat_id=int(str(said["seat"])),
            typed=typed_text(context),
        )


def _word_and_ids(context: Context) -> tuple[str, int, int, int]:
    """A word and three numbers from the button. Raises Stale."""
    word, *numbers = pressed(context, fields=4)
    if not all(re.fullmatch(r"[0-9]{1,15}", number) for number in numbers):
        raise Stale
    item, time_revision, seat_id = (int(number) for number in numbers)
    return word, item, time_revision, seat_id


HANDLERS = [
    press("jawab", answer),
    press("ubah", answer_again),
    press("alasan", give_reason),
    press("masuk", mark),
]

STEPS = {
    answers.STEP_SUBSTITUTE: hear_substitute,
    answers.STEP_REASON: hear_reason,
    marks.STEP_CODE: hear_code,
}
