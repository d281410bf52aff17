"""Tanya as officials read it: how to ask, that it arrived, the answer of the office, and that it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.render import render
from bot.rules.actors import HeldSeat
from bot.rules.clocks import local_date, short_date, zone_named
from bot.rules.outbox import Button, Text
from bot.rules.questions import REMIND_AFTER, REOPENS, Said
from bot.rules.sittings import Addressee, addressee

KIRIM, BATAL = "Kirim", "Batal"
#: What a stranger who checks the proof code is told.
TITLE = "Jawaban atas pertanyaan"


def begin(seat: HeldSeat, *, is_open: bool) -> Text:
    """/tanya: what this is for and what it is not; then the words are awaited."""
    return Text(render("question_begin", post=addressee(seat).post, is_open=is_open))


def choose_seat(seats: Sequence[HeldSeat]) -> Text:
    """Somebody who acts for several seats: for which one is asked."""
    rows = tuple((Button(addressee(seat).post, f"tanya_jabatan:{seat.seat_id}"),) for seat in seats)
    return Text(render("question_choose_seat"), (*rows, (_cancel(),)))


def offer(count: int) -> Text:
    """Words that nobody asked for: they are kept, and go only at a press."""
    return Text(render("question_offer", count=count), ((Button(KIRIM, "tanya_kirim"), _cancel()),))


def _cancel() -> Button:
    return Button(BATAL, "tanya_batal")


def dropped() -> Text:
    return Text(render("question_dropped"))


def courtesy() -> Text:
    """Thanks or a greeting where no question is open."""
    return Text(render("question_courtesy"))


def courtesy_kept() -> Text:
    """Thanks or a greeting in a thread."""
    return Text(render("question_courtesy_kept"))


def received(how: str, seat: HeldSeat, *, files: int, now: datetime, is_staff: bool = False) -> Text:
    """It is with staff: begun, added or reopened. Whoever ``is_staff`` adds by replying or by /tanya."""
    on = short_date(local_date(now, zone_named(seat.zone)))
    shown = {"how": how, "post": addressee(seat).post, "files": files, "on": on, "days": REMIND_AFTER}
    return Text(render("question_received", **shown, is_staff=is_staff))


def letter(to: Addressee, said: Said, *, on: datetime) -> Text:
    """The answer, in the name of the office."""
    asked = short_date(local_date(on, to.zone))
    return Text(render("question_letter", to=to, words=said.text, has_file=bool(said.file_id), on=asked))


def letter_file(said: Said) -> Text:
    """Under a file that comes with an answer."""
    return Text(render("question_letter_file", name=said.filename))


def closed(to: Addressee, *, on: datetime) -> Text:
    """The thread is over, and how it goes on if it is not."""
    asked = short_date(local_date(on, to.zone))
    return Text(render("question_closed", to=to, on=asked, days=REOPENS.days))


def referred(to: Addressee) -> Text:
    """It was a complaint: where those are heard, and that nothing of it is kept here."""
    return Text(render("question_referred", to=to))


def unsupported(*, is_staff: bool) -> Text:
    """A voice message, a sticker, a place: what can be passed on instead."""
    return Text(render("question_unsupported", is_staff=is_staff))
